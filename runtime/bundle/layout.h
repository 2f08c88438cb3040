// Where the parts of a bundle's header lie, and what its id and its signature are made of (container.h).
#pragma once
#include <string_view>

#include "runtime/bundle/container.h"

namespace polc::bundle {

inline constexpr uint8_t kMagic[8] = {0x89, 'P', 'O', 'L', 'B', '\r', '\n', 0x1a};
inline constexpr size_t kIdAt = 32, kKeyAt = 64, kSignatureAt = 96;
inline constexpr std::string_view kSigned = "polc bundle signature 1";

inline uint64_t aligned(uint64_t at) {
  return (at + kSectionAlignment - 1) / kSectionAlignment * kSectionAlignment;
}

// Of a file that holds its header and `count` rows of its table.
Digest idOf(std::span<const uint8_t> file, uint32_t count);
std::string signedText(const Digest& id);

}  // namespace polc::bundle
