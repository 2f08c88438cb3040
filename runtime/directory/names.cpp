#include "runtime/directory/names.h"

#ifndef __wasm__
#include <unistd.h>
#endif

namespace polc::directory {
namespace {

uint64_t makeSeed() {
  uint64_t seed = 0;
#ifndef __wasm__
  if (getentropy(&seed, sizeof seed) != 0) seed = reinterpret_cast<uintptr_t>(&seed);
#endif
  return seed;
}

}  // namespace

uint64_t hashSeed() {
  static const uint64_t seed = makeSeed();
  return seed;
}

}  // namespace polc::directory
