#include "compiler/lower/regex_dfa.h"

#include <algorithm>
#include <map>

namespace polc::lower::regex {
namespace {

constexpr uint64_t kMostSteps = 60'000'000;

// What stands beside a position, as far as assertions tell it apart.
enum class Beside : uint8_t { edge, newline, word, other };

Beside besideOf(uint32_t byte) {
  if (byte == '\n') return Beside::newline;
  bool word =
      (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z') || byte == '_';
  return word && byte < 0x80 ? Beside::word : Beside::other;
}

bool holds(Assertion assertion, Beside before, Beside after) {
  bool boundary = (before == Beside::word) != (after == Beside::word);
  switch (assertion) {
    case Assertion::begin_text:
      return before == Beside::edge;
    case Assertion::end_text:
      return after == Beside::edge;
    case Assertion::begin_line:
      return before == Beside::edge || before == Beside::newline;
    case Assertion::end_line:
      return after == Beside::edge || after == Beside::newline;
    case Assertion::word_boundary:
      return boundary;
    case Assertion::no_word_boundary:
      return !boundary;
  }
  return false;
}

class Determiner {
 public:
  Determiner(const Nfa& nfa, uint32_t most) : nfa_(nfa), most_(most), seen_(nfa.states.size(), 0) {}

  std::optional<Dfa> run() {
    classify();
    dfa_.start = state({nfa_.start}, Beside::edge);
    for (size_t at = 0; at < kernels_.size(); ++at) {
      if (kernels_.size() > most_ || steps_ > kMostSteps) return std::nullopt;
      expand(static_cast<uint32_t>(at));
    }
    return std::move(dfa_);
  }

 private:
  struct Kernel {
    std::vector<uint32_t> states;
    Beside before;
    auto operator<=>(const Kernel&) const = default;
  };

  void classify() {
    std::array<bool, 257> cut{};
    for (const NfaState& state : nfa_.states) {
      if (state.kind != NfaState::Kind::bytes || state.lo > state.hi) continue;
      cut[state.lo] = cut[state.hi + 1u] = true;
    }
    for (uint32_t byte = 1; nfa_.asserts && byte < 256; ++byte) {
      if (besideOf(byte) != besideOf(byte - 1)) cut[byte] = true;
    }
    for (uint32_t byte = 0; byte < 256; ++byte) {
      if (byte > 0 && cut[byte]) ++dfa_.classes;
      dfa_.class_of[byte] = static_cast<uint8_t>(dfa_.classes);
      if (byte == 0 || cut[byte]) beside_.push_back(nfa_.asserts ? besideOf(byte) : Beside::other);
    }
    ++dfa_.classes;
  }

  uint32_t state(std::vector<uint32_t> states, Beside before) {
    std::sort(states.begin(), states.end());
    states.erase(std::unique(states.begin(), states.end()), states.end());
    if (!nfa_.asserts) before = Beside::other;
    auto [at, fresh] = known_.try_emplace(Kernel{std::move(states), before},
                                          static_cast<uint32_t>(kernels_.size()));
    if (fresh) {
      kernels_.push_back(&at->first);
      dfa_.accepting.push_back(false);
      dfa_.table.resize(dfa_.table.size() + dfa_.classes);
    }
    return at->second;
  }

  // The states over bytes that are reached without one; true where the end is.
  bool close(const Kernel& kernel, Beside after, std::vector<uint32_t>& out) {
    ++round_;
    out.clear();
    bool accepts = false;
    std::vector<uint32_t> stack = kernel.states;
    while (!stack.empty()) {
      uint32_t id = stack.back();
      stack.pop_back();
      if (seen_[id] == round_) continue;
      seen_[id] = round_;
      ++steps_;
      const NfaState& state = nfa_.states[id];
      switch (state.kind) {
        case NfaState::Kind::accept:
          accepts = true;
          break;
        case NfaState::Kind::bytes:
          out.push_back(id);
          break;
        case NfaState::Kind::split:
          stack.push_back(state.other);
          stack.push_back(state.next);
          break;
        case NfaState::Kind::assertion:
          if (holds(state.assertion, kernel.before, after)) stack.push_back(state.next);
          break;
      }
    }
    return accepts;
  }

  void expand(uint32_t at) {
    const Kernel& kernel = *kernels_[at];
    std::vector<std::vector<uint32_t>> targets(dfa_.classes);
    std::vector<uint32_t> closed;
    dfa_.accepting[at] = close(kernel, Beside::edge, closed);
    for (Beside after : {Beside::newline, Beside::word, Beside::other}) {
      if (!nfa_.asserts && after != Beside::other) continue;
      if (nfa_.asserts) close(kernel, after, closed);
      for (uint32_t id : closed) reach(nfa_.states[id], after, targets);
    }
    for (uint32_t c = 0; c < dfa_.classes; ++c) {
      uint32_t to = state(std::move(targets[c]), beside_[c]);
      dfa_.table[at * dfa_.classes + c] = to;
    }
  }

  void reach(const NfaState& state, Beside after, std::vector<std::vector<uint32_t>>& targets) {
    if (state.lo > state.hi) return;
    for (uint32_t c = dfa_.class_of[state.lo]; c <= dfa_.class_of[state.hi]; ++c) {
      ++steps_;
      if (beside_[c] == after) targets[c].push_back(state.next);
    }
  }

  const Nfa& nfa_;
  uint32_t most_;
  Dfa dfa_;
  std::vector<Beside> beside_;  // by class
  std::map<Kernel, uint32_t> known_;
  std::vector<const Kernel*> kernels_;
  std::vector<uint32_t> seen_;
  uint32_t round_ = 0;
  uint64_t steps_ = 0;
};

}  // namespace

std::optional<Dfa> determine(const Nfa& nfa, uint32_t most) { return Determiner(nfa, most).run(); }

}  // namespace polc::lower::regex
