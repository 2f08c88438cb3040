// What one decision has found of lives already: stepping on to a later instant goes on from there.
//
// Only for entities whose birth does not move with the instant of the evaluation.
#pragma once
#include <map>
#include <utility>

#include "runtime/time/constancy.h"

namespace polc::interp {

using value::Micros;

// Past throughout [since, upto).
struct PastRun {
  Micros since, upto;
};
// Not past from `from` to `position`; then: found, none for ever, or given up at the window of recurring bounds.
struct PastSearch {
  Micros from, position, anchor;
  Micros found = value::kNever;
  bool ended = false;
};
struct LifeMemo {
  using Key = std::pair<const void*, uint32_t>;  // the life, or null for all lives of the entity
  std::map<Key, PastRun> runs;
  std::map<Key, PastSearch> searches;
};

}  // namespace polc::interp
