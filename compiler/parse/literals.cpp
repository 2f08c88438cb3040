#include <algorithm>
#include <charconv>
#include <chrono>

#include "PolcLexer.h"
#include "compiler/parse/tokens.h"

namespace polc::parse {
namespace {

using L = PolcLexer;

int number(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

bool isDate(std::string_view text) {
  using namespace std::chrono;
  int y = number(text.substr(0, 4));
  auto date = year_month_day(year(y), month(static_cast<unsigned>(number(text.substr(5, 2)))),
                             day(static_cast<unsigned>(number(text.substr(8, 2)))));
  return y >= 1 && date.ok();
}

bool isClock(std::string_view text, bool with_end_of_day) {
  int hour = number(text.substr(0, 2));
  int minute = number(text.substr(3, 2));
  return minute < 60 && (hour < 24 || (with_end_of_day && hour == 24 && minute == 0));
}

bool isTime(std::string_view text) {
  if (!isDate(text) || !isClock(text.substr(11), false)) return false;
  size_t at = 16;
  if (at < text.size() && text[at] == ':') {
    if (number(text.substr(at + 1, 2)) > 59) return false;
    at = text.find_first_of("Z+-", at);
  }
  if (at >= text.size() || text[at] == 'Z') return true;
  return isClock(text.substr(at + 1), false);
}

size_t leadingDigits(std::string_view text) {
  size_t end = text.find_first_not_of("0123456789");
  return end == std::string_view::npos ? text.size() : end;
}

bool isInt(std::string_view text) {
  int64_t value = 0;
  return std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc{};
}

std::string_view unitFor(std::string_view word) {
  struct Row {
    std::string_view unit;
    std::string_view begins;
  };
  constexpr Row kUnits[] = {{"min", "mi"}, {"mo", "mo"}, {"s", "s"}, {"h", "h"},
                            {"d", "d"},    {"w", "w"},   {"y", "y"}};
  for (const Row& row : kUnits) {
    if (word.starts_with(row.begins)) return row.unit;
  }
  return {};
}

std::string helpForUnit(std::string_view text) {
  std::string_view digits = text.substr(0, leadingDigits(text));
  std::string word(text.substr(digits.size()));
  std::transform(word.begin(), word.end(), word.begin(),
                 [](unsigned char c) { return std::tolower(c); });
  if (word == "m") return fmt::format("minutes or months? write `{0}min` or `{0}mo`", digits);
  std::string_view unit = unitFor(word);
  if (!unit.empty()) return fmt::format("write `{}{}`", digits, unit);
  return "a length is a whole number and one of `s`, `min`, `h`, `d`, `w`, `mo`, `y`, as in `3d`";
}

std::string helpForDate(std::string_view text) {
  size_t first = text.find('-');
  size_t second = text.find('-', first + 1);
  std::string_view rest = text.substr(second + 1);
  std::string_view day = rest.substr(0, leadingDigits(rest));
  std::string fixed = fmt::format("{}-{:02}-{:02}", text.substr(0, first),
                                  number(text.substr(first + 1, second - first - 1)), number(day));
  if (day.size() == rest.size() && fixed.size() == 10 && isDate(fixed)) {
    return fmt::format("write `{}`: year, month and day with four, two and two digits", fixed);
  }
  return "write a date as `2026-03-01`, a time as `2026-03-01T10:00Z`";
}

std::string helpForBad(std::string_view text) {
  size_t digits = leadingDigits(text);
  char after = digits < text.size() ? text[digits] : '\0';
  if (after == '-') return helpForDate(text);
  if (after == ':') return "write a clock with two digits each, as in `08:00`";
  bool only_marks = text.find_first_not_of("0123456789./") == std::string_view::npos;
  if (!only_marks) return helpForUnit(text);
  auto dots = std::count(text.begin(), text.end(), '.');
  if (dots == 3) return fmt::format("write `ip(\"{}\")`", text);
  if (dots == 2) return fmt::format("write `version(\"{}\")`", text);
  return "there is no division; write the result";
}

void bad(const TokenList& list, size_t index, diag::Engine& diagnostics, std::string_view help) {
  diagnostics.report(diag::Code::bad_literal, list.span(index), list.textOf(index), help);
}

}  // namespace

void checkLiteral(const TokenList& list, size_t index, diag::Engine& diagnostics) {
  std::string_view text = list.textOf(index);
  switch (list.tokens[index].type) {
    case L::BAD_LITERAL:
      return bad(list, index, diagnostics, helpForBad(text));
    case L::DATE:
      if (!isDate(text)) bad(list, index, diagnostics, "write a day that the calendar has");
      return;
    case L::TIME:
      if (!isTime(text))
        bad(list, index, diagnostics, "write a time that exists, as `2026-03-01T10:00Z`");
      return;
    case L::CLOCK:
      if (!isClock(text, true))
        bad(list, index, diagnostics, "write a clock from `00:00` to `24:00`");
      return;
    case L::INT:
    case L::DURATION:
    case L::PERIOD:
      if (!isInt(text.substr(0, leadingDigits(text)))) {
        bad(list, index, diagnostics, "write a number of at most 9223372036854775807");
      }
      return;
    case L::DECIMAL: {
      size_t whole = leadingDigits(text);
      size_t places = text.size() - whole - 1;
      std::string scaled(text.substr(0, whole));
      scaled += std::string(text.substr(whole + 1)) + std::string(places < 4 ? 4 - places : 0, '0');
      if (places > 4) return bad(list, index, diagnostics, "write at most four decimal places");
      if (!isInt(scaled)) bad(list, index, diagnostics, "write at most 922337203685477.5807");
      return;
    }
    default:
      return;
  }
}

}  // namespace polc::parse
