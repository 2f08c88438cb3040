// The rows of a directory, by number, in blocks that have the memory of what stands in them.
#pragma once
#include "runtime/directory/blocks.h"
#include "runtime/directory/entity.h"

namespace polc::directory {

class Rows {
 public:
  uint32_t size() const { return count_; }
  const Entity& operator[](uint32_t row) const { return blocks_[row / kBlock].rows[row % kBlock]; }

  // What is put into an entity must stay until pack().
  Entity& edit(uint32_t row);
  uint32_t add();

  // Moves what the edited blocks lead to into memory of their own.
  void pack(const core::Bundle& bundle);

  // Known rows of a type, by row.
  template <class Use>
  void eachOfType(uint32_t type, Use use) const {
    for (size_t at = 0; at < blocks_.count(); ++at) {
      if ((types_[at] >> type % 64 & 1) == 0) continue;
      const Block& block = blocks_[at];
      for (uint32_t i = 0; i < kBlock; ++i) {
        if (block.rows[i].known && block.rows[i].type == type)
          use(static_cast<uint32_t>(at * kBlock + i));
      }
    }
  }

 private:
  static constexpr uint32_t kBlock = 128;
  struct Block {
    std::array<Entity, kBlock> rows;
    std::shared_ptr<const char[]> memory;
  };
  void mark(size_t block);

  Blocks<Block> blocks_;
  std::vector<uint64_t> types_;  // by block: the types of its known rows, modulo 64
  uint32_t count_ = 0;
  std::vector<bool> is_edited_;  // by block, since pack()
  std::vector<size_t> edited_;
};

}  // namespace polc::directory
