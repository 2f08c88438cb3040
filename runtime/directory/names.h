// Finds numbers by short texts: open addressing over a hash of each text; the owner keeps the texts and compares them.
#pragma once
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace polc::directory {

namespace detail {

inline uint64_t fold(uint64_t a, uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  Wide product = static_cast<Wide>(a) * b;
  return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
}
template <class Word>
uint64_t load(const char* from) {
  Word word;
  std::memcpy(&word, from, sizeof(word));
  return word;
}

}  // namespace detail

inline uint64_t hashText(std::string_view text, uint64_t seed) {
  constexpr uint64_t kFirst = 0xA076'1D64'78BD'642F, kSecond = 0xE703'7ED1'A0B4'28DB;
  const char* at = text.data();
  size_t size = text.size();
  uint64_t hash = seed ^ kFirst;
  for (; size > 16; at += 16, size -= 16) {
    hash =
        detail::fold(detail::load<uint64_t>(at) ^ kSecond, detail::load<uint64_t>(at + 8) ^ hash);
  }
  uint64_t a = 0, b = 0;
  if (size >= 8) {
    a = detail::load<uint64_t>(at);
    b = detail::load<uint64_t>(at + size - 8);
  } else if (size >= 4) {
    a = detail::load<uint32_t>(at);
    b = detail::load<uint32_t>(at + size - 4);
  } else if (size > 0) {
    a = static_cast<uint8_t>(at[0]) |
        static_cast<uint64_t>(static_cast<uint8_t>(at[size / 2])) << 8 |
        static_cast<uint64_t>(static_cast<uint8_t>(at[size - 1])) << 16;
  }
  return detail::fold(kSecond ^ text.size(), detail::fold(a ^ kSecond, b ^ hash));
}

class NameIndex {
 public:
  static constexpr uint32_t kNone = UINT32_MAX;
  uint32_t size() const { return count_; }

  // The first number with this hash of which `same` is true; kNone where there is none.
  template <class Same>
  uint32_t find(uint64_t hash, Same same) const {
    if (slots_.empty()) return kNone;
    auto short_hash = static_cast<uint32_t>(hash >> 32);
    for (size_t at = short_hash & mask_; slots_[at].number != kNone; at = (at + 1) & mask_) {
      if (slots_[at].hash == short_hash && same(slots_[at].number)) return slots_[at].number;
    }
    return kNone;
  }
  void add(uint64_t hash, uint32_t number) {
    if (2 * (size_t{count_} + 1) > slots_.size()) grow();
    put({static_cast<uint32_t>(hash >> 32), number});
    ++count_;
  }

 private:
  struct Slot {
    uint32_t hash = 0, number = kNone;
  };
  void put(Slot slot) {
    size_t at = slot.hash & mask_;
    while (slots_[at].number != kNone) at = (at + 1) & mask_;
    slots_[at] = slot;
  }
  void grow() {
    std::vector<Slot> old(slots_.empty() ? 8 : slots_.size() * 2);
    old.swap(slots_);
    mask_ = slots_.size() - 1;
    for (const Slot& slot : old) {
      if (slot.number != kNone) put(slot);
    }
  }

  std::vector<Slot> slots_;
  size_t mask_ = 0;
  uint32_t count_ = 0;
};

}  // namespace polc::directory
