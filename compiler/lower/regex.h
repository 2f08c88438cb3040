// Compiles the pattern of `matches` to a table of states over bytes.
//
// In:     RE2's syntax; RE2 itself says whether it is well formed
// Out:    a total, minimal automaton that accepts exactly the UTF-8 texts that RE2::FullMatch accepts
// Errors: values; at most limits::kRegexStates states
// Cost:   at most a fixed number of steps, then it counts as too large
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "runtime/core/core.h"

namespace polc::lower::regex {

enum class Fault : uint8_t { none, syntax, too_large };
struct Result {
  std::optional<core::Automaton> automaton;
  Fault fault = Fault::none;
  std::string message;  // RE2's words where it is malformed
};
Result compile(std::string_view pattern);

}  // namespace polc::lower::regex
