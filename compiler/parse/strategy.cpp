#include "compiler/parse/strategy.h"

#include "compiler/parse/mistakes.h"

namespace polc::parse {
namespace {

using P = PolcParser;

bool recovers(size_t rule) {
  switch (rule) {
    case P::RuleFileHead:
    case P::RuleHeaderLine:
    case P::RuleHeaderPiece:
    case P::RuleElement:
    case P::RuleElementPiece:
    case P::RuleClauseHead:
    case P::RuleItem:
    case P::RuleField:
      return true;
    default:
      return false;
  }
}

// Rules that are loops over things that recover: what stands between two of them is skipped in place.
bool loops(size_t rule) {
  return rule == P::RuleItemBlock || rule == P::RuleFieldBlock || rule == P::RuleHeaderPiece ||
         rule == P::RuleElementPiece || rule == P::RuleElementBlock;
}

size_t thingOf(size_t loop) {
  switch (loop) {
    case P::RuleItemBlock:
      return P::RuleItem;
    case P::RuleFieldBlock:
      return P::RuleField;
    case P::RuleHeaderPiece:
      return P::RuleHeaderLine;
    default:
      return P::RuleElement;
  }
}

std::vector<TokenType> typesOf(const antlr4::misc::IntervalSet& set) {
  std::vector<TokenType> out;
  for (const auto& range : set.getIntervals()) {
    for (ssize_t t = std::max<ssize_t>(range.a, 0); t <= range.b; ++t) {
      out.push_back(static_cast<TokenType>(t));
    }
  }
  return out;
}

}  // namespace

const Token* Strategy::token(size_t index) const {
  return index < stream_.piece().last ? &stream_.list().tokens[index] : nullptr;
}

void Strategy::reportError(antlr4::Parser* parser, const antlr4::RecognitionException& error) {
  if (climbing_) return;
  climbing_ = true;
  if (auto* offender = error.getOffendingToken()) stream_.seek(offender->getTokenIndex());
  ++reported_;
  Mistake mistake;
  mistake.rule = parser->getContext()->getRuleIndex();
  mistake.index = stream_.position();
  mistake.piece = stream_.piece();
  bool at_start = dynamic_cast<const antlr4::NoViableAltException*>(&error) == nullptr;
  if (at_start) mistake.expected = typesOf(error.getExpectedTokens());
  reportMistake(stream_.list(), mistake, diagnostics_);
}

void Strategy::recover(antlr4::Parser* parser, std::exception_ptr error) {
  size_t rule = parser->getContext()->getRuleIndex();
  if (!recovers(rule)) std::rethrow_exception(error);
  climbing_ = false;
  auto* start = parser->getContext()->getStart();
  size_t first =
      stream_.piece().first + (start != nullptr ? start->getTokenIndex() : stream_.index());
  const Token* begin = token(first);
  skip(parser, rule, begin != nullptr ? begin->depth : 0);
}

void Strategy::sync(antlr4::Parser* parser) {
  if (climbing_) return;
  const auto& atn = parser->getInterpreter<antlr4::atn::ATNSimulator>()->atn;
  auto* state = atn.states[parser->getState()];
  auto next = atn.nextTokens(state);
  if (next.contains(antlr4::Token::EPSILON) || next.contains(stream_.LA(1))) return;
  size_t rule = parser->getContext()->getRuleIndex();
  using S = antlr4::atn::ATNState;
  bool looping =
      state->getStateType() == S::STAR_LOOP_ENTRY || state->getStateType() == S::STAR_LOOP_BACK;
  const Token* here = token(stream_.position());
  if (loops(rule) && here == nullptr)
    return;  // the closing brace is missing: recoverInline says so
  if (!loops(rule) || !looping) throw antlr4::InputMismatchException(parser);
  if (rule == P::RuleItemBlock && startsElement(here->type) && here->first_column) return;
  reportError(parser, antlr4::InputMismatchException(parser));
  climbing_ = false;
  if (here->type != P::RBRACE) parser->consume();
  skip(parser, thingOf(rule), here->depth);
}

antlr4::Token* Strategy::recoverInline(antlr4::Parser* parser) {
  auto expected = parser->getExpectedTokens();
  size_t rule = parser->getContext()->getRuleIndex();
  const Token* here = token(stream_.position());
  bool opens = expected.contains(static_cast<size_t>(P::LBRACE)) && rule == P::RuleItemBlock;
  if (opens && here != nullptr && startsItem(here->type)) {
    bool suffers = stream_.list().mendedBefore(stream_.list().tokens[stream_.position() - 1].begin);
    if (!suffers) reportMissingBrace(stream_.list(), stream_.position(), true, diagnostics_);
    ++reported_;
    return stream_.conjure(P::LBRACE);
  }
  bool closes =
      expected.contains(static_cast<size_t>(P::RBRACE)) && (loops(rule) || here == nullptr);
  bool ends = here == nullptr || (here->first_on_line && startsElement(here->type));
  if (closes && ends && rule != P::RuleSetLiteral) {
    missingClose(parser);
    return stream_.conjure(P::RBRACE);
  }
  throw antlr4::InputMismatchException(parser);
}

// Said only where nothing else was wrong: a doubled `{` leaves a brace open, too.
void Strategy::missingClose(antlr4::Parser* parser) {
  if (reported_++ > 0) return;
  auto* start = parser->getContext()->getStart();
  size_t opener = start != nullptr && start->getTokenIndex() != INVALID_INDEX
                      ? stream_.piece().first + start->getTokenIndex()
                      : SIZE_MAX;
  diag::Finding& finding =
      reportMissingBrace(stream_.list(), stream_.position(), false, diagnostics_, opener);
  if (opener != SIZE_MAX) finding.related.push_back({stream_.list().span(opener), "opened here"});
}

void Strategy::skip(antlr4::Parser* parser, Rule rule, size_t begin_depth) {
  if (stream_.position() == last_skip_ && token(stream_.position()) != nullptr) parser->consume();
  while (token(stream_.position()) != nullptr && !stopsAt(rule, stream_.position(), begin_depth)) {
    parser->consume();
  }
  last_skip_ = stream_.position();
}

bool Strategy::stopsAt(Rule rule, size_t index, size_t begin_depth) const {
  const Token& here = *token(index);
  const Token* next = token(index + 1);
  bool closes = here.type == P::RBRACE && (here.depth < begin_depth || here.first_column);
  switch (rule) {
    case P::RuleItem:
      return closes || (here.first_on_line && (startsItem(here.type) || here.first_column ||
                                               looksLikeItem(index, begin_depth)));
    case P::RuleField:
      return closes || (here.type == P::RPAREN && here.depth < begin_depth) ||
             (isWord(here.type) && next != nullptr && next->type == P::COLON);
    case P::RuleFileHead:
    case P::RuleHeaderLine:
    case P::RuleHeaderPiece:
      return here.first_on_line && startsHeaderLine(here.type);
    case P::RuleClauseHead:
      return stopsHead(index, begin_depth);
    default:
      return here.first_on_line && startsElement(here.type) && here.depth <= begin_depth;
  }
}

// `alow …` on a line of its own: a mistake of its own.
bool Strategy::looksLikeItem(size_t index, size_t begin_depth) const {
  const Token& here = *token(index);
  if (here.type != P::NAME || here.depth != begin_depth) return false;
  std::string nearest = nearestWord(stream_.list().textOf(index), {});
  return nearest == "allow" || nearest == "deny" || nearest == "require" || nearest == "expire" ||
         nearest == "advise" || nearest == "limit" || nearest == "owner" || nearest == "extend";
}

// The brace of the body, not of a set in the header: an item, a line's end or `}` follows it.
bool Strategy::stopsHead(size_t index, size_t begin_depth) const {
  const Token& here = *token(index);
  const Token* next = token(index + 1);
  if (here.type == P::LBRACE && here.depth == begin_depth) {
    return next == nullptr || next->first_on_line || startsItem(next->type) ||
           next->type == P::RBRACE;
  }
  return here.first_on_line && startsItem(here.type) && here.depth <= begin_depth;
}

}  // namespace polc::parse
