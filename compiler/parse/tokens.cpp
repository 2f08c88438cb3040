#include "compiler/parse/tokens.h"

#include <algorithm>

#include "PolcLexer.h"
#include "compiler/base/limits.h"
#include "compiler/parse/byte_stream.h"

namespace polc::parse {
namespace {

using L = PolcLexer;

// Reads one file's tokens; what is no token of the grammar is reported here and left out or mended.
class Reader {
 public:
  Reader(TokenList& out, diag::Engine& diagnostics, uint32_t most)
      : out_(out), diagnostics_(diagnostics), most_(most) {}

  bool run() {
    ByteStream stream(out_.text, out_.text.starts_with("\xEF\xBB\xBF") ? 3 : 0);
    PolcLexer lexer(&stream);
    lexer.removeErrorListeners();
    for (;;) {
      auto token = lexer.nextToken();
      if (token->getType() == antlr4::Token::EOF) return true;
      next_.begin = static_cast<uint32_t>(token->getStartIndex());
      next_.end = static_cast<uint32_t>(token->getStopIndex()) + 1;
      next_.type = static_cast<TokenType>(token->getType());
      placeOnLine();
      if (next_.type == L::UNCLOSED_COMMENT) {
        diagnostics_.report(diag::Code::unclosed_comment, span());
        return true;
      }
      if (out_.tokens.size() >= most_) {
        diagnostics_.report(diag::Code::too_many_tokens, span(), most_);
        return false;
      }
      take();
      last_end_ = next_.end;
    }
  }

 private:
  source::Span span() const { return {out_.file, next_.begin, next_.end}; }
  std::string_view text() const { return out_.text.substr(next_.begin, next_.end - next_.begin); }

  void placeOnLine() {
    std::string_view gap = out_.text.substr(last_end_, next_.begin - last_end_);
    next_.first_on_line = last_end_ == 0 || gap.find('\n') != std::string_view::npos;
    next_.first_column =
        next_.first_on_line && (next_.begin == 0 || out_.text[next_.begin - 1] == '\n' ||
                                (next_.begin == 3 && out_.text[0] == '\xEF'));
  }

  void take() {
    switch (next_.type) {
      case L::LINE_COMMENT:
      case L::BLOCK_COMMENT:
        out_.comments.push_back({span(), std::string(text()), next_.first_on_line});
        return;
      case L::SEMICOLON:
        diagnostics_.report(diag::Code::semicolon, span());
        return;
      case L::STRAY:
        stray();
        return;
      case L::AMPERSANDS:
        return foreign(L::AND);
      case L::PIPES:
        return foreign(L::OR);
      case L::BANG:
        return foreign(afterOperand() ? L::NE : L::NOT);
      case L::SINGLE_QUOTED:
        diagnostics_.report(diag::Code::single_quotes, span(), text().substr(1, text().size() - 2));
        next_.type = L::STRING;
        return push();
      case L::UNCLOSED_STRING:
        diagnostics_.report(diag::Code::unclosed_string, span());
        out_.mended.push_back(next_.begin);
        return push();
      default:
        push();
        checkLiteral(out_, out_.tokens.size() - 1, diagnostics_);
    }
  }

  // `a ! b` meant `!=`, `and !b` meant `not`.
  bool afterOperand() const {
    if (out_.tokens.empty()) return false;
    TokenType before = out_.tokens.back().type;
    return before == L::NAME || before == L::RPAREN || before == L::RBRACK || before == L::STRING;
  }

  void foreign(TokenType meant) {
    diagnostics_.report(diag::Code::foreign_operator, span(), text(), parse::text(meant));
    next_.type = meant;
    push();
  }

  // One finding for a run of bytes that are no token; a code point is never split.
  void stray() {
    bool goes_on = next_.begin == stray_end_ && stray_end_ > 0;
    stray_end_ = next_.end;
    out_.mended.push_back(next_.begin);
    if (goes_on) return;
    uint32_t end = next_.end;
    while (end < out_.text.size() && (static_cast<unsigned char>(out_.text[end]) & 0xC0) == 0x80)
      ++end;
    source::Span place{out_.file, next_.begin, end};
    std::string_view seen = out_.text.substr(next_.begin, end - next_.begin);
    bool control = seen.size() == 1 && static_cast<unsigned char>(seen[0]) < 0x20;
    if (!control) diagnostics_.report(diag::Code::stray_character, place, seen);
  }

