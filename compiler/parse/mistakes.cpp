#include "compiler/parse/mistakes.h"

#include <algorithm>

#include "PolcParser.h"
#include "compiler/parse/expectations.h"
#include "compiler/parse/guess.h"

namespace polc::parse {
namespace {

using P = PolcParser;
using diag::Code;

// One mistake, looked at from several sides; the first side that knows what happened reports it.
class Examiner {
 public:
  Examiner(const TokenList& list, const Mistake& mistake, diag::Engine& diagnostics)
      : list_(list), m_(mistake), diagnostics_(diagnostics) {}

  void report() {
    size_t last = atEnd() ? m_.index - 1 : m_.index;
    bool suffers = list_.mendedBefore(list_.tokens[last].begin) ||
                   (has(1) && list_.mendedBefore(back(1).begin));
    if (suffers) return;
    bool known = doubled() || ownerMay() || birthWithoutAs() || wordReadAsName() ||
                 bodyReadAsSet() || aloneType() || unclosed() || bodyWithoutBrace() ||
                 closedTooSoon() || nothingFollows() || strayBracket() || misspelt() ||
                 wordLost() || lineEndsTooSoon() || reservedName() || wrongCase() ||
                 missingColon() || missingOperator();
    if (!known) unexpected();
  }

 private:
  bool atEnd() const { return m_.index >= m_.piece.last; }
  bool has(size_t back) const { return m_.index >= m_.piece.first + back && m_.index >= back; }
  const Token& back(size_t n) const { return list_.tokens[m_.index - n]; }
  const Token& here() const { return list_.tokens[m_.index]; }
  TokenType type() const { return atEnd() ? kEof : here().type; }
  source::Span place(size_t index) const { return list_.span(index); }
  std::string quoted(size_t index) const { return fmt::format("`{}`", list_.textOf(index)); }
  bool wants(TokenType type) const {
    return std::find(m_.expected.begin(), m_.expected.end(), type) != m_.expected.end();
  }
  std::string wanted() const { return expectation(m_.rule, m_.expected); }
  bool startsSomething(const Token& token) const {
    bool starts = startsItem(token.type) || startsElement(token.type) ||
                  startsHeaderLine(token.type) || startsModifier(token.type) ||
                  token.type == P::WHERE || token.type == P::UNLESS || token.type == P::WITH ||
                  token.type == P::NOTWITHSTANDING;
    return token.first_on_line && starts;
  }

  // `and and`, `to to`, `Pod Pod`
  bool doubled() {
    if (atEnd() || !has(1) || list_.textOf(m_.index) != list_.textOf(m_.index - 1)) return false;
    if (type() == P::RPAREN || type() == P::RBRACK || type() == P::RBRACE) return false;
    diagnostics_.report(Code::doubled_token, place(m_.index), quoted(m_.index));
    return true;
  }

  // `owner may connect`
  bool ownerMay() {
    if (!has(2) || list_.textOf(m_.index - 1) != "may" || list_.textOf(m_.index - 2) != "owner")
      return false;
    diagnostics_.report(Code::misspelt_word, place(m_.index - 2), quoted(m_.index - 2), "owners");
    return true;
  }

  // `opened_at: Time birth`: read as the next field's name.
  bool birthWithoutAs() {
    if (!has(1) || back(1).type != P::BIRTH || !wants(P::COLON)) return false;
    diagnostics_.report(Code::unexpected, place(m_.index - 1), "`as birth`", quoted(m_.index - 1));
    return true;
  }

  // `hold when a and` / `require …`: the next item's word was read as a name. A word that is an operator's left
  // side (`or` within a condition) never begins a line's item.
  bool wordReadAsName() {
    if (!has(2) || !wantsMore(back(2).type)) return false;
    bool breaks = back(1).first_on_line;
    bool field = type() == P::COLON && breaks && back(2).type == P::ASSIGN;
    bool starter =
        startsSomething(back(1)) ||
        (startsModifier(back(1).type) && back(2).type != P::DOT && wantsOperand(back(2).type));
    if (!field && (!starter || (!breaks && wantsOperand(type())))) return false;
    reportNothing(m_.index - 2, operandAfter(back(2).type));
    return true;
  }

