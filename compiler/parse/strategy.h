// Reports syntax errors and gets the parser going again: at items, fields, header lines, heads and elements.
//
// Out:  one finding for each mistake; nothing is inserted but braces, nothing deleted but what a recovery skips
#pragma once
#include "PolcParser.h"
#include "antlr4-runtime.h"
#include "compiler/diag/diag.h"
#include "compiler/parse/piece_stream.h"

namespace polc::parse {

class Strategy : public antlr4::ANTLRErrorStrategy {
 public:
  Strategy(PieceStream& stream, diag::Engine& diagnostics)
      : stream_(stream), diagnostics_(diagnostics) {}

  void reset(antlr4::Parser*) override {}
  antlr4::Token* recoverInline(antlr4::Parser* parser) override;
  void recover(antlr4::Parser* parser, std::exception_ptr error) override;
  void sync(antlr4::Parser* parser) override;
  bool inErrorRecoveryMode(antlr4::Parser*) override { return climbing_; }
  void reportMatch(antlr4::Parser*) override {}
  void reportError(antlr4::Parser* parser, const antlr4::RecognitionException& error) override;

 private:
  using Rule = size_t;
  void skip(antlr4::Parser* parser, Rule rule, size_t begin_depth);
  bool stopsAt(Rule rule, size_t index, size_t begin_depth) const;
  bool looksLikeItem(size_t index, size_t begin_depth) const;
  bool stopsHead(size_t index, size_t begin_depth) const;
  void missingClose(antlr4::Parser* parser);
  const Token* token(size_t index) const;  // null at the piece's end

  PieceStream& stream_;
  diag::Engine& diagnostics_;
  bool climbing_ = false;  // an error was reported and looks for the rule that recovers from it
  size_t last_skip_ = SIZE_MAX;
  uint32_t reported_ = 0;
};

}  // namespace polc::parse
