#include "compiler/lower/regex_runes.h"

#include <re2/re2.h>

#include <algorithm>

namespace polc::lower::regex {
namespace {

constexpr uint32_t kSurrogates = 0xD800;
constexpr uint32_t kPastSurrogates = 0xE000;

struct Named {
  std::string_view name;
  RuneSet set;
};

std::string allRunes() {
  std::string text;
  text.reserve(4'400'000);
  for (uint32_t rune = 0; rune <= kLastRune; ++rune) {
    if (rune == kSurrogates) rune = kPastSurrogates;
    appendRune(text, rune);
  }
  return text;
}

}  // namespace

RuneSet normal(RuneSet set) {
  std::sort(set.begin(), set.end(), [](RuneRange a, RuneRange b) { return a.lo < b.lo; });
  RuneSet result;
  for (RuneRange range : set) {
    if (!result.empty() && range.lo <= result.back().hi + 1) {
      result.back().hi = std::max(result.back().hi, range.hi);
    } else {
      result.push_back(range);
    }
  }
  return result;
}

RuneSet negated(const RuneSet& set) {
  RuneSet result;
  uint32_t next = 0;
  for (RuneRange range : set) {
    if (range.lo > next) result.push_back({next, range.lo - 1});
    next = range.hi + 1;
  }
  if (next <= kLastRune) result.push_back({next, kLastRune});
  return result;
}

bool ascii(const RuneSet& set) {
  return std::all_of(set.begin(), set.end(), [](RuneRange range) { return range.hi < 0x80; });
}

RuneSet folded(RuneSet set) {
  RuneSet more;
  for (RuneRange range : set) {
    for (uint32_t rune = range.lo; rune <= range.hi; ++rune) {
      uint32_t lower = rune | 0x20;
      if (lower < 'a' || lower > 'z') continue;
      more.push_back({rune ^ 0x20, rune ^ 0x20});
      if (lower == 'k') more.push_back({0x212A, 0x212A});
      if (lower == 's') more.push_back({0x017F, 0x017F});
    }
  }
  set.insert(set.end(), more.begin(), more.end());
  return normal(std::move(set));
}

RuneSet perlClass(char letter) {
  switch (letter) {
    case 'd':
      return {{'0', '9'}};
    case 's':
      return {{'\t', '\n'}, {'\f', '\r'}, {' ', ' '}};
    case 'w':
      return {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}};
    default:
      return {};
  }
}

RuneSet posixClass(std::string_view name) {
  static const std::vector<Named> kClasses = {
      {"alnum", {{'0', '9'}, {'A', 'Z'}, {'a', 'z'}}},
      {"alpha", {{'A', 'Z'}, {'a', 'z'}}},
      {"ascii", {{0, 0x7F}}},
      {"blank", {{'\t', '\t'}, {' ', ' '}}},
      {"cntrl", {{0, 0x1F}, {0x7F, 0x7F}}},
      {"digit", {{'0', '9'}}},
      {"graph", {{'!', '~'}}},
      {"lower", {{'a', 'z'}}},
      {"print", {{' ', '~'}}},
      {"punct", {{'!', '/'}, {':', '@'}, {'[', '`'}, {'{', '~'}}},
      {"space", {{'\t', '\r'}, {' ', ' '}}},
      {"upper", {{'A', 'Z'}}},
      {"word", {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}}},
      {"xdigit", {{'0', '9'}, {'A', 'F'}, {'a', 'f'}}},
  };
  for (const Named& one : kClasses) {
    if (one.name == name) return one.set;
  }
  return {};
}

RuneSet askRe2(std::string_view class_text, bool fold) {
  std::string pattern = fold ? "((?i:" : "((?:";
  pattern.append(class_text).append(")+)");
  RE2::Options options;
  options.set_log_errors(false);
  RE2 re(pattern, options);
  RuneSet result;
  if (!re.ok()) return result;
  const std::string text = allRunes();
  re2::StringPiece rest(text);
  re2::StringPiece found;
  while (RE2::FindAndConsume(&rest, re, &found)) {
    std::string_view run(found.data(), found.size());
    size_t last = run.size() - 1;
    while ((static_cast<unsigned char>(run[last]) & 0xC0) == 0x80) --last;
    std::string_view end = run.substr(last);
    uint32_t lo = takeRune(run);
    uint32_t hi = takeRune(end);
    if (lo < kSurrogates && hi >= kPastSurrogates) {
      result.push_back({lo, kSurrogates - 1});
      lo = kPastSurrogates;
    }
    result.push_back({lo, hi});
  }
  return result;
}

uint32_t takeRune(std::string_view& text) {
  auto byte = [&](size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  uint32_t first = byte(0);
  size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  uint32_t rune = length == 1 ? first : first & (0x7Fu >> length);
  for (size_t i = 1; i < length; ++i) rune = rune << 6 | (byte(i) & 0x3F);
  text.remove_prefix(std::min(length, text.size()));
  return rune;
}

void appendRune(std::string& text, uint32_t rune) {
  if (rune < 0x80) {
    text += static_cast<char>(rune);
    return;
  }
  int more = rune < 0x800 ? 1 : rune < 0x10000 ? 2 : 3;
  text += static_cast<char>((0xFF00u >> (more + 1) & 0xFF) | rune >> (6 * more));
  while (more-- > 0) text += static_cast<char>(0x80 | (rune >> (6 * more) & 0x3F));
}

}  // namespace polc::lower::regex
