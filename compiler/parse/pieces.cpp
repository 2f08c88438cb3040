#include "compiler/parse/pieces.h"

namespace polc::parse {
namespace {

// A word in the first column outside all brackets begins an element, known or misspelt; but after an operator an
// unknown one is its operand, and the header's own words belong to the header, which any element's word ends.
bool begins(const TokenList& list, size_t index, bool in_header) {
  const Token& token = list.tokens[index];
  bool dangling = wantsOperand(list.tokens[index - 1].type);
  if (in_header && token.first_on_line && startsElement(token.type) && !dangling) return true;
  if (!token.first_column || token.depth > 0 || !isWord(token.type)) return false;
  if (startsElement(token.type)) return true;
  if (in_header && startsHeaderLine(token.type)) return false;
  return !dangling;
}

}  // namespace

std::vector<Piece> split(const TokenList& list) {
  std::vector<Piece> pieces;
  size_t first = 0;
  for (size_t i = 1; i < list.tokens.size(); ++i) {
    if (!begins(list, i, pieces.empty())) continue;
    pieces.push_back({first, i});
    first = i;
  }
  pieces.push_back({first, list.tokens.size()});
  return pieces;
}

}  // namespace polc::parse
