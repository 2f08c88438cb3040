// Gives ANTLR's parser the tokens of one piece.
//
// Ownership: owns the token objects that trees point at; they live until it begins another piece
#pragma once
#include <deque>
#include <vector>

#include "antlr4-runtime.h"
#include "compiler/parse/pieces.h"

namespace polc::parse {

class PieceStream : public antlr4::TokenStream {
 public:
  explicit PieceStream(const TokenList& list) : list_(list) {}
  void begin(Piece piece);  // tokens of the piece before die

  // A token that the source lacks, standing where the piece stands now.
  antlr4::Token* conjure(TokenType type);
  const TokenList& list() const { return list_; }
  Piece piece() const { return piece_; }
  // Index into the token list; the piece's end for the end mark.
  size_t position() const { return piece_.first + at_; }

  antlr4::Token* LT(ssize_t k) override;
  size_t LA(ssize_t k) override { return LT(k)->getType(); }
  antlr4::Token* get(size_t index) const override;
  void consume() override;
  ssize_t mark() override { return 0; }
  void release(ssize_t) override {}
  size_t index() override { return at_; }
  void seek(size_t index) override { at_ = index; }
  size_t size() override { return tokens_.size(); }
  antlr4::TokenSource* getTokenSource() const override { return nullptr; }
  std::string getSourceName() const override { return {}; }
  std::string getText(const antlr4::misc::Interval&) override { return {}; }
  std::string getText() override { return {}; }
  std::string getText(antlr4::RuleContext*) override { return {}; }
  std::string getText(antlr4::Token*, antlr4::Token*) override { return {}; }

 private:
  const TokenList& list_;
  Piece piece_{};
  mutable std::vector<antlr4::CommonToken> tokens_;  // of one piece; trees point into it
  std::deque<antlr4::CommonToken> conjured_;
  size_t at_ = 0;
};

}  // namespace polc::parse
