#include <fmt/format.h>

#include <cstring>

#include "runtime/time/calendar.h"
#include "runtime/time/zone.h"

namespace polc::time {
namespace {

using value::kMicrosPerSecond;

bool isDigit(char c) { return c >= '0' && c <= '9'; }

// Reads a literal from the left; `good` turns false at the first thing that is not as expected.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}
  bool good() const { return good_; }
  bool done() const { return good_ && rest_.empty(); }
  char peek() const { return rest_.empty() ? '\0' : rest_[0]; }

  int32_t digits(size_t count) {
    int32_t number = 0;
    for (size_t i = 0; i < count; ++i) {
      if (!isDigit(peek())) {
        good_ = false;
        return 0;
      }
      number = number * 10 + (take() - '0');
    }
    return number;
  }
  void expect(char upper) {
    char c = peek();
    if (c == upper || (upper >= 'A' && c == upper + ('a' - 'A'))) {
      take();
    } else {
      good_ = false;
    }
  }
  bool skip(char c) {
    if (peek() != c) return false;
    take();
    return true;
  }
  // Digits after a point, as µs; finer ones are dropped.
  int32_t fraction() {
    int32_t micros = 0, unit = 100'000;
    if (!isDigit(peek())) good_ = false;
    for (; isDigit(peek()); unit /= 10) micros += (take() - '0') * unit;
    return micros;
  }
  std::string_view rest() const { return rest_; }

