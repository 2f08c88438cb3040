// Sums by key; later versions share with earlier ones what they have not changed.
#pragma once
#include <memory>
#include <vector>

#include "runtime/directory/blocks.h"
#include "runtime/engine/words.h"

namespace polc::engine {

__extension__ typedef __int128 Wide;

class LimitSums {
 public:
  Wide of(const value::Value& key) const;
  void add(const value::Value& key, Wide amount);  // copies the key

 private:
  static constexpr size_t kMost = 64;  // keys a shard, on average
  struct Entry {
    value::Value key;
    Wide sum = 0;
    uint64_t hash = 0;
    std::shared_ptr<value::Arena> memory;  // of the key; null: it needs none
  };
  struct Shard {
    std::vector<Entry> entries;
  };
  size_t shardOf(uint64_t hash) const { return bits_ == 0 ? 0 : hash >> (64 - bits_); }
  void grow();

  directory::Blocks<Shard> shards_;
  uint32_t bits_ = 0;
  size_t count_ = 0;
};

}  // namespace polc::engine
