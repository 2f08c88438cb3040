// A growing list of blocks of which later versions share with earlier ones what they have not changed.
//
// Cost:    a copy takes 8 bytes a block and a reference a 64 blocks; an edit of a shared block copies it and 64 references
// Threads: what is shared is never written; a version is edited by one thread, while what it was copied from is there
#pragma once
#include <array>
#include <memory>
#include <vector>

namespace polc::directory {

template <class Block>
class Blocks {
 public:
  size_t count() const { return flat_.size(); }
  const Block& operator[](size_t at) const { return *flat_[at]; }

  // The block of this version alone.
  Block& edit(size_t at) {
    std::shared_ptr<Span>& span = spans_[at / kSpan];
    if (span.use_count() > 1) span = std::make_shared<Span>(*span);
    std::shared_ptr<Block>& block = (*span)[at % kSpan];
    if (block.use_count() > 1) {
      block = std::make_shared<Block>(*block);
      flat_[at] = block.get();
    }
    return *block;
  }

  Block& add() {
    size_t at = flat_.size();
    if (at % kSpan == 0) spans_.push_back(std::make_shared<Span>());
    std::shared_ptr<Span>& span = spans_[at / kSpan];
    if (span.use_count() > 1) span = std::make_shared<Span>(*span);
    (*span)[at % kSpan] = std::make_shared<Block>();
    flat_.push_back((*span)[at % kSpan].get());
    return *flat_.back();
  }

 private:
  static constexpr size_t kSpan = 64;
  using Span = std::array<std::shared_ptr<Block>, kSpan>;
  std::vector<std::shared_ptr<Span>> spans_;
  std::vector<Block*> flat_;  // the same, for who reads
};

}  // namespace polc::directory
