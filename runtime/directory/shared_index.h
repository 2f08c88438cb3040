// Finds numbers by a hash, as NameIndex; versions of it share what they have in common.
//
// Cost: of an addition to a shared version: a shard, about a hundred numbers
#pragma once
#include "runtime/directory/blocks.h"
#include "runtime/directory/names.h"

namespace polc::directory {

class SharedIndex {
 public:
  static constexpr uint32_t kNone = UINT32_MAX;

  template <class Same>
  uint32_t find(uint64_t hash, Same same) const {
    if (shards_.count() == 0) return kNone;
    const Shard& shard = shards_[shardOf(hash)];
    if (shard.slots.empty()) return kNone;
    auto short_hash = static_cast<uint32_t>(hash);
    for (size_t at = shard.home(short_hash); shard.slots[at].number != kNone; at = shard.next(at)) {
      if (shard.slots[at].hash == short_hash && same(shard.slots[at].number))
        return shard.slots[at].number;
    }
    return kNone;
  }

  // `hash_of` gives the hash of a number that was added before.
  template <class HashOf>
  void add(uint64_t hash, uint32_t number, HashOf hash_of) {
    if (count_ >= shards_.count() * kMost) grow(hash_of);
    shards_.edit(shardOf(hash)).add({static_cast<uint32_t>(hash), number});
    ++count_;
  }

 private:
  static constexpr size_t kMost = 128;  // numbers a shard, on average
  struct Slot {
    uint32_t hash = 0, number = kNone;
  };
  struct Shard {
    std::vector<Slot> slots;
    uint32_t count = 0;

    size_t home(uint32_t hash) const { return uint64_t{hash} * slots.size() >> 32; }
    size_t next(size_t at) const { return at + 1 == slots.size() ? 0 : at + 1; }
    void add(Slot slot) {
      if (3 * (size_t{count} + 1) > 2 * slots.size()) resize();
      put(slot);
      ++count;
    }
    void put(Slot slot) {
      size_t at = home(slot.hash);
      while (slots[at].number != kNone) at = next(at);
      slots[at] = slot;
    }
    void resize() {
      std::vector<Slot> old(std::max<size_t>(4, slots.size() + slots.size() / 4));
      old.swap(slots);
      for (const Slot& slot : old) {
        if (slot.number != kNone) put(slot);
      }
    }
  };

  size_t shardOf(uint64_t hash) const { return bits_ == 0 ? 0 : hash >> (64 - bits_); }

  template <class HashOf>
  void grow(HashOf hash_of) {
    Blocks<Shard> old;
    std::swap(old, shards_);
    bits_ = old.count() == 0 ? 0 : bits_ + 1;
    for (size_t i = 0; i < size_t{1} << bits_; ++i) shards_.add();
    for (size_t i = 0; i < old.count(); ++i) {
      for (const Slot& slot : old[i].slots) {
        if (slot.number != kNone) shards_.edit(shardOf(hash_of(slot.number))).add(slot);
      }
    }
  }

  Blocks<Shard> shards_;
  uint32_t bits_ = 0;  // of the hash, from above: the shard
  size_t count_ = 0;
};

}  // namespace polc::directory
