// A hash of short texts, for tables that compare what they find; and whether texts are equal, without a call where they are
// short. The hash is not against whoever chooses the texts.
#pragma once
#include <cstdint>
#include <cstring>
#include <string_view>

namespace polc::value {

namespace detail {

template <class Word>
uint64_t load(const char* from) {
  Word word;
  std::memcpy(&word, from, sizeof(word));
  return word;
}

}  // namespace detail

inline uint64_t fold(uint64_t a, uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  Wide product = static_cast<Wide>(a) * b;
  return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
}

// A text of at most kShortText bytes: with its size they are the text.
struct TextWords {
  uint64_t a = 0, b = 0;
  bool operator==(const TextWords&) const = default;
};
inline constexpr size_t kShortText = 16;
// Four overlapping quarters, so that sizes from 4 on take no branch.
inline TextWords wordsOf(std::string_view text) {
  using detail::load;
  const char* at = text.data();
  size_t size = text.size();
  if (size >= 4) {
    size_t step = size / 8 * 4;
    const char* last = at + size - 4;
    return {load<uint32_t>(at) << 32 | load<uint32_t>(at + step),
            load<uint32_t>(last) << 32 | load<uint32_t>(last - step)};
  }
  if (size == 0) return {};
  return {static_cast<uint8_t>(at[0]) |
              static_cast<uint64_t>(static_cast<uint8_t>(at[size / 2])) << 8 |
              static_cast<uint64_t>(static_cast<uint8_t>(at[size - 1])) << 16,
          0};
}

inline bool sameText(std::string_view x, std::string_view y) {
  if (x.size() != y.size()) return false;
  if (x.size() > kShortText) return std::memcmp(x.data(), y.data(), x.size()) == 0;
  return wordsOf(x) == wordsOf(y);
}

inline uint64_t hashText(std::string_view text, uint64_t seed) {
  constexpr uint64_t kFirst = 0xA076'1D64'78BD'642F, kSecond = 0xE703'7ED1'A0B4'28DB;
  const char* at = text.data();
  size_t size = text.size();
  uint64_t hash = seed ^ kFirst;
  for (; size > 16; at += 16, size -= 16) {
    hash = fold(detail::load<uint64_t>(at) ^ kSecond, detail::load<uint64_t>(at + 8) ^ hash);
  }
  auto [a, b] = wordsOf({at, size});
  return fold(kSecond ^ text.size(), fold(a ^ kSecond, b ^ hash));
}

}  // namespace polc::value
