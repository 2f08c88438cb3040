// Options of the C interface: structs that say their size, so that either side may be of an older header.
#pragma once
#include <algorithm>
#include <cstring>
#include <optional>

namespace polc::abi {

inline constexpr const char* kOptionsForm =
    "options say their size, and want nothing that this version has not";

// Options of any header are not larger.
inline constexpr size_t kLargestOptions = 1024;

// What the caller's struct has; `defaults` where there is none, zero beyond an older one's end. Nothing where its size cannot be
// that of such a struct, or it wants what only a newer header has: a demand that is not read would be one that is not met.
template <class Options>
std::optional<Options> optionsOf(const Options* given, const Options& defaults = {}) {
  if (!given) return defaults;
  if (given->size < sizeof given->size || given->size > kLargestOptions ||
      given->size % alignof(Options) != 0)
    return std::nullopt;
  const auto* bytes = reinterpret_cast<const unsigned char*>(given);
  auto wanted = [](unsigned char byte) { return byte != 0; };
  if (given->size > sizeof(Options) &&
      std::any_of(bytes + sizeof(Options), bytes + given->size, wanted))
    return std::nullopt;
  Options options{};
  std::memcpy(&options, given, std::min(given->size, sizeof options));
  return options;
}

}  // namespace polc::abi
