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

// Finds the numbers of a few names, mostly of at most 16 bytes, which it compares itself.
class NameTable {
 public:
  static constexpr uint32_t kNone = UINT32_MAX;

  // Its number is how many were added before; the text stays.
  void add(std::string_view name) {
    if (2 * (size_t{count_} + 1) > slots_.size()) grow();
    put(slotOf(name, count_++));
  }
  uint32_t find(std::string_view name) const {
    if (slots_.empty()) return kNone;
    Slot wanted = slotOf(name, kNone);
    for (size_t at = placeOf(wanted); slots_[at].number != kNone; at = (at + 1) & mask_) {
      if (same(slots_[at], wanted)) return slots_[at].number;
    }
    return kNone;
  }

 private:
  struct Slot {
    value::TextWords words;
    std::string_view name;
    uint32_t number = kNone;
  };
  static Slot slotOf(std::string_view name, uint32_t number) {
    bool is_short = name.size() <= value::kShortText;
    return {is_short ? value::wordsOf(name) : value::TextWords{hashText(name, 0), 0}, name, number};
  }
  static bool same(const Slot& a, const Slot& b) {
    return a.words == b.words && a.name.size() == b.name.size() &&
           (a.name.size() <= value::kShortText || a.name == b.name);
  }
  size_t placeOf(const Slot& slot) const {
    return value::fold(slot.words.a ^ kFactor, slot.words.b ^ slot.name.size()) & mask_;
  }
  void put(const Slot& slot) {
    size_t at = placeOf(slot);
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

  static constexpr uint64_t kFactor = 0xE703'7ED1'A0B4'28DB;
  std::vector<Slot> slots_;
  size_t mask_ = 0;
  uint32_t count_ = 0;
};

}  // namespace polc::directory
