// What a core read from bytes must hold before it is verified or evaluated, so that neither can loop or read beyond.
//
// Out: what is wrong first; empty where sound. core::verify then checks ids, lists and kinds
#pragma once
#include <string>

#include "runtime/core/core.h"

namespace polc::bundle {

inline constexpr uint32_t kHeightMax = 4'000;      // of an expression: engines recurse over it
inline constexpr uint64_t kPartsMax = 10'000'000;  // of one written out: nodes are shared
inline constexpr uint32_t kSlotsMax = 256;         // quantifiers in each other

std::string unsound(const core::Bundle& bundle);

}  // namespace polc::bundle
