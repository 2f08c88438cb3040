#include <algorithm>
#include <deque>

#include "compiler/lower/regex_dfa.h"

namespace polc::lower::regex {
namespace {

// Hopcroft's partition: states that no text tells apart stay in one block.
class Partition {
 public:
  explicit Partition(const Dfa& dfa) : dfa_(dfa), block_of_(dfa.states(), 0) {
    invert();
    std::vector<uint32_t> accepting, others;
    for (uint32_t s = 0; s < dfa.states(); ++s)
      (dfa.accepting[s] ? accepting : others).push_back(s);
    for (auto* block : {&accepting, &others}) {
      if (!block->empty()) add(std::move(*block));
    }
    for (uint32_t c = 0; c < dfa.classes; ++c) {
      for (uint32_t b = 0; b < blocks_.size(); ++b) waiting_.push_back({b, c});
    }
    while (!waiting_.empty()) {
      auto [block, c] = waiting_.front();
      waiting_.pop_front();
      refine(block, c);
    }
  }
  const std::vector<uint32_t>& blockOf() const { return block_of_; }
  uint32_t blocks() const { return static_cast<uint32_t>(blocks_.size()); }

 private:
  uint32_t add(std::vector<uint32_t> states) {
    auto id = static_cast<uint32_t>(blocks_.size());
    for (uint32_t s : states) block_of_[s] = id;
    blocks_.push_back(std::move(states));
    return id;
  }

  // Predecessors of each state under each class, as ranges of one list.
  void invert() {
    size_t keys = static_cast<size_t>(dfa_.states()) * dfa_.classes;
    first_.assign(keys + 1, 0);
    auto key = [&](uint32_t s, uint32_t c) {
      return static_cast<size_t>(c) * dfa_.states() + dfa_.table[s * dfa_.classes + c];
    };
    for (uint32_t s = 0; s < dfa_.states(); ++s) {
      for (uint32_t c = 0; c < dfa_.classes; ++c) ++first_[key(s, c) + 1];
    }
    for (size_t i = 1; i <= keys; ++i) first_[i] += first_[i - 1];
    before_.resize(keys);
    std::vector<uint32_t> next(first_.begin(), first_.end() - 1);
    for (uint32_t s = 0; s < dfa_.states(); ++s) {
      for (uint32_t c = 0; c < dfa_.classes; ++c) before_[next[key(s, c)]++] = s;
    }
  }

  void refine(uint32_t splitter, uint32_t c) {
    std::vector<uint32_t> into;
    for (uint32_t target : blocks_[splitter]) {
      size_t key = static_cast<size_t>(c) * dfa_.states() + target;
      into.insert(into.end(), before_.begin() + first_[key], before_.begin() + first_[key + 1]);
    }
    std::sort(into.begin(), into.end(), [&](uint32_t a, uint32_t b) {
      return std::pair(block_of_[a], a) < std::pair(block_of_[b], b);
    });
    std::vector<std::vector<uint32_t>> groups;
    for (uint32_t s : into) {
      if (groups.empty() || block_of_[groups.back().front()] != block_of_[s]) groups.emplace_back();
      groups.back().push_back(s);
    }
    for (std::vector<uint32_t>& group : groups) {
      uint32_t block = block_of_[group.front()];
      divide(block, std::move(group));
    }
  }

  void divide(uint32_t block, std::vector<uint32_t> inside) {
    std::vector<uint32_t>& whole = blocks_[block];
    if (inside.size() == whole.size()) return;
    std::sort(whole.begin(), whole.end());
    std::vector<uint32_t> outside;
    std::set_difference(whole.begin(), whole.end(), inside.begin(), inside.end(),
                        std::back_inserter(outside));
    if (inside.size() > outside.size()) std::swap(inside, outside);
    whole = std::move(outside);
    uint32_t made = add(std::move(inside));
    for (uint32_t c = 0; c < dfa_.classes; ++c) waiting_.push_back({made, c});
  }

  const Dfa& dfa_;
  std::vector<uint32_t> block_of_;
  std::vector<std::vector<uint32_t>> blocks_;
  std::vector<uint32_t> first_, before_;
  std::deque<std::pair<uint32_t, uint32_t>> waiting_;
};

}  // namespace

Dfa minimise(const Dfa& dfa) {
  Partition partition(dfa);
  const auto& block_of = partition.blockOf();
  Dfa result;
  result.class_of = dfa.class_of;
  result.classes = dfa.classes;
  std::vector<uint32_t> number(partition.blocks(), UINT32_MAX);
  std::vector<uint32_t> of_number;  // a state of each block, in the order of their numbers
  auto numbered = [&](uint32_t state) {
    uint32_t& n = number[block_of[state]];
    if (n == UINT32_MAX) {
      n = static_cast<uint32_t>(of_number.size());
      of_number.push_back(state);
    }
    return n;
  };
  result.start = numbered(dfa.start);
  for (size_t at = 0; at < of_number.size(); ++at) {
    uint32_t state = of_number[at];
    result.accepting.push_back(dfa.accepting[state]);
    for (uint32_t c = 0; c < dfa.classes; ++c) {
      result.table.push_back(numbered(dfa.table[state * dfa.classes + c]));
    }
  }
  return result;
}

}  // namespace polc::lower::regex
