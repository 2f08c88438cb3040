#include "runtime/directory/decimal.h"

#include <charconv>

#include "runtime/value/value.h"

namespace polc::directory {
namespace {

constexpr int64_t kPlaces = 4;
constexpr int64_t kMaxExponent = 1'000;
static_assert(value::kDecimalScale == 10'000);

// Appends decimal digits to a number; false where it leaves the range or a byte is no digit.
bool append(int64_t& number, std::string_view digits) {
  for (char c : digits) {
    if (c < '0' || c > '9') return false;
    if (__builtin_mul_overflow(number, int64_t{10}, &number)) return false;
    if (__builtin_add_overflow(number, int64_t{c - '0'}, &number)) return false;
  }
  return true;
}

// whole.fraction × 10^exponent, in ten-thousandths.
std::optional<int64_t> scaled(std::string_view whole, std::string_view fraction, int64_t exponent) {
  int64_t number = 0;
  if (!append(number, whole) || !append(number, fraction)) return std::nullopt;
  int64_t shift = kPlaces + exponent - static_cast<int64_t>(fraction.size());
  if (shift < 0) return std::nullopt;
  for (; shift > 0 && number != 0; --shift) {
    if (__builtin_mul_overflow(number, int64_t{10}, &number)) return std::nullopt;
  }
  return number;
}

std::optional<int64_t> read(std::string_view text, int64_t exponent) {
  bool negative = !text.empty() && text[0] == '-';
  if (negative) text.remove_prefix(1);
  size_t point = text.find('.');
  std::string_view whole = text.substr(0, point);
  std::string_view fraction;
  if (point != std::string_view::npos) {
    fraction = text.substr(point + 1);
    if (fraction.empty()) return std::nullopt;
  }
  if (whole.empty()) return std::nullopt;
  auto size = scaled(whole, fraction, exponent);
  if (!size) return std::nullopt;
  return negative ? -*size : *size;
}

}  // namespace

std::optional<int64_t> parseDecimal(std::string_view text) { return read(text, 0); }

std::optional<int64_t> decimalOfNumber(std::string_view text) {
  size_t e = text.find_first_of("eE");
  if (e == std::string_view::npos) return read(text, 0);
  std::string_view digits = text.substr(e + 1);
  if (!digits.empty() && digits[0] == '+') digits.remove_prefix(1);
  int64_t exponent = 0;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  if (exponent > kMaxExponent || exponent < -kMaxExponent) return std::nullopt;
  return read(text.substr(0, e), exponent);
}

}  // namespace polc::directory