 private:
  char take() {
    char c = rest_[0];
    rest_.remove_prefix(1);
    return c;
  }
  std::string_view rest_;
  bool good_ = true;
};

void readDate(Reader& reader, Civil& civil) {
  civil.year = reader.digits(4);
  reader.expect('-');
  civil.month = reader.digits(2);
  reader.expect('-');
  civil.day = reader.digits(2);
}

bool dateExists(const Civil& civil) {
  return civil.year >= 1 && civil.month >= 1 && civil.month <= 12 && civil.day >= 1 &&
         civil.day <= daysInMonth(civil.year, civil.month);
}

void readClock(Reader& reader, Civil& civil) {
  civil.hour = reader.digits(2);
  reader.expect(':');
  civil.minute = reader.digits(2);
  if (!reader.skip(':')) return;
  civil.second = reader.digits(2);
  if (reader.skip('.')) civil.micro = reader.fraction();
}

// Seconds east of UTC.
int32_t readOffset(Reader& reader, bool& in_range) {
  bool west = reader.peek() == '-';
  if (!west && reader.peek() != '+') {
    reader.expect('Z');
    return 0;
  }
  reader.skip(reader.peek());
  int32_t hours = reader.digits(2);
  reader.expect(':');
  int32_t minutes = reader.digits(2);
  in_range = hours <= 23 && minutes <= 59;
  return (hours * 3600 + minutes * 60) * (west ? -1 : 1);
}

// Of the form of most, such as 2026-03-01T10:00:00Z; whether the calendar has it is not looked at.
std::optional<Civil> readPlain(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00T00:00:00Z";
  if (text.size() != kForm.size()) return std::nullopt;
  for (size_t at : {4, 7, 10, 13, 16, 19}) {
    if (text[at] != kForm[at]) return std::nullopt;
  }
  // What a byte has more than the form's is a digit.
  constexpr uint64_t kTop = 0x8080'8080'8080'8080, kBeyondDigits = 0x7676'7676'7676'7676;
  uint64_t more = 0;
  for (size_t at : {size_t{0}, size_t{8}, kForm.size() - 8}) {
    uint64_t bytes = 0, form = 0;
    std::memcpy(&bytes, text.data() + at, sizeof bytes);
    std::memcpy(&form, kForm.data() + at, sizeof form);
    uint64_t digits = bytes ^ form;
    more |= (digits + kBeyondDigits) | digits;
  }
  if ((more & kTop) != 0) return std::nullopt;
  auto two = [&](size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
  return Civil{two(0) * 100 + two(2), two(5), two(8), two(11), two(14), two(17), 0};
}

// Of any form of RFC 3339.
std::optional<Civil> readTime(std::string_view text, int32_t& offset_s) {
  Reader reader(text);
  Civil civil{};
  readDate(reader, civil);
  reader.expect('T');
  readClock(reader, civil);
  bool in_range = true;
  offset_s = readOffset(reader, in_range);
  return reader.done() && in_range ? std::optional(civil) : std::nullopt;
}

struct Amount {
  int64_t whole = 0;
  int32_t micros = 0;
  bool negative = false;
  std::string_view unit;
};

std::optional<Amount> readAmount(std::string_view text) {
  Amount amount;
  amount.negative = !text.empty() && text[0] == '-';
  if (amount.negative) text.remove_prefix(1);
  size_t end = 0;
  for (; end < text.size() && isDigit(text[end]); ++end) {
    if (__builtin_mul_overflow(amount.whole, int64_t{10}, &amount.whole)) return std::nullopt;
    if (__builtin_add_overflow(amount.whole, int64_t{text[end] - '0'}, &amount.whole)) {
      return std::nullopt;
    }
  }
  if (end == 0) return std::nullopt;
  Reader reader(text.substr(end));
  if (reader.skip('.')) {
    amount.micros = reader.fraction();
    if (!reader.good() || reader.rest() != "s") return std::nullopt;
  }
  amount.unit = reader.rest();
  return amount;
}

struct Unit {
  std::string_view name;
  Micros length;
};
constexpr Unit kUnits[] = {
    {"w", 7 * value::kMicrosPerDay}, {"d", value::kMicrosPerDay}, {"h", 3600 * kMicrosPerSecond},
    {"min", 60 * kMicrosPerSecond},  {"s", kMicrosPerSecond},
};

Civil civilOfUtc(Micros t) {
  static const Zone utc{"UTC", {{value::kAlways, 0}}};
  return toCivil(utc, t);
}

}  // namespace

std::optional<Micros> parseTime(std::string_view text) {
  int32_t offset_s = 0;
  auto civil = readPlain(text);
  if (!civil) civil = readTime(text, offset_s);
  if (!civil || !dateExists(*civil)) return std::nullopt;
  if (civil->hour > 23 || civil->minute > 59 || civil->second > 59) return std::nullopt;
  int64_t seconds = daysFromCivil(civil->year, civil->month, civil->day) * 86'400 +
                    int64_t{civil->hour} * 3600 + int64_t{civil->minute} * 60 + civil->second -
                    offset_s;
  Micros at = seconds * kMicrosPerSecond + civil->micro;
  if (at != clampTime(at)) return std::nullopt;
  return at;
}

std::optional<Civil> parseDate(std::string_view text) {
  Reader reader(text);
  Civil civil{};
  readDate(reader, civil);
  if (!reader.done() || !dateExists(civil)) return std::nullopt;
  return civil;
}

std::optional<Micros> parseDuration(std::string_view text) {
  auto amount = readAmount(text);
  if (!amount) return std::nullopt;
  for (const Unit& unit : kUnits) {
    if (unit.name != amount->unit) continue;
    Micros length = 0;
    if (__builtin_mul_overflow(amount->whole, unit.length, &length)) return std::nullopt;
    if (length > value::kDurationMax || length + amount->micros > value::kDurationMax) {
      return std::nullopt;
    }
    length += amount->micros;
    return amount->negative ? -length : length;
  }
  return std::nullopt;
}

std::optional<int64_t> parsePeriod(std::string_view text) {
  auto amount = readAmount(text);
  if (!amount || (amount->unit != "mo" && amount->unit != "y")) return std::nullopt;
  int64_t months = 0;
  if (__builtin_mul_overflow(amount->whole, int64_t{amount->unit == "y" ? 12 : 1}, &months)) {
    return std::nullopt;
  }
  return amount->negative ? -months : months;
}

std::string formatTime(Micros t) {
  Civil c = civilOfUtc(t);
  std::string out = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", c.year, c.month, c.day,
                                c.hour, c.minute, c.second);
  if (c.micro != 0) out += fmt::format(".{:06}", c.micro);
  return out + "Z";
}

std::string formatDate(const Zone& zone, Micros t) {
  Civil c = toCivil(zone, t);
  return fmt::format("{:04}-{:02}-{:02}", c.year, c.month, c.day);
}

std::string formatDuration(Micros length) {
  if (length == 0) return "0s";
  for (const Unit& unit : kUnits) {
    if (length % unit.length == 0) return fmt::format("{}{}", length / unit.length, unit.name);
  }
  Micros size = length < 0 ? -length : length;
  std::string fraction = fmt::format("{:06}", size % kMicrosPerSecond);
  fraction.erase(fraction.find_last_not_of('0') + 1);
  return fmt::format("{}{}.{}s", length < 0 ? "-" : "", size / kMicrosPerSecond, fraction);
}

std::string formatPeriod(int64_t months) {
  if (months != 0 && months % 12 == 0) return fmt::format("{}y", months / 12);
  return fmt::format("{}mo", months);
}

}  // namespace polc::time
