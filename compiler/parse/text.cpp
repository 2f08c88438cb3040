#include "compiler/parse/tokens.h"

namespace polc::parse {
namespace {

constexpr uint32_t kBad = UINT32_MAX;

struct Decoded {
  uint32_t code_point;
  uint32_t length;
};

// One code point of UTF-8: no overlong forms, no surrogates, nothing past U+10FFFF.
Decoded decode(std::string_view text, size_t at) {
  auto byte = [&](size_t i) { return static_cast<uint32_t>(static_cast<unsigned char>(text[i])); };
  uint32_t first = byte(at);
  if (first < 0x80) return {first, 1};
  uint32_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || at + length > text.size()) return {kBad, 1};
  uint32_t value = first & (0x7Fu >> length);
  for (uint32_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return {kBad, 1};
    value = (value << 6) | (byte(at + i) & 0x3F);
  }
  constexpr uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < kLeast[length] || surrogate || value > 0x10FFFF) return {kBad, 1};
  return {value, length};
}

bool isBidirectional(uint32_t c) {
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

bool isControl(uint32_t c) {
  return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c < 0xA0) ||
         c == 0x2028 || c == 0x2029 || c == 0xFEFF;
}

}  // namespace

void checkText(std::string_view text, source::FileId file, diag::Engine& diagnostics) {
  bool said_bad = false;
  for (size_t i = text.starts_with("\xEF\xBB\xBF") ? 3 : 0; i < text.size();) {
    if (static_cast<unsigned char>(text[i]) >= 0x20 && static_cast<unsigned char>(text[i]) < 0x7F) {
      ++i;
      continue;
    }
    auto [c, length] = decode(text, i);
    source::Span span{file, static_cast<uint32_t>(i), static_cast<uint32_t>(i) + length};
    if (c == kBad) {
      // A file in another encoding has hundreds; the first says it all.
      if (!said_bad) diagnostics.report(diag::Code::bad_utf8, span, static_cast<uint8_t>(text[i]));
      said_bad = true;
    } else if (isBidirectional(c)) {
      diagnostics.report(diag::Code::bidirectional_control, span, c);
    } else if (isControl(c)) {
      diagnostics.report(diag::Code::control_character, span, c);
    }
    i += length;
  }
}

}  // namespace polc::parse
