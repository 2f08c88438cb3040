#include "runtime/directory/shared_index.h"

#include <catch2/catch.hpp>
#include <memory>
#include <random>

using polc::directory::SharedIndex;

namespace {

struct Indexed {
  std::vector<uint64_t> hashes;
  SharedIndex index;

  void add(uint64_t hash) {
    hashes.push_back(hash);
    index.add(hash, static_cast<uint32_t>(hashes.size() - 1),
              [&](uint32_t number) { return hashes[number]; });
  }
  uint32_t find(uint32_t number) const {
    return index.search(hashes[number]).find([&](uint32_t other) { return other == number; });
  }
  bool findsAll() const {
    for (uint32_t i = 0; i < hashes.size(); ++i) {
      if (find(i) != i) return false;
    }
    return true;
  }
};

uint32_t any(const SharedIndex& index, uint64_t hash) {
  return index.search(hash).find([](uint32_t) { return true; });
}

}  // namespace

TEST_CASE("an empty index has nothing, whatever the hash") {
  SharedIndex index;
  for (uint64_t hash : {uint64_t{0}, uint64_t{1}, UINT64_MAX})
    CHECK(any(index, hash) == SharedIndex::kNone);
}

TEST_CASE("numbers are found among many, and hashes of none are of none") {
  std::mt19937_64 random(5);
  Indexed indexed;
  for (int i = 0; i < 20'000; ++i) indexed.add(random());
  CHECK(indexed.findsAll());
  size_t likely = 0;
  for (uint32_t i = 0; i < indexed.hashes.size(); ++i)
    likely += indexed.index.search(indexed.hashes[i]).likely() == i ? 1 : 0;
  CHECK(likely > 9 * indexed.hashes.size() / 10);
  for (int i = 0; i < 20'000; ++i) CHECK(any(indexed.index, random()) == SharedIndex::kNone);
}

TEST_CASE("numbers of one hash fill bucket after bucket, the last one and the first one too") {
  for (uint64_t hash : {uint64_t{0}, uint64_t{0xFFFF'FFFF}, UINT64_MAX}) {
    Indexed indexed;
    for (int i = 0; i < 100; ++i) indexed.add(hash);
    CHECK(indexed.findsAll());
    CHECK(any(indexed.index, hash ^ 1) == SharedIndex::kNone);
    CHECK(indexed.index.search(hash).find([](uint32_t) { return false; }) == SharedIndex::kNone);
  }
}

TEST_CASE("a version does not see what is added to another") {
  std::mt19937_64 random(6);
  Indexed older;
  for (int i = 0; i < 1'000; ++i) older.add(random());
  Indexed newer = older;
  for (int i = 0; i < 1'000; ++i) newer.add(random());
  CHECK(older.findsAll());
  CHECK(newer.findsAll());
  for (uint32_t i = 1'000; i < 2'000; ++i)
    CHECK(any(older.index, newer.hashes[i]) == SharedIndex::kNone);
}

TEST_CASE("of two numbers whose hashes agree where they are compared, each is found as itself") {
  const uint64_t hash = 0x1234'5678'9ABC'DEF0, alike = hash ^ uint64_t { 1 } << 32;
  Indexed indexed;
  indexed.add(hash);
  indexed.add(alike);
  CHECK(indexed.index.search(hash).likely() == 0);
  CHECK(indexed.index.search(alike).likely() == 0);
  CHECK(indexed.findsAll());
  CHECK(indexed.index.search(hash ^ uint64_t{2} << 32).find([](uint32_t) { return false; }) ==
        SharedIndex::kNone);
}

TEST_CASE("a version grows on when what it was copied from is gone, and that one when it is not") {
  std::mt19937_64 random(7);
  for (int size : {0, 1, 127, 128, 129, 255, 256, 257, 1'000, 10'000}) {
    INFO(size);
    auto source = std::make_unique<Indexed>();
    for (int i = 0; i < size; ++i) source->add(random());
    Indexed newer = *source, other = *source;
    for (int i = 0; i < size + 300; ++i) newer.add(random());
    CHECK(source->findsAll());
    source.reset();
    for (int i = 0; i < size + 300; ++i) {
      newer.add(random());
      other.add(random());
    }
    CHECK(newer.findsAll());
    CHECK(other.findsAll());
  }
}
