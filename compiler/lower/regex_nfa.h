// A pattern as states over bytes, not yet determined.
#pragma once
#include <optional>

#include "compiler/lower/regex_parse.h"

namespace polc::lower::regex {

struct NfaState {
  enum class Kind : uint8_t { bytes, split, assertion, accept } kind = Kind::accept;
  uint8_t lo = 0, hi = 0;  // bytes
  Assertion assertion{};
  uint32_t next = 0;   // of bytes, split, assertion
  uint32_t other = 0;  // of split
};
struct Nfa {
  std::vector<NfaState> states;
  uint32_t start = 0;
  bool asserts = false;
};
// Nothing where it would have more than `most` states.
std::optional<Nfa> buildNfa(const Tree& tree, uint32_t most);

}  // namespace polc::lower::regex
