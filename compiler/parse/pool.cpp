#include "compiler/parse/pool.h"

#include <algorithm>
#include <new>

namespace polc::parse {
namespace {

constexpr size_t kBlock = 1 << 18;
thread_local TreePool* innermost = nullptr;

}  // namespace

TreePool::TreePool() : outer_(innermost) { innermost = this; }

TreePool::~TreePool() { innermost = outer_; }

TreePool& TreePool::current() { return *innermost; }

void* TreePool::take(size_t bytes) {
  constexpr size_t kUnit = alignof(std::max_align_t);
  bytes = (bytes + kUnit - 1) / kUnit * kUnit;
  if (bytes > kBlock) throw std::bad_alloc();
  if (blocks_.empty() || kBlock - used_ < bytes) {
    blocks_.push_back(std::make_unique_for_overwrite<std::byte[]>(kBlock));
    used_ = 0;
  }
  used_ += bytes;
  return blocks_.back().get() + used_ - bytes;
}

void TreePool::reset() {
  blocks_.resize(std::min<size_t>(blocks_.size(), 1));
  used_ = 0;
}

}  // namespace polc::parse
