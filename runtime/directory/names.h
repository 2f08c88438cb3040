// Finds numbers by short texts: open addressing over a hash of each text; the owner keeps the texts and compares them.
#pragma once
#include <cstdint>
#include <vector>

#include "runtime/value/hash.h"

namespace polc::directory {

using value::hashText;

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
