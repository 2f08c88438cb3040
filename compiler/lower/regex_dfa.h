// Determines and minimises: a table over classes of bytes that no pattern tells apart.
#pragma once
#include <array>
#include <optional>

#include "compiler/lower/regex_nfa.h"

namespace polc::lower::regex {

struct Dfa {
  std::array<uint8_t, 256> class_of{};
  uint32_t classes = 0;
  uint32_t start = 0;
  std::vector<uint32_t> table;  // state * classes + class
  std::vector<bool> accepting;
  uint32_t states() const { return static_cast<uint32_t>(accepting.size()); }
};
// Nothing where there would be more than `most` states, or more work than a fixed number of steps.
std::optional<Dfa> determine(const Nfa& nfa, uint32_t most);
// The smallest one for the same language; its states numbered from the start, by class.
Dfa minimise(const Dfa& dfa);

}  // namespace polc::lower::regex
