#include "compiler/parse/strings.h"

#include <charconv>

namespace polc::parse {
namespace {

void appendUtf8(std::string& out, uint32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
    return;
  }
  int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
  constexpr uint32_t kLead[] = {0, 0xC0, 0xE0, 0xF0};
  out += static_cast<char>(kLead[more] | (c >> (6 * more)));
  while (more-- > 0) out += static_cast<char>(0x80 | ((c >> (6 * more)) & 0x3F));
}

// `{41}`: the length of the escape's braces and the code point; zero where malformed.
size_t readCodePoint(std::string_view text, uint32_t& code_point) {
  size_t close = text.find('}');
  if (text.empty() || text[0] != '{' || close == std::string_view::npos || close < 2 || close > 7)
    return 0;
  auto [end, error] = std::from_chars(text.data() + 1, text.data() + close, code_point, 16);
  bool whole = error == std::errc{} && end == text.data() + close;
  bool valid =
      code_point <= 0x10FFFF && (code_point < 0xD800 || code_point > 0xDFFF) && code_point != 0;
  return whole && valid ? close + 1 : 0;
}

}  // namespace

std::string decodeString(std::string_view quoted, source::Span span, bool pattern,
                         diag::Engine& diagnostics) {
  std::string_view text = quoted.substr(std::min<size_t>(1, quoted.size()));
  if (text.size() > 0 && text.size() + 1 == quoted.size() && text.back() == quoted.front())
    text.remove_suffix(1);
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    char c = text[++i];
    uint32_t code_point = 0;
    size_t braces = c == 'u' ? readCodePoint(text.substr(i + 1), code_point) : 0;
    if (braces > 0) {
      appendUtf8(out, code_point);
      i += braces;
    } else if (pattern && (c == '*' || c == '\\')) {
      out += {'\\', c};
    } else if (c == '"' || c == '\\') {
      out += c;
    } else if (c == 'n' || c == 't') {
      out += c == 'n' ? '\n' : '\t';
    } else {
      auto at = span.begin + static_cast<uint32_t>(i);
      diagnostics.report(diag::Code::bad_escape, {span.file, at, at + 2}, text.substr(i - 1, 2));
      out += {'\\', c};
    }
  }
  return out;
}

}  // namespace polc::parse
