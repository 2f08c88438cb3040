#include "compiler/parse/words.h"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "PolcLexer.h"
#include "antlr4-runtime.h"

namespace polc::parse {
namespace {

using L = PolcLexer;

constexpr size_t kTypes = L::STRAY + 1;

const std::array<std::string, kTypes>& texts() {
  static const std::array<std::string, kTypes> table = [] {
    std::array<std::string, kTypes> out;
    PolcLexer lexer(nullptr);
    for (size_t i = 1; i < kTypes; ++i) {
      std::string literal = lexer.getVocabulary().getLiteralName(i);
      if (literal.size() > 2) out[i] = literal.substr(1, literal.size() - 2);
    }
    return out;
  }();
  return table;
}

bool among(TokenType type, std::initializer_list<TokenType> types) {
  return std::find(types.begin(), types.end(), type) != types.end();
}

bool between(TokenType type, TokenType first, TokenType last) {
  return type >= first && type <= last;
}

}  // namespace

std::string_view text(TokenType type) {
  return type < kTypes ? std::string_view(texts()[type]) : std::string_view{};
}

bool isReserved(TokenType type) { return between(type, L::AND, L::CONTEXT); }
bool isContextual(TokenType type) { return between(type, L::CONTRACT, L::DISJOINT); }
bool isWord(TokenType type) {
  return isReserved(type) || isContextual(type) || type == L::NAME || type == L::UNAME;
}

bool startsElement(TokenType type) {
  return among(type,
               {L::USE,        L::ENUM,      L::RECORD,     L::REGISTERED, L::ENTITY,   L::ACTION,
                L::GROUP,      L::CONTEXT,   L::OBLIGATION, L::PARAM,      L::SCHEDULE, L::DEFINE,
                L::PERMISSION, L::OWNERSHIP, L::LIFECYCLE,  L::DATA,       L::REVIEW,   L::ADD,
                L::REPLACE,    L::REPEAL,    L::SUSPEND,    L::VARY,       L::EXTEND,   L::END,
                L::WITHDRAW,   L::RESTATE,   L::INCORPORATE});
}

bool startsHeaderLine(TokenType type) {
  return type == L::BETWEEN || between(type, L::EFFECTIVE, L::UPON);
}

bool startsItem(TokenType type) {
  return among(type, {L::ALLOW, L::DENY, L::OWNER, L::OWNERS, L::LIMIT, L::EXPIRE, L::WARN,
                      L::GRACE, L::EXTEND, L::HOLD, L::ON, L::MASK, L::REQUIRE, L::ADVISE});
}

bool startsModifier(TokenType type) {
  return among(type, {L::OVER, L::EXISTING, L::FROM, L::UNTIL, L::THROUGH, L::ZONE, L::SIGNED,
                      L::REVIEW, L::SEVERITY, L::CITES, L::MESSAGE});
}

bool wantsOperand(TokenType type) {
  return between(type, L::EQ, L::COALESCE) || between(type, L::PLUS, L::STAR) ||
         among(type, {L::AND,    L::OR,      L::NOT,  L::IN,        L::IS,    L::HAS,
                      L::LIKE,   L::MATCHES, L::OWNS, L::COMMA,     L::COLON, L::WHERE,
                      L::UNLESS, L::WITH,    L::TO,   L::ON,        L::OF,    L::PER,
                      L::AFTER,  L::WHEN,    L::AT,   L::SATISFIES, L::DOT,   L::DCOLON,
                      L::LPAREN, L::LBRACK,  L::THEN, L::ELSE,      L::IF});
}

bool wantsMore(TokenType type) {
  return wantsOperand(type) || (startsItem(type) && type != L::OWNERS) || startsHeaderLine(type) ||
         among(type, {L::BY, L::EXPIRY, L::CITES, L::MESSAGE, L::SEVERITY, L::ZONE, L::FROM,
                      L::UNTIL, L::THROUGH, L::OVER, L::EXISTING, L::MAY, L::NOTWITHSTANDING,
                      L::SOME, L::EVERY, L::NO});
}

bool endsOperand(TokenType type) {
  return isContextual(type) || between(type, L::NOW, L::CONTEXT) ||
         between(type, L::TIME, L::STRING) ||
         among(type, {L::NAME, L::TRUE, L::FALSE, L::RPAREN, L::RBRACK, L::RBRACE});
}

uint32_t editDistance(std::string_view a, std::string_view b) {
  // Optimal string alignment: a swap of neighbours is one edit.
  std::vector<std::vector<uint32_t>> d(a.size() + 1, std::vector<uint32_t>(b.size() + 1));
  for (uint32_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (uint32_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    for (size_t j = 1; j <= b.size(); ++j) {
      uint32_t change = d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
  }
  return d[a.size()][b.size()];
}

std::string nearestWord(std::string_view word, const std::vector<TokenType>& expected) {
  if (word.size() > 24) return {};
  std::string best;
  uint32_t least = UINT32_MAX;
  auto consider = [&](TokenType type, uint32_t malus) {
    std::string_view candidate = text(type);
    if (candidate.empty() || !isWord(type)) return;
    uint32_t distance = editDistance(word, candidate);
    size_t longer = std::max(word.size(), candidate.size());
    if (distance > 2 || size_t{distance} * 2 >= longer) return;
    if (distance * 2 + malus >= least) return;
    least = distance * 2 + malus;
    best = candidate;
  };
  for (TokenType type : expected) consider(type, 0);
  for (TokenType type = L::AND; type <= L::DISJOINT; ++type) consider(type, 1);
  return best;
}

}  // namespace polc::parse