  // `Set<Set<Int>>={}`: within a type's arguments `>=` is two marks.
  void push() {
    const TokenType last = out_.tokens.empty() ? kEof : out_.tokens.back().type;
    if (next_.type == L::LT && last == L::UNAME) {
      std::string_view name = out_.textOf(out_.tokens.size() - 1);
      if (angles_ > 0 || name == "Set" || name == "Map") ++angles_;
    } else if (next_.type == L::GE && angles_ > 0) {
      Token second = next_;
      next_.type = L::GT;
      next_.end = next_.begin + 1;
      append();
      next_ = second;
      next_.begin += 1;
      next_.type = L::ASSIGN;
      next_.first_on_line = next_.first_column = false;
      angles_ = 0;
    } else if (next_.type == L::GT && angles_ > 0) {
      --angles_;
    } else if (next_.type != L::UNAME && next_.type != L::QUESTION && next_.type != L::COMMA) {
      angles_ = 0;
    }
    append();
  }

  void append() {
    bool opens = next_.type == L::LPAREN || next_.type == L::LBRACK || next_.type == L::LBRACE;
    bool closes = next_.type == L::RPAREN || next_.type == L::RBRACK || next_.type == L::RBRACE;
    if (closes) close();
    if (beginsElement() && !restating_) open_.clear();
    if (open_.empty()) restating_ = next_.type == L::RESTATE || (restating_ && !closes);
    next_.depth = static_cast<uint16_t>(open_.size());
    if (opens) open_.push_back(next_.type);
    // Deeper brackets are reported by bounds; a uint16_t must hold the depth until then.
    if (open_.size() > UINT16_MAX - 1) open_.pop_back();
    out_.tokens.push_back(next_);
  }

  // A clause's or declaration's word in the first column: whatever is open there was never closed.
  bool beginsElement() const {
    if (!next_.first_column || !startsElement(next_.type)) return false;
    size_t after = out_.text.find_first_not_of(" \t", next_.end);
    char c = after == std::string_view::npos ? '\0' : out_.text[after];
    if (next_.type == L::CONTEXT) return c == '{';
    return next_.type != L::ACTION || (c >= 'a' && c <= 'z');
  }

  // A brace closes the brackets that were left open within it; a bracket closes no brace.
  void close() {
    TokenType opener = next_.type == L::RPAREN   ? L::LPAREN
                       : next_.type == L::RBRACK ? L::LBRACK
                                                 : L::LBRACE;
    size_t at = open_.size();
    while (at > 0 && open_[at - 1] != opener) {
      if (open_[at - 1] == L::LBRACE) return;
      --at;
    }
    if (at > 0) open_.resize(at - 1);
  }

  TokenList& out_;
  diag::Engine& diagnostics_;
  uint32_t most_;
  Token next_;
  uint32_t last_end_ = 0;
  uint32_t stray_end_ = 0;
  uint32_t angles_ = 0;
  std::vector<TokenType> open_;
  bool restating_ = false;  // elements nest within `restate { … }`, and nowhere else
};

}  // namespace

bool TokenList::mendedBefore(uint32_t offset) const {
  size_t line = text.rfind('\n', offset > 0 ? offset - 1 : 0);
  uint32_t start = line == std::string_view::npos ? 0 : static_cast<uint32_t>(line);
  auto found = std::lower_bound(mended.begin(), mended.end(), start);
  return found != mended.end() && *found <= offset;
}

bool tokenize(const source::SourceMap& sources, source::FileId file, diag::Engine& diagnostics,
              TokenList& out, const limits::Text& limits) {
  out.file = file;
  out.text = sources.file(file).text();
  uint64_t most = std::min<uint64_t>(limits.bytes, UINT32_MAX - 1);
  if (out.text.size() > most) {
    diagnostics.report(diag::Code::source_too_large, {file, 0, 0}, out.text.size(), most);
    return false;
  }
  checkText(out.text, file, diagnostics);
  return Reader(out, diagnostics, limits.tokens).run();
}

}  // namespace polc::parse
