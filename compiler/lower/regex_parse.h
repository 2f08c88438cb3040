// The tree of a pattern that RE2 took for well formed.
#pragma once
#include <memory>
#include <vector>

#include "compiler/lower/regex_runes.h"

namespace polc::lower::regex {

enum class Assertion : uint8_t {
  begin_text,
  end_text,
  begin_line,
  end_line,
  word_boundary,
  no_word_boundary
};

struct Tree {
  enum class Kind : uint8_t {
    runes,
    any_byte,
    sequence,
    choice,
    repeat,
    assertion
  } kind = Kind::sequence;
  RuneSet runes;
  Assertion assertion{};
  int least = 0, most = -1;  // repeat; most below 0: no bound
  std::vector<std::unique_ptr<Tree>> children;
};
using TreePtr = std::unique_ptr<Tree>;

TreePtr parse(std::string_view pattern);

}  // namespace polc::lower::regex
