// Closes the relation "is a member of": from each row's parents to all its ancestors.
//
// Cost: linear in the memberships that it finds
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "runtime/directory/directory.h"

namespace polc::directory {

struct Ancestry {
  std::vector<std::vector<uint32_t>> of;  // by row, ascending, without itself
  std::optional<uint32_t> in_cycle;  // a row that is a member of itself: `of` is then of no use
  bool too_many = false;             // likewise
};
Ancestry ancestry(const std::vector<std::vector<uint32_t>>& parents, const Limits& limits);

}  // namespace polc::directory
