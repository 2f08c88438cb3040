// Words a syntax error: what was seen, what should stand there, and which token is to blame.
//
// In:   the place where the parser stopped and what it would have taken
// Out:  one finding, P1020-P1029
#pragma once
#include <vector>

#include "compiler/diag/diag.h"
#include "compiler/parse/pieces.h"

namespace polc::parse {

struct Mistake {
  size_t rule = 0;   // PolcParser's rule
  size_t index = 0;  // of the token that cannot be; piece.last at the end
  Piece piece;
  std::vector<TokenType> expected;  // empty where it is not known
};

void reportMistake(const TokenList& list, const Mistake& mistake, diag::Engine& diagnostics);

// A `{` or `}` that is missing before the token at `index`; `opener`: the index of the brace left open.
diag::Finding& reportMissingBrace(const TokenList& list, size_t index, bool opening,
                                  diag::Engine& diagnostics, size_t opener = SIZE_MAX);

}  // namespace polc::parse
