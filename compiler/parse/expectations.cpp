#include "compiler/parse/expectations.h"

#include <fmt/format.h>

#include <algorithm>

#include "PolcParser.h"

namespace polc::parse {
namespace {

using P = PolcParser;

struct RuleText {
  size_t rule;
  std::string_view text;
};
// Where a rule has a name of its own, it says more than a set of tokens.
constexpr RuleText kLoops[] = {
    {P::RuleItemBlock, "an item or `}`"},
    {P::RuleFieldBlock, "a field, as `name: Type`, or `}`"},
    {P::RuleHeaderPiece, "a line of the header"},
    {P::RuleElementPiece, "a declaration, a clause or an operation"},
    {P::RuleElementBlock, "a declaration, a clause or `}`"},
    {P::RuleItem, "who is meant (`any`, a type) or actions"},
    {P::RuleMemberBlock, "the name of a member"},
    {P::RuleModifier, "what the modifier says"},
};

std::string single(TokenType type) {
  switch (type) {
    case P::STRING:
    case P::UNCLOSED_STRING:
      return "a text in quotes";
    case P::INT:
      return "a whole number";
    case P::DATE:
      return "a date";
    case P::CLOCK:
      return "a clock, as `08:00`";
    case P::NAME:
      return "a name";
    case P::UNAME:
      return "the name of a type";
    case P::SHA256:
      return "a digest, `sha256:…`";
    case kEof:
      return "the end of the text";
    default:
      return fmt::format("`{}`", text(type));
  }
}

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += i + 1 == parts.size() ? " or " : ", ";
    out += parts[i];
  }
  return out;
}

}  // namespace

std::string expectation(size_t rule, const std::vector<TokenType>& expected) {
  if (rule == P::RuleItemBlock && expected.size() == 1 && expected[0] == P::LBRACE) {
    return "`for x: Type` or `{`";
  }
  for (const RuleText& row : kLoops) {
    bool members = rule != P::RuleMemberBlock ||
                   std::find(expected.begin(), expected.end(), P::NAME) != expected.end();
    if (row.rule == rule && expected.size() != 1 && members) return std::string(row.text);
  }
  auto has = [&](TokenType t) {
    return std::find(expected.begin(), expected.end(), t) != expected.end();
  };
  if (expected.empty() || (has(P::INT) && has(P::LPAREN))) return "an expression";
  bool names = has(P::NAME);
  std::vector<std::string> parts;
  if (names && has(P::UNAME)) {
    parts.push_back(has(P::ANY) ? "`any`, a type, or a name and its type" : "a name");
  } else if (names) {
    parts.push_back(has(P::ANY) ? "`any` or names" : "a name");
  }
  for (TokenType type : expected) {
    bool covered = names && (isWord(type) || type == P::NAME || type == P::UNAME);
    bool slip = type == P::BAD_LITERAL || type == P::UNCLOSED_STRING || type == P::ASSIGN;
    if (covered || (slip && expected.size() > 1 && type != P::ASSIGN)) continue;
    if (parts.size() < 6) parts.push_back(single(type));
  }
  return joined(parts);
}

std::string operandAfter(TokenType type) {
  switch (type) {
    case P::COMMA:
      return "the next of the list";
    case P::TO:
      return "actions";
    case P::ON:
      return "a type, as `on Environment`";
    case P::WITH:
    case P::EXPIRY:
      return "obligations, as `record_session`";
    case P::EXISTING:
      return "`keep`, `grace` and a length, or `now`";
    case P::GRACE:
    case P::WARN:
      return "a length, as `6d`";
    case P::OVER:
      return "`amendment` and its number";
    case P::SIGNED:
    case P::EFFECTIVE:
    case P::FROM:
    case P::UNTIL:
    case P::THROUGH:
      return "a date, as `2026-03-01`";
    case P::BY:
      return "`owners` or who may";
    case P::NOTWITHSTANDING:
      return "clauses, as `permission.staff`";
    case P::MASK:
      return "labels, as `email, phone`";
    case P::ALLOW:
    case P::DENY:
      return "who is meant, as `any` or a type";
    case P::SEVERITY:
      return "`critical`, `high`, `medium` or `low`";
    case P::DOT:
      return "a name";
    case P::DCOLON:
    case P::LIKE:
    case P::MATCHES:
    case P::BECAUSE:
    case P::ZONE:
    case P::CITES:
    case P::MESSAGE:
      return "a text in quotes";
    case P::COLON:
    case P::IS:
      return "the name of a type";
    default:
      return "an expression";
  }
}

}  // namespace polc::parse
