// Whether the keys of a text differ, told by their hashes alone.
//
// In:     a hash for each key, which says of what object it is, too
// Errors: false: there was such a key; or so it seems, as half of the bits are compared; or keys crowd, as somebody may choose
//         them: more slots were looked at than kCrowd a key. Whoever needs to know which compares the keys
// Cost:   linear in the keys that were announced, whatever their hashes; nothing is allocated once the most were seen
#pragma once
#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

namespace polc::json {

class Keys {
 public:
  static constexpr size_t kCrowd = 8;

  // Forgets what was added. At most `most` keys follow.
  void begin(size_t most) {
    size_t slots = std::bit_ceil(kSparse * (most + 1));
    if (slots_.size() < slots) slots_.assign(slots, 0);
    mask_ = slots - 1;
    steps_ = kCrowd * (most + 1);
    if (++reading_ != 0) return;
    std::fill(slots_.begin(), slots_.end(), 0);
    reading_ = 1;
  }

  bool add(uint64_t hash) {
    uint64_t& home = slots_[hash & mask_];
    if (static_cast<uint32_t>(home) == reading_) return addBehind(hash);
    home = (hash & kCompared) | reading_;
    return true;
  }

 private:
  static constexpr size_t kSparse = 8;  // slots a key, at least
  static constexpr uint64_t kCompared = ~uint64_t{UINT32_MAX};

  bool addBehind(uint64_t hash);  // where another key is at home

  std::vector<uint64_t>
      slots_;  // the upper half of a hash, and the number of the reading that put it there
  size_t mask_ = 0, steps_ = 0;
  uint32_t reading_ = 0;
};

}  // namespace polc::json
