// The words that indices find rows by.
#pragma once
#include <algorithm>
#include <cstring>

#include "runtime/value/value.h"

namespace polc::engine {

// Compiled cells do the same.
inline constexpr uint64_t kWordFactor = 0x9E37'79B9'7F4A'7C15;
inline uint64_t mixWords(uint64_t seed, uint64_t word) {
  uint64_t x = (seed ^ word) * kWordFactor;
  return x ^ (x >> 32);
}

// A text by a hash of its bytes.
inline uint64_t wordOf(std::string_view text) {
  uint64_t hash = text.size();
  for (; text.size() >= 8; text.remove_prefix(8)) {
    uint64_t chunk;
    std::memcpy(&chunk, text.data(), sizeof(chunk));
    hash = mixWords(hash, chunk);
  }
  if (text.empty()) return hash;
  uint64_t chunk = 0;
  std::memcpy(&chunk, text.data(), text.size());
  return mixWords(hash, chunk);
}

// Everything else by its bits.
inline uint64_t wordOf(const value::Value& value) {
  return value.kind == value::Kind::string ? wordOf(value.string())
                                           : static_cast<uint64_t>(value.bits);
}

// The network of the given length that holds an address.
inline uint64_t wordOf(const value::Ip& ip, uint32_t prefix) {
  uint8_t kept[16] = {};
  uint32_t bits = prefix + (ip.v4 ? 96 : 0);
  std::memcpy(kept, ip.bytes, bits / 8);
  if (bits % 8 != 0) kept[bits / 8] = ip.bytes[bits / 8] & static_cast<uint8_t>(0xFF00 >> bits % 8);
  uint64_t halves[2];
  std::memcpy(halves, kept, sizeof(halves));
  return mixWords(mixWords(halves[0] ^ (ip.v4 ? 1 : 0), halves[1]), prefix);
}

// A length of networks and their family as one number.
inline int64_t networkNumber(const value::Ip& ip) { return ip.prefix + (ip.v4 ? 256 : 0); }
inline bool mayLieIn(const value::Ip& ip, int64_t number) {
  return ip.v4 == (number >= 256) && ip.prefix >= number % 256;
}

}  // namespace polc::engine
