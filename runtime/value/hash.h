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

// A text that is looked up, with what both its hash and its comparison take.
class TextKey {
 public:
  explicit TextKey(std::string_view text) : text_(text) {
    size_t whole = text.size() > kShortText ? (text.size() - 1) / kShortText * kShortText : 0;
    last_ = wordsOf({text.data() + whole, text.size() - whole});
  }

  uint64_t hash(uint64_t seed) const {
    constexpr uint64_t kFirst = 0xA076'1D64'78BD'642F, kSecond = 0xE703'7ED1'A0B4'28DB;
    uint64_t hash = seed ^ kFirst;
    const char* at = text_.data();
    for (size_t rest = text_.size(); rest > kShortText; at += kShortText, rest -= kShortText) {
      hash = fold(detail::load<uint64_t>(at) ^ kSecond, detail::load<uint64_t>(at + 8) ^ hash);
    }
    return fold(kSecond ^ text_.size(), fold(last_.a ^ kSecond, last_.b ^ hash));
  }
  bool is(std::string_view other) const {
    if (other.size() != text_.size()) return false;
    if (text_.size() > kShortText)
      return std::memcmp(other.data(), text_.data(), text_.size()) == 0;
    return wordsOf(other) == last_;
  }

 private:
  std::string_view text_;
  TextWords last_;  // of the last 1 to kShortText bytes
};

inline bool sameText(std::string_view x, std::string_view y) {
  if (x.size() != y.size()) return false;
  if (x.size() > kShortText) return std::memcmp(x.data(), y.data(), x.size()) == 0;
  return wordsOf(x) == wordsOf(y);
}
inline uint64_t hashText(std::string_view text, uint64_t seed) { return TextKey(text).hash(seed); }

}  // namespace polc::value
