// Cuts a file's tokens into its header and its top-level elements, so that trees are freed one by one.
//
// In:    tokens of one file
// Out:   half-open index ranges that cover all tokens; the first holds the header
// Cost:  linear
#pragma once
#include <vector>

#include "compiler/parse/tokens.h"

namespace polc::parse {

struct Piece {
  size_t first = 0;
  size_t last = 0;
};

std::vector<Piece> split(const TokenList& list);

}  // namespace polc::parse
