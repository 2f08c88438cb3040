#include "compiler/parse/piece_stream.h"

#include <algorithm>

namespace polc::parse {

void PieceStream::begin(Piece piece) {
  piece_ = piece;
  at_ = 0;
  conjured_.clear();
  tokens_.clear();
  size_t count = piece.last - piece.first + 1;
  if (count > tokens_.capacity()) tokens_.reserve(std::max(count, 2 * tokens_.capacity()));
  for (size_t i = piece.first; i < piece.last; ++i) {
    const Token& token = list_.tokens[i];
    antlr4::CommonToken& out = tokens_.emplace_back(token.type);
    out.setStartIndex(token.begin);
    out.setStopIndex(token.end);  // half-open, as everywhere here
    out.setTokenIndex(i - piece.first);
  }
  antlr4::CommonToken& end = tokens_.emplace_back(antlr4::Token::EOF);
  size_t offset = piece.last > piece.first ? list_.tokens[piece.last - 1].end : 0;
  end.setStartIndex(offset);
  end.setStopIndex(offset);
  end.setTokenIndex(tokens_.size() - 1);
}

antlr4::Token* PieceStream::conjure(TokenType type) {
  antlr4::CommonToken& token = conjured_.emplace_back(type);
  size_t offset = at_ > 0 ? tokens_[at_ - 1].getStopIndex() : tokens_[at_].getStartIndex();
  token.setStartIndex(offset);
  token.setStopIndex(offset);
  token.setTokenIndex(INVALID_INDEX);
  return &token;
}

antlr4::Token* PieceStream::LT(ssize_t k) {
  if (k < 0) {
    size_t back = static_cast<size_t>(-k);
    return back <= at_ ? &tokens_[at_ - back] : nullptr;
  }
  return &tokens_[std::min(at_ + static_cast<size_t>(k) - 1, tokens_.size() - 1)];
}

antlr4::Token* PieceStream::get(size_t index) const { return &tokens_[index]; }

void PieceStream::consume() {
  if (at_ + 1 < tokens_.size()) ++at_;
}

}  // namespace polc::parse