  bool nothingFollows() {
    if (!has(1) || !wantsMore(back(1).type)) return false;
    bool breaks = atEnd() || here().first_on_line || type() == P::RBRACE || startsModifier(type());
    if (!breaks || (!atEnd() && type() == P::UNAME)) return false;
    bool infix = (type() >= P::EQ && type() <= P::PLUS) || type() == P::STAR || type() == P::OWNS ||
                 (type() >= P::IN && type() <= P::MATCHES);
    if (infix) return false;
    reportNothing(m_.index - 1, operandAfter(back(1).type));
    return true;
  }

  // The bracket that is open before the offender; SIZE_MAX where there is none.
  size_t innermostOpen() const {
    size_t closed = 0;
    for (size_t i = m_.index; i-- > m_.piece.first;) {
      TokenType t = list_.tokens[i].type;
      if (t == P::RPAREN || t == P::RBRACK || t == P::RBRACE) ++closed;
      bool opens = t == P::LPAREN || t == P::LBRACK || t == P::LBRACE;
      if (opens && closed == 0) return i;
      if (opens) --closed;
    }
    return SIZE_MAX;
  }

  // `where e.stage == {` and a line of items: the operand is missing, and the body was read as a set.
  bool bodyReadAsSet() {
    size_t open = innermostOpen();
    if (open == SIZE_MAX || open + 1 >= m_.piece.last || open <= m_.piece.first) return false;
    if (!startsSomething(list_.tokens[open + 1])) return false;
    if (list_.tokens[open].type != P::LBRACE) {
      diagnostics_.report(Code::unexpected, place(open), "`{`", quoted(open));
      return true;
    }
    if (!wantsOperand(list_.tokens[open - 1].type)) return false;
    reportNothing(open - 1, "an expression");
    return true;
  }

  // `stage == Production`: a type's name where a value is wanted.
  bool aloneType() {
    if (!has(2) || back(1).type != P::UNAME || !m_.expected.empty()) return false;
    if (!wantsOperand(back(2).type)) return false;
    diagnostics_.report(Code::wrong_case, place(m_.index - 1), quoted(m_.index - 1),
                        "names of values", snake(list_.textOf(m_.index - 1)));
    return true;
  }

  // `f(a and b` and the line, or the body, ends.
  bool unclosed() {
    size_t open = innermostOpen();
    if (open == SIZE_MAX || list_.tokens[open].type == P::LBRACE || !has(1)) return false;
    bool ends = atEnd() || type() == P::RBRACE || type() == P::LBRACE || startsSomething(here());
    if (!ends || wantsOperand(back(1).type)) return false;
    std::string mark = list_.tokens[open].type == P::LPAREN ? "`)`" : "`]`";
    diagnostics_.report(Code::line_ends_too_soon, place(m_.index - 1), quoted(m_.index - 1), mark)
        .related.push_back({place(open), "opened here"});
    return true;
  }

  // An item after a clause that ended within a line: its last `}` was one too many.
  bool closedTooSoon() {
    bool item = m_.rule == P::RuleElementPiece && !atEnd() && has(2) && startsItem(type());
    if (!item || back(1).type != P::RBRACE || back(1).first_on_line) return false;
    diagnostics_.report(Code::stray_bracket, place(m_.index - 1), quoted(m_.index - 1))
        .related.push_back({place(m_.index), "the clause goes on here"});
    return true;
  }

  bool loopOfElements() const {
    return m_.rule == P::RuleElementPiece || m_.rule == P::RuleElementBlock;
  }

  // `entity Pod` and a line of fields.
  bool bodyWithoutBrace() {
    bool field = loopOfElements() && !atEnd() && has(1) && isWord(type()) &&
                 m_.index + 1 < m_.piece.last && list_.tokens[m_.index + 1].type == P::COLON;
    TokenType first = list_.tokens[m_.piece.first].type;
    bool extends = first == P::ADD || first == P::REPLACE || first == P::EXTEND;
    if (extends && m_.piece.first + 1 < m_.index) first = list_.tokens[m_.piece.first + 1].type;
    bool has_fields =
        first == P::RECORD || first == P::REGISTERED || first == P::ENTITY || first == P::CONTEXT;
    if (!field || !has_fields) return false;
    reportMissingBrace(list_, m_.index, true, diagnostics_);
    return true;
  }

