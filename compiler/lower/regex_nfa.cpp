#include "compiler/lower/regex_nfa.h"

#include <algorithm>
#include <array>
#include <map>

namespace polc::lower::regex {
namespace {

constexpr std::array<uint32_t, 3> kLastOfLength = {0x7F, 0x7FF, 0xFFFF};

std::vector<uint8_t> utf8(uint32_t rune) {
  std::string text;
  appendRune(text, rune);
  return {text.begin(), text.end()};
}

// Builds states from the end to the beginning: what follows is always there already.
class NfaBuilder {
 public:
  explicit NfaBuilder(uint32_t most) : most_(most) {}

  std::optional<Nfa> build(const Tree& tree) {
    uint32_t accept = add({});
    nfa_.start = add(tree, accept);
    if (full_) return std::nullopt;
    return std::move(nfa_);
  }

 private:
  uint32_t add(const NfaState& state) {
    if (nfa_.states.size() >= most_) {
      full_ = true;
      return 0;
    }
    nfa_.states.push_back(state);
    return static_cast<uint32_t>(nfa_.states.size() - 1);
  }
  uint32_t split(uint32_t first, uint32_t second) {
    return add({.kind = NfaState::Kind::split, .next = first, .other = second});
  }

  uint32_t add(const Tree& tree, uint32_t next) {
    if (full_) return 0;
    switch (tree.kind) {
      case Tree::Kind::runes:
        return runes(tree.runes, next);
      case Tree::Kind::any_byte:
        return bytes(0, 255, next);
      case Tree::Kind::repeat:
        return repeat(tree, next);
      case Tree::Kind::assertion:
        nfa_.asserts = true;
        return add({.kind = NfaState::Kind::assertion, .assertion = tree.assertion, .next = next});
      case Tree::Kind::sequence:
        for (size_t i = tree.children.size(); i-- > 0;) next = add(*tree.children[i], next);
        return next;
      case Tree::Kind::choice: {
        uint32_t start = add(*tree.children[0], next);
        for (size_t i = 1; i < tree.children.size(); ++i)
          start = split(add(*tree.children[i], next), start);
        return start;
      }
    }
    return next;
  }

  uint32_t repeat(const Tree& tree, uint32_t next) {
    const Tree& body = *tree.children[0];
    uint32_t start = next;
    if (tree.most < 0) {
      start = split(next, next);
      uint32_t again = add(body, start);
      if (!full_) nfa_.states[start].other = again;
    } else {
      for (int i = tree.least; i < tree.most && !full_; ++i) start = split(add(body, start), next);
    }
    for (int i = 0; i < tree.least && !full_; ++i) start = add(body, start);
    return start;
  }

  uint32_t bytes(uint8_t lo, uint8_t hi, uint32_t next) {
    auto [at, fresh] = known_.try_emplace({lo, hi, next}, 0);
    if (fresh) at->second = add({.kind = NfaState::Kind::bytes, .lo = lo, .hi = hi, .next = next});
    return at->second;
  }

  // No state: the empty set matches nothing.
  uint32_t runes(const RuneSet& set, uint32_t next) {
    choices_.clear();
    for (RuneRange range : set) rangeByLength(range.lo, range.hi, next);
    if (choices_.empty()) return bytes(1, 0, next);
    std::sort(choices_.begin(), choices_.end());
    choices_.erase(std::unique(choices_.begin(), choices_.end()), choices_.end());
    uint32_t start = choices_[0];
    for (size_t i = 1; i < choices_.size(); ++i) start = split(choices_[i], start);
    return start;
  }

  void rangeByLength(uint32_t lo, uint32_t hi, uint32_t next) {
    for (uint32_t last : kLastOfLength) {
      if (lo <= last && last < hi) {
        range(lo, last, next);
        lo = last + 1;
      }
    }
    range(lo, hi, next);
  }

  // Runes of one length: cut until each byte's range is free of the others'.
  void range(uint32_t lo, uint32_t hi, uint32_t next) {
    for (uint32_t bits = 6; bits <= 18 && lo > 0x7F; bits += 6) {
      uint32_t mask = (1u << bits) - 1;
      if ((lo & ~mask) == (hi & ~mask)) break;
      if ((lo & mask) != 0) {
        range(lo, lo | mask, next);
        return range((lo | mask) + 1, hi, next);
      }
      if ((hi & mask) != mask) {
        range(lo, (hi & ~mask) - 1, next);
        return range(hi & ~mask, hi, next);
      }
    }
    std::vector<uint8_t> from = utf8(lo);
    std::vector<uint8_t> to = utf8(hi);
    for (size_t i = from.size(); i-- > 0;) next = bytes(from[i], to[i], next);
    choices_.push_back(next);
  }

  uint32_t most_;
  bool full_ = false;
  Nfa nfa_;
  std::map<std::tuple<uint8_t, uint8_t, uint32_t>, uint32_t> known_;
  std::vector<uint32_t> choices_;
};

}  // namespace

std::optional<Nfa> buildNfa(const Tree& tree, uint32_t most) {
  return NfaBuilder(most).build(tree);
}

}  // namespace polc::lower::regex
