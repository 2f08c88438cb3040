#include "runtime/directory/rows.h"

#include "runtime/directory/packer.h"

namespace polc::directory {

Entity& Rows::edit(uint32_t row) {
  mark(row / kBlock);
  return blocks_.edit(row / kBlock).rows[row % kBlock];
}

uint32_t Rows::add() {
  if (count_ % kBlock == 0) {
    blocks_.add();
    types_.push_back(0);
  }
  mark(count_ / kBlock);
  return count_++;
}

void Rows::mark(size_t block) {
  if (is_edited_.size() <= block) is_edited_.resize(block + 1);
  if (is_edited_[block]) return;
  is_edited_[block] = true;
  edited_.push_back(block);
}

void Rows::pack(const core::Bundle& bundle) {
  for (size_t at : edited_) {
    Block& block = blocks_.edit(at);
    block.memory = packed(block.rows, bundle);
    types_[at] = 0;
    for (const Entity& entity : block.rows) {
      if (entity.known) types_[at] |= uint64_t{1} << entity.type % 64;
    }
  }
  edited_.clear();
  is_edited_.clear();
}

}  // namespace polc::directory
