#include "compiler/parse/guess.h"

#include <algorithm>

#include "PolcParser.h"

namespace polc::parse {
namespace {

using P = PolcParser;

class Line {
 public:
  Line(const TokenList& list, Piece piece, size_t index) {
    for (size_t i = index; i < piece.last; ++i) {
      if (i > index && list.tokens[i].first_on_line) break;
      types_.push_back(list.tokens[i].type);
    }
  }
  bool holds(TokenType type) const {
    return std::find(types_.begin(), types_.end(), type) != types_.end();
  }
  TokenType at(size_t i) const { return i < types_.size() ? types_[i] : kEof; }
  bool named(size_t i) const { return at(i) == P::NAME || isContextual(at(i)); }

 private:
  std::vector<TokenType> types_;
};

std::string item(const Line& line) {
  struct Row {
    TokenType sign;
    const char* word;
  };
  constexpr Row kSigns[] = {{P::AFTER, "`expire`"},       {P::BEFORE, "`warn`"},
                            {P::UP, "`extend`"},          {P::PER, "`limit`"},
                            {P::EXPIRY, "`on`"},          {P::MAY, "`owners`"},
                            {P::TO, "`allow` or `deny`"}, {P::SEVERITY, "`require`"},
                            {P::CITES, "`require`"},      {P::MESSAGE, "`require`"}};
  for (const Row& row : kSigns) {
    if (line.holds(row.sign)) return row.word;
  }
  if (line.at(0) == P::WHEN) return "`hold` or `expire`";
  if (line.at(0) == P::DURATION && line.at(1) == kEof) return "`grace`";
  return {};
}

std::string element(const Line& line) {
  if (line.at(0) == P::UNAME) {
    return line.at(1) == P::LBRACE || line.at(1) == P::IN ? "`enum`, `record` or `entity`" : "";
  }
  if (!line.named(0)) return {};
  if (line.at(1) == P::COLON) return "`param`";
  if (line.at(1) == P::LPAREN) return line.holds(P::ASSIGN) ? "`define`" : "`obligation`";
  if (line.at(1) == P::ASSIGN) return line.holds(P::DOTDOT) ? "`schedule`" : "`group` or `vary`";
  if (line.at(1) == P::STRING || line.at(1) == P::LBRACE || line.at(1) == P::FOR) {
    return "a clause's kind, as `permission`";
  }
  if (line.at(1) == P::DOT) {
    bool target = startsElement(line.at(0));
    return target ? "`repeal` or `suspend`" : "`use`";
  }
  if (line.holds(P::ON)) return "`action`";
  if (startsElement(line.at(0)) && line.named(1)) return "`add` or `replace`";
  return {};
}

std::string header(const Line& line) {
  if (line.at(0) == P::STRING) return "`zone` or `because`";
  if (line.at(0) == P::DATE) return "`effective` or `signed`";
  if (line.at(0) == P::SHA256) return "`upon`";
  if (line.named(0) && line.at(1) == P::STRING) return "`between`";
  if (line.named(0) && line.at(1) == P::DOT) return "`use`";
  return {};
}

}  // namespace

std::string guessWord(const TokenList& list, Piece piece, size_t rule, size_t index) {
  Line line(list, piece, index);
  if (rule == P::RuleItemBlock) return item(line);
  if (rule == P::RuleElementPiece || rule == P::RuleElementBlock) return element(line);
  if (rule == P::RuleHeaderPiece) {
    std::string word = header(line);
    return word.empty() ? element(line) : word;
  }
  return {};
}

}  // namespace polc::parse
