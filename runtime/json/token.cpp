#include "runtime/json/token.h"

#include <cstdint>

namespace polc::json {
namespace {

constexpr std::string_view kBlank = " \t\r\n";

bool isDigit(char c) { return c >= '0' && c <= '9'; }

size_t skipDigits(std::string_view text, size_t at) {
  while (at < text.size() && isDigit(text[at])) ++at;
  return at;
}

// Length of the UTF-8 sequence at the start of `text`; 0 where there is none.
size_t sequence(std::string_view text) {
  auto byte = [&](size_t i) { return i < text.size() ? static_cast<uint8_t>(text[i]) : 0; };
  auto follows = [&](size_t i, uint8_t low = 0x80, uint8_t high = 0xBF) {
    return byte(i) >= low && byte(i) <= high;
  };
  uint8_t head = static_cast<uint8_t>(byte(0));
  if (head < 0x80) return 1;
  if (head >= 0xC2 && head <= 0xDF) return follows(1) ? 2 : 0;
  if (head >= 0xE0 && head <= 0xEF) {
    uint8_t low = head == 0xE0 ? 0xA0 : 0x80, high = head == 0xED ? 0x9F : 0xBF;
    return follows(1, low, high) && follows(2) ? 3 : 0;
  }
  if (head >= 0xF0 && head <= 0xF4) {
    uint8_t low = head == 0xF0 ? 0x90 : 0x80, high = head == 0xF4 ? 0x8F : 0xBF;
    return follows(1, low, high) && follows(2) && follows(3) ? 4 : 0;
  }
  return 0;
}

}  // namespace

std::string_view trimmed(std::string_view token) {
  size_t last = token.find_last_not_of(kBlank);
  return token.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

bool isNumber(std::string_view token) {
  size_t at = !token.empty() && token[0] == '-' ? 1 : 0;
  size_t whole = skipDigits(token, at);
  if (whole == at || (whole > at + 1 && token[at] == '0')) return false;
  at = whole;
  if (at < token.size() && token[at] == '.') {
    size_t end = skipDigits(token, at + 1);
    if (end == at + 1) return false;
    at = end;
  }
  if (at < token.size() && (token[at] == 'e' || token[at] == 'E')) {
    ++at;
    if (at < token.size() && (token[at] == '+' || token[at] == '-')) ++at;
    size_t end = skipDigits(token, at);
    if (end == at) return false;
    at = end;
  }
  return at == token.size();
}

size_t firstBadUtf8(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    size_t length = sequence(text.substr(at));
    if (length == 0) return at;
    at += length;
  }
  return std::string_view::npos;
}

size_t firstBareControl(std::string_view text) {
  bool inside = false;
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '"') inside = !inside;
    if (inside && text[at] == '\\') ++at;
    if (inside && at < text.size() && static_cast<uint8_t>(text[at]) < 0x20) return at;
  }
  return std::string_view::npos;
}

}  // namespace polc::json
