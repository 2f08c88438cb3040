// Which region of a life an entity lies in, and for how long.
#pragma once
#include "runtime/engine/session.h"

namespace polc::engine {

struct Place {
  uint32_t region = kNone;
  Constancy stays;
};
Place placeOf(const core::Life& life, Micros now, const Birth& birth);

}  // namespace polc::engine
