#include "compiler/lower/regex.h"

#include <re2/re2.h>

#include "compiler/base/limits.h"
#include "compiler/lower/regex_dfa.h"

namespace polc::lower::regex {
namespace {

constexpr uint32_t kNfaStates = 500'000;
constexpr uint32_t kStatesBeforeMinimising = 4 * limits::kRegexStates;

core::Automaton tableOf(const Dfa& dfa, std::string_view pattern) {
  core::Automaton automaton;
  automaton.source = pattern;
  automaton.start = dfa.start;
  automaton.accepting = dfa.accepting;
  automaton.table.reserve(static_cast<size_t>(dfa.states()) * 256);
  for (uint32_t state = 0; state < dfa.states(); ++state) {
    for (uint32_t byte = 0; byte < 256; ++byte) {
      automaton.table.push_back(dfa.table[state * dfa.classes + dfa.class_of[byte]]);
    }
  }
  return automaton;
}

Result tooLarge() { return {std::nullopt, Fault::too_large, {}}; }

}  // namespace

Result compile(std::string_view pattern) {
  RE2::Options options;
  options.set_log_errors(false);
  RE2 re(re2::StringPiece(pattern.data(), pattern.size()), options);
  if (re.error_code() == RE2::ErrorPatternTooLarge) return tooLarge();
  if (!re.ok()) return {std::nullopt, Fault::syntax, re.error()};
  std::optional<Nfa> nfa = buildNfa(*parse(pattern), kNfaStates);
  if (!nfa) return tooLarge();
  std::optional<Dfa> dfa = determine(*nfa, kStatesBeforeMinimising);
  if (!dfa) return tooLarge();
  Dfa smallest = minimise(*dfa);
  if (smallest.states() > limits::kRegexStates) return tooLarge();
  return {tableOf(smallest, pattern), Fault::none, {}};
}

}  // namespace polc::lower::regex
