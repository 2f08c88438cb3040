// What entities are members of, directly or not; entities with the same parents share it.
//
// Form: a set has its own rows, ascending, and goes on in another set where it would be long: a chain of n groups takes n × 64
// Cost: of a set, the rows of its parents' sets; of a look, a search in each piece
#pragma once
#include <algorithm>
#include <optional>
#include <span>

#include "runtime/directory/entity.h"
#include "runtime/directory/shared_index.h"

namespace polc::directory {

// Rows: the ancestors that it holds itself, then the parents.
struct Membership {
  uint32_t own_count = 0, parent_count = 0;
  uint32_t rest = 0;  // the set in which it goes on; 0: nowhere
  std::shared_ptr<const uint32_t[]> rows;

  std::span<const uint32_t> own() const { return {rows.get(), own_count}; }
  std::span<const uint32_t> parents() const { return {rows.get() + own_count, parent_count}; }
};

class Memberships {
 public:
  static constexpr uint32_t kNone = UINT32_MAX;
  Memberships() { add({}); }  // set 0: of nothing
  uint32_t size() const { return count_; }
  const Membership& operator[](uint32_t set) const {
    return blocks_[set / kBlock].sets[set % kBlock];
  }

  bool holds(uint32_t set, uint32_t row) const {
    for (; set != 0; set = (*this)[set].rest) {
      if (contains((*this)[set].own(), row)) return true;
    }
    return false;
  }
  // Until `use` says false, which is what is returned.
  template <class Use>
  bool each(uint32_t set, Use use) const {
    for (; set != 0; set = (*this)[set].rest) {
      for (uint32_t row : (*this)[set].own()) {
        if (!use(row)) return false;
      }
    }
    return true;
  }
  uint64_t rowCount() const { return row_count_; }  // of all sets, without their parents

  // The set of those parents (ascending, without repetition), added where it is lacking.
  uint32_t of(std::span<const uint32_t> parents, bool& added);
  void setRows(uint32_t set, std::span<const uint32_t> own, uint32_t rest);

 private:
  static constexpr uint32_t kBlock = 64;
  struct Block {
    std::array<Membership, kBlock> sets;
  };
  uint32_t add(std::span<const uint32_t> parents);

  // A search that takes no branch on what it reads.
  static bool contains(std::span<const uint32_t> rows, uint32_t row) {
    const uint32_t* from = rows.data();
    size_t count = rows.size();
    if (count == 0) return false;
    while (count > 1) {
      size_t half = count / 2;
      from += half * static_cast<size_t>(from[half] <= row);
      count -= half;
    }
    return *from == row;
  }

  Blocks<Block> blocks_;
  SharedIndex index_;  // of sets, by their parents
  uint32_t count_ = 0;
  uint64_t row_count_ = 0;
};

}  // namespace polc::directory
