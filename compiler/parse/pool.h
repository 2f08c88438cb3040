// Memory for the nodes of ANTLR's trees. A tree lives as long as its piece is read, and what is made of it outlives it: kept apart, the
// heap stays whole and its cost a node does not grow with the text.
//
// Ownership: nodes made while a TreePool is alive lie in it and die with it or with its next `reset`
// Threads:   a pool serves the thread that made it; pools nest
#pragma once
#include <cstddef>
#include <memory>
#include <vector>

#include "antlr4-runtime.h"

namespace polc::parse {

class TreePool {
 public:
  TreePool();
  ~TreePool();
  TreePool(const TreePool&) = delete;
  TreePool& operator=(const TreePool&) = delete;

  static TreePool& current();
  void* take(size_t bytes);  // aligned for any node
  void reset();              // no node may be left; one block is kept

 private:
  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  size_t used_ = 0;  // of the last block
  TreePool* outer_;
};

// The base of every rule's node (grammar/PolcParser.g4).
class PooledContext : public antlr4::ParserRuleContext {
 public:
  using antlr4::ParserRuleContext::ParserRuleContext;
  static void* operator new(size_t bytes) { return TreePool::current().take(bytes); }
  static void operator delete(void*) noexcept {}  // the pool's `reset` does
};

}  // namespace polc::parse
