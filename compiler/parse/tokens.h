// Turns a text into tokens: checks its bytes, lexes it, and reports malformed literals and foreign operators.
//
// Out:     tokens without blanks and comments, `&&` `||` `!` as their words; comments in text order
// Cost:    linear; 16 bytes a token
// Errors:  P1002-P1019
#pragma once
#include <vector>

#include "compiler/ast/file.h"
#include "compiler/base/limits.h"
#include "compiler/diag/diag.h"
#include "compiler/parse/words.h"
#include "compiler/source/source.h"

namespace polc::parse {

struct Token {
  uint32_t begin = 0;
  uint32_t end = 0;
  TokenType type = kEof;
  uint16_t depth = 0;  // open brackets before it
  bool first_on_line = false;
  bool first_column = false;
};

struct TokenList {
  source::FileId file = source::kNoFile;
  std::string_view text;
  std::vector<Token> tokens;
  std::vector<ast::Comment> comments;
  std::vector<uint32_t>
      mended;  // where something was left out or is incomplete; what follows may suffer from it

  source::Span span(size_t index) const { return {file, tokens[index].begin, tokens[index].end}; }
  bool mendedBefore(uint32_t offset) const;  // on the line of `offset`, before it
  std::string_view textOf(size_t index) const {
    return text.substr(tokens[index].begin, tokens[index].end - tokens[index].begin);
  }
};

// False where the text is too large to go on (reported).
bool tokenize(const source::SourceMap& sources, source::FileId file, diag::Engine& diagnostics,
              TokenList& out, const limits::Text& limits = {});

// UTF-8, bidirectional and other control characters.
void checkText(std::string_view text, source::FileId file, diag::Engine& diagnostics);

// A number, date, clock or the like whose token was lexed but whose value is none.
void checkLiteral(const TokenList& list, size_t index, diag::Engine& diagnostics);

}  // namespace polc::parse
