// Guesses the word that a line lost from what is left of the line: `3d after …` was an `expire`.
//
// Out:  the word in backquotes, or several; empty where nothing fits
#pragma once
#include <string>

#include "compiler/parse/pieces.h"

namespace polc::parse {

// `rule`: PolcParser's loop in which the line stands; `index`: its first token.
std::string guessWord(const TokenList& list, Piece piece, size_t rule, size_t index);

}  // namespace polc::parse
