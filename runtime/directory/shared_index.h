// Finds numbers by a hash, as NameIndex; versions of it share what they have in common.
//
// Cost: of a search: mostly one line of the cache; of an addition to a shared version: a shard, about a hundred numbers; of a
//       copy: 24 bytes a shard
#pragma once
#include <algorithm>
#include <bit>
#include <utility>
#include <vector>

#include "runtime/directory/blocks.h"
#include "runtime/directory/hash_bucket.h"

namespace polc::directory {

class SharedIndex {
  // Buckets, of which one that is full goes on in the next.
  struct Buckets {
    const HashBucket* first;
    uint32_t count;
  };
  static constexpr Buckets kNoBuckets = {&kEmptyBucket, 1};

 public:
  static constexpr uint32_t kNone = HashBucket::kNone;

  // Where the numbers of a hash are looked for, on its way into the cache.
  class Search {
   public:
    // Mostly the number that is searched, where there is one; kNone or any other where there is none.
    uint32_t likely() const {
      const HashBucket& bucket = buckets_[at_];
      return bucket
          .numbers[std::countr_zero(bucket.matches(hash_) | 1u << (HashBucket::kSize - 1))];
    }
    // The number of which `same` is true; kNone where there is none.
    template <class Same>
    uint32_t find(Same same) const {
      for (uint32_t at = at_;; at = at + 1 == count_ ? 0 : at + 1) {
        const HashBucket& bucket = buckets_[at];
        for (uint32_t left = bucket.matches(hash_); left != 0; left &= left - 1) {
          uint32_t number = bucket.numbers[std::countr_zero(left)];
          if (number != kNone && same(number)) return number;
        }
        if (!bucket.full()) return kNone;
      }
    }

    Search() = default;

   private:
    friend class SharedIndex;
    Search(const Buckets& buckets, uint32_t hash)
        : buckets_(buckets.first),
          count_(buckets.count),
          hash_(hash),
          at_(homeOf(hash, buckets.count)) {
      __builtin_prefetch(buckets_ + at_);
    }
    const HashBucket* buckets_ = &kEmptyBucket;
    uint32_t count_ = 1, hash_ = 0, at_ = 0;
  };
  Search search(uint64_t hash) const {
    return {buckets_[shardOf(hash)], static_cast<uint32_t>(hash)};
  }

  // `hash_of` gives the hash of a number that was added before.
  template <class HashOf>
  void add(uint64_t hash, uint32_t number, HashOf hash_of) {
    if (count_ >= shards_.count() * kMost) grow(hash_of);
    put(shardOf(hash), static_cast<uint32_t>(hash), number);
    ++count_;
  }

 private:
  static constexpr size_t kMost = 128;  // numbers a shard, on average
  struct Shard {
    std::vector<HashBucket> buckets;
    uint32_t count = 0;

    void add(uint32_t hash, uint32_t number) {
      if (3 * (size_t{count} + 1) > size_t{2} * HashBucket::kSize * buckets.size()) resize();
      put(hash, number);
      ++count;
    }
    void put(uint32_t hash, uint32_t number) {
      size_t at = homeOf(hash, buckets.size());
      while (!buckets[at].put(hash, number)) at = at + 1 == buckets.size() ? 0 : at + 1;
    }
    void resize() {
      std::vector<HashBucket> old(std::max(buckets.size() + 1, buckets.size() * 5 / 4));
      old.swap(buckets);
      for (const HashBucket& bucket : old)
        bucket.each([&](uint32_t hash, uint32_t number) { put(hash, number); });
    }
  };

  static uint32_t homeOf(uint32_t hash, size_t count) {
    return static_cast<uint32_t>(uint64_t{hash} * count >> 32);
  }
  size_t shardOf(uint64_t hash) const { return bits_ == 0 ? 0 : hash >> (64 - bits_); }
  void put(size_t at, uint32_t hash, uint32_t number) {
    Shard& shard = shards_.edit(at);
    shard.add(hash, number);
    buckets_[at] = {shard.buckets.data(), static_cast<uint32_t>(shard.buckets.size())};
  }

  template <class HashOf>
  void grow(HashOf hash_of) {
    SharedIndex larger;
    larger.bits_ = shards_.count() == 0 ? 0 : bits_ + 1;
    larger.count_ = count_;
    for (size_t i = 0; i < size_t{1} << larger.bits_; ++i) larger.shards_.add();
    larger.buckets_.assign(larger.shards_.count(), kNoBuckets);
    for (size_t i = 0; i < shards_.count(); ++i) {
      for (const HashBucket& bucket : shards_[i].buckets) {
        bucket.each([&](uint32_t hash, uint32_t number) {
          larger.put(larger.shardOf(hash_of(number)), hash, number);
        });
      }
    }
    *this = std::move(larger);
  }

  Blocks<Shard> shards_;
  // The shards', for who reads.
  std::vector<Buckets> buckets_ = std::vector<Buckets>(1, kNoBuckets);
  uint32_t bits_ = 0;  // of the hash, from above: the shard
  size_t count_ = 0;
};

}  // namespace polc::directory