  void reportNothing(size_t index, const std::string& operand) {
    diagnostics_.report(Code::nothing_follows, place(index), quoted(index), operand);
  }

  bool strayBracket() {
    bool closes = type() == P::RPAREN || type() == P::RBRACK || type() == P::RBRACE;
    if (!closes) return false;
    if (wants(type()) || (has(1) && wantsOperand(back(1).type))) return false;
    size_t open = innermostOpen();
    TokenType opener = type() == P::RPAREN   ? P::LPAREN
                       : type() == P::RBRACK ? P::LBRACK
                                             : P::LBRACE;
    if (open != SIZE_MAX && list_.tokens[open].type == opener && !wants(kEof)) return false;
    diagnostics_.report(Code::stray_bracket, place(m_.index), quoted(m_.index));
    return true;
  }

  bool misspelt() {
    if (type() == P::NAME || type() == P::UNAME) return misspeltAt(m_.index);
    return false;
  }

  // A line that lost its first word, or has another one in its place.
  bool wordLost() {
    if (atEnd() || !here().first_on_line) return false;
    std::string word = guessWord(list_, m_.piece, m_.rule, m_.index);
    if (word.empty() && m_.index + 1 < m_.piece.last) {
      word = guessWord(list_, m_.piece, m_.rule, m_.index + 1);
    }
    if (word.empty()) return false;
    diagnostics_.report(Code::unexpected, place(m_.index), word, quoted(m_.index));
    return true;
  }

  bool misspeltAt(size_t index) {
    std::string nearest = nearestWord(lowered(list_.textOf(index)), m_.expected);
    if (nearest.empty()) return false;
    bool type_like = list_.tokens[index].type == P::UNAME;
    if (type_like && editDistance(lowered(list_.textOf(index)), nearest) > 1) return false;
    diagnostics_.report(Code::misspelt_word, place(index), quoted(index), nearest);
    return true;
  }

  static std::string lowered(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
  }

  bool lineEndsTooSoon() {
    if (!has(1) || m_.expected.empty()) return false;
    bool between_things = m_.rule == P::RuleHeaderPiece || m_.rule == P::RuleElementPiece ||
                          m_.rule == P::RuleElementBlock || m_.rule == P::RuleItemBlock;
    if (between_things && !atEnd()) return false;
    bool breaks = atEnd() || startsSomething(here());
    if (!breaks || wants(kEof)) return false;
    diagnostics_.report(Code::line_ends_too_soon, place(m_.index - 1), quoted(m_.index - 1),
                        wanted());
    return true;
  }

  bool reservedName() {
    if (atEnd() || !isReserved(type()) || !wants(P::NAME) || wants(P::LPAREN)) return false;
    // Used as a name, not standing where one was left out.
    TokenType next = m_.index + 1 < m_.piece.last ? list_.tokens[m_.index + 1].type : kEof;
    bool used = next == P::COLON || next == P::ASSIGN || next == P::LPAREN || next == P::LBRACE ||
                next == P::STRING || next == P::COMMA || next == kEof;
    if (!used) return false;
    diagnostics_.report(Code::reserved_word, place(m_.index), quoted(m_.index),
                        list_.textOf(m_.index));
    return true;
  }

  bool wrongCase() {
    if (type() == P::UNAME && wants(P::NAME) && !wants(P::UNAME)) {
      diagnostics_.report(Code::wrong_case, place(m_.index), quoted(m_.index), "names of values",
                          snake(list_.textOf(m_.index)));
      return true;
    }
    if (type() != P::NAME || !wants(P::UNAME) || wants(P::NAME)) return false;
    diagnostics_.report(Code::wrong_case, place(m_.index), quoted(m_.index), "names of types",
                        camel(list_.textOf(m_.index)));
    return true;
  }

