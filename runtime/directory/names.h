// Finds numbers by short texts, in open addressing: by hashes of texts that the owner keeps and compares, or by the texts.
#pragma once
#include <cstdint>
#include <vector>

#include "runtime/value/hash.h"

namespace polc::directory {

using value::hashText;

// For hashes of texts that others choose: one of this process that nobody knows (as WebAssembly, where a module asks its host for
// nothing: 0), so that no file has ids that collide.
uint64_t hashSeed();

// Slots in open addressing, at least `kSparse` for each that is full. A Slot has a number, which is kNone where it is empty, and
// a place().
template <class Slot, size_t kSparse = 2>
class OpenSlots {
 public:
  static constexpr uint32_t kNone = UINT32_MAX;
  uint32_t size() const { return count_; }

  // The first number of which `same` is true, of the slots from a place on; kNone where there is none.
  template <class Same>
  uint32_t find(size_t place, Same same) const {
    if (slots_.empty()) return kNone;
    for (size_t at = place & mask_; slots_[at].number != kNone; at = (at + 1) & mask_) {
      if (same(slots_[at])) return slots_[at].number;
    }
    return kNone;
  }
  void add(const Slot& slot) {
    if (kSparse * (size_t{count_} + 1) > slots_.size()) grow();
    put(slot);
    ++count_;
  }

 private:
  void put(const Slot& slot) {
    size_t at = slot.place() & mask_;
    while (slots_[at].number != kNone) at = (at + 1) & mask_;
    slots_[at] = slot;
  }
  void grow() {
    std::vector<Slot> old(slots_.empty() ? 4 * kSparse : slots_.size() * 2);
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

class NameIndex {
 public:
  static constexpr uint32_t kNone = UINT32_MAX;
  uint32_t size() const { return slots_.size(); }

  // The first number with this hash of which `same` is true; kNone where there is none.
  template <class Same>
  uint32_t find(uint64_t hash, Same same) const {
    auto short_hash = static_cast<uint32_t>(hash >> 32);
    return slots_.find(
        short_hash, [&](const Slot& slot) { return slot.hash == short_hash && same(slot.number); });
  }
  void add(uint64_t hash, uint32_t number) {
    slots_.add({static_cast<uint32_t>(hash >> 32), number});
  }

 private:
  struct Slot {
    uint32_t hash = 0, number = kNone;
    size_t place() const { return hash; }
  };
  OpenSlots<Slot> slots_;
};

// Finds the numbers of a few names, mostly of at most 16 bytes, which it compares itself.
class NameTable {
 public:
  static constexpr uint32_t kNone = UINT32_MAX;

  // Its number is how many were added before; the text stays.
  void add(std::string_view name) { slots_.add(slotOf(name, slots_.size())); }
  uint32_t find(std::string_view name) const {
    Slot wanted = slotOf(name, kNone);
    return slots_.find(wanted.place(), [&](const Slot& slot) { return same(slot, wanted); });
  }

 private:
  struct Slot {
    value::TextWords words;
    std::string_view name;
    uint32_t number = kNone;
    size_t place() const { return value::fold(words.a ^ kFactor, words.b ^ name.size()); }
  };
  static Slot slotOf(std::string_view name, uint32_t number) {
    bool is_short = name.size() <= value::kShortText;
    return {is_short ? value::wordsOf(name) : value::TextWords{hashText(name, 0), 0}, name, number};
  }
  static bool same(const Slot& a, const Slot& b) {
    return a.words == b.words && a.name.size() == b.name.size() &&
           (a.name.size() <= value::kShortText || a.name == b.name);
  }

  static constexpr uint64_t kFactor = 0xE703'7ED1'A0B4'28DB;
  OpenSlots<Slot, 8> slots_;
};

}  // namespace polc::directory
