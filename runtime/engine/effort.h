// How often an engine has looked up keys and looked at rows: what the plan's bound is about.
#pragma once
#include <cstdint>

namespace polc::engine {

struct Effort {
  uint64_t keys = 0, rows = 0;
};

}  // namespace polc::engine
