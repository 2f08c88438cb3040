#include "runtime/engine/limit_sums.h"

namespace polc::engine {
namespace {

// Keys that are equal have one hash; what lies elsewhere is not looked into, but for texts.
uint64_t hashOf(const value::Value& key) {
  if (key.kind == value::Kind::ip) return wordOf(key.ip(), key.ip().prefix);
  if (value::isPointer(key.kind) && key.kind != value::Kind::string)
    return mixWords(0, static_cast<uint64_t>(key.kind));
  return mixWords(static_cast<uint64_t>(key.kind), wordOf(key));
}

bool same(const value::Value& a, const value::Value& b) {
  return a.kind == b.kind && (!a.given() || value::equal(a, b));
}

}  // namespace

Wide LimitSums::of(const value::Value& key) const {
  if (shards_.count() == 0) return 0;
  uint64_t hash = hashOf(key);
  for (const Entry& entry : shards_[shardOf(hash)].entries) {
    if (entry.hash == hash && same(entry.key, key)) return entry.sum;
  }
  return 0;
}

void LimitSums::add(const value::Value& key, Wide amount) {
  if (count_ >= shards_.count() * kMost) grow();
  uint64_t hash = hashOf(key);
  std::vector<Entry>& entries = shards_.edit(shardOf(hash)).entries;
  for (Entry& entry : entries) {
    if (entry.hash == hash && same(entry.key, key)) {
      entry.sum += amount;
      return;
    }
  }
  Entry entry{key, amount, hash, nullptr};
  if (value::isPointer(key.kind)) {
    entry.memory = std::make_shared<value::Arena>();
    entry.key = entry.memory->adopt(key);
  }
  entries.push_back(std::move(entry));
  ++count_;
}

void LimitSums::grow() {
  directory::Blocks<Shard> old;
  std::swap(old, shards_);
  bits_ = old.count() == 0 ? 0 : bits_ + 1;
  for (size_t i = 0; i < size_t{1} << bits_; ++i) shards_.add();
  for (size_t i = 0; i < old.count(); ++i) {
    for (const Entry& entry : old[i].entries) {
      shards_.edit(shardOf(entry.hash)).entries.push_back(entry);
    }
  }
}

}  // namespace polc::engine