  static std::string snake(std::string_view text) {
    std::string out;
    for (char c : text) {
      bool upper = c >= 'A' && c <= 'Z';
      if (upper && !out.empty()) out += '_';
      out += upper ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return out;
  }

  static std::string camel(std::string_view text) {
    std::string out;
    bool upper = true;
    for (char c : text) {
      if (c != '_') out += upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
      upper = c == '_';
    }
    return out;
  }

  // `s Identity` for `s: Identity`
  bool missingColon() {
    bool type_after_name =
        type() == P::UNAME && has(1) && (back(1).type == P::NAME || isContextual(back(1).type));
    if (!type_after_name || here().first_on_line) return false;
    if (!m_.expected.empty() && !wants(P::COLON) && m_.rule != P::RuleItemBlock) return false;
    std::string fixed = fmt::format("{}: {}", list_.textOf(m_.index - 1), list_.textOf(m_.index));
    diagnostics_.report(Code::missing_colon, place(m_.index), quoted(m_.index), fixed);
    return true;
  }

  bool missingOperator() {
    if (atEnd() || !has(1) || here().first_on_line || !endsOperand(back(1).type)) return false;
    bool operand = type() == P::NAME || (type() >= P::TIME && type() <= P::STRING) ||
                   (type() >= P::NOW && type() <= P::CONTEXT) || type() == P::LPAREN ||
                   type() == P::LBRACE || type() == P::TRUE || type() == P::FALSE;
    if (!operand || m_.rule == P::RuleFileHead || startsItem(back(1).type)) return false;
    bool in_loop = m_.rule == P::RuleHeaderPiece || m_.rule == P::RuleElementPiece ||
                   m_.rule == P::RuleElementBlock || m_.rule == P::RuleItemBlock ||
                   m_.rule == P::RuleFieldBlock;
    std::string place_text =
        m_.expected.empty() || (in_loop && m_.expected.size() > 1) ? "an operator" : wanted();
    diagnostics_.report(Code::missing_between, place(m_.index), quoted(m_.index - 1),
                        quoted(m_.index), place_text);
    return true;
  }

  void unexpected() {
    bool after_item = m_.rule == P::RuleItemBlock && !atEnd() && !here().first_on_line && has(1) &&
                      back(1).type != P::LBRACE && m_.expected.size() != 1;
    bool after_mark = has(1) && wantsOperand(back(1).type) && m_.expected.size() != 1;
    std::string wants_text = after_mark   ? operandAfter(back(1).type)
                             : after_item ? "an operator, `where`, `unless` or the next item"
                                          : wanted();
    std::string seen = atEnd() ? "the end of the text" : quoted(m_.index);
    source::Span where = place(atEnd() ? m_.index - 1 : m_.index);
    diagnostics_.report(Code::unexpected, where, wants_text, seen);
  }

  const TokenList& list_;
  const Mistake& m_;
  diag::Engine& diagnostics_;
};

// Behind the head, or on the blank line between head and body.
source::Span openingPlace(const TokenList& list, size_t index) {
  size_t line = list.text.find('\n', list.tokens[index - 1].end);
  bool blank = list.tokens[index].first_on_line && line != std::string_view::npos &&
               line + 1 < list.text.size() && list.text[line + 1] == '\n';
  auto at = static_cast<uint32_t>(line + 1);
  return blank ? source::Span{list.file, at, at} : list.span(index - 1);
}

// Where a closing brace belongs: on the blank line after the last line, unless brace and text share a line.
source::Span closingPlace(const TokenList& list, size_t index, size_t opener) {
  uint32_t end = list.tokens[index - 1].end;
  source::Span after{list.file, end > 0 ? end - 1 : 0, end};
  if (opener == SIZE_MAX) return after;
  std::string_view between =
      list.text.substr(list.tokens[opener].end, end - list.tokens[opener].end);
  if (between.find('\n') == std::string_view::npos) return after;
  size_t line = list.text.find('\n', end);
  if (line == std::string_view::npos || line + 1 >= list.text.size()) return after;
  if (list.text[line + 1] != '\n') return after;
  return {list.file, static_cast<uint32_t>(line + 1), static_cast<uint32_t>(line + 1)};
}

}  // namespace

void reportMistake(const TokenList& list, const Mistake& mistake, diag::Engine& diagnostics) {
  Examiner(list, mistake, diagnostics).report();
}

diag::Finding& reportMissingBrace(const TokenList& list, size_t index, bool opening,
                                  diag::Engine& diagnostics, size_t opener) {
  if (opening) {
    return diagnostics.report(Code::missing_brace, openingPlace(list, index), "{",
                              fmt::format("after `{}`", list.textOf(index - 1)));
  }
  return diagnostics.report(Code::missing_brace, closingPlace(list, index, opener), "}",
                            fmt::format("after `{}`", list.textOf(index - 1)));
}

}  // namespace polc::parse
