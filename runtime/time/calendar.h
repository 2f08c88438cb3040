// Proleptic Gregorian days, by plain arithmetic.
//
// Units:  days since 1970-01-01
// Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms"
#pragma once
#include <cstdint>

namespace polc::time {

inline constexpr int64_t kCycleDays = 146'097;  // 400 years: whole weeks

struct Day {
  int32_t year, month, day;
};

constexpr int64_t floorDivide(int64_t a, int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }
constexpr int64_t floorModulo(int64_t a, int64_t b) { return a - floorDivide(a, b) * b; }

constexpr int64_t daysFromCivil(int64_t year, int32_t month, int32_t day) {
  year -= month <= 2 ? 1 : 0;
  int64_t era = floorDivide(year, 400);
  int64_t year_of_era = year - era * 400;
  int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * kCycleDays + day_of_era - 719'468;
}

constexpr Day civilFromDays(int64_t days) {
  days += 719'468;
  int64_t era = floorDivide(days, kCycleDays);
  int64_t day_of_era = days - era * kCycleDays;
  int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int64_t shifted_month = (5 * day_of_year + 2) / 153;
  auto day = static_cast<int32_t>(day_of_year - (153 * shifted_month + 2) / 5 + 1);
  auto month = static_cast<int32_t>(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
  auto year = static_cast<int32_t>(year_of_era + era * 400 + (month <= 2 ? 1 : 0));
  return {year, month, day};
}

constexpr int32_t daysInMonth(int64_t year, int32_t month) {
  if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

}  // namespace polc::time
