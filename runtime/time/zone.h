// Time zones as tables, civil time, calendar arithmetic and schedules. Reads no clock and no file at evaluation.
//
// Units:  instants in µs since 1970 UTC; offsets in seconds east of UTC; months as whole months
// Source: transitions come from Abseil's time zones (buildZone), to the year 9999
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/time/constancy.h"

namespace polc::time {

struct Transition {
  Micros at;  // from this instant on
  int32_t offset_s;
};
struct Zone {
  std::string name;
  std::vector<Transition> transitions;  // ascending; the first at kAlways
};
// Nothing where the zone is unknown.
std::optional<Zone> buildZone(const std::string& name);
std::string tzdataVersion();
bool fixedOffset(std::string_view name);  // "UTC+1", "Etc/GMT-2": a zone without a place

struct Civil {
  int32_t year;
  int32_t month, day;  // from 1
  int32_t hour, minute, second, micro;
};
// The offset in force at `t`, and the stretch on which it is.
struct OffsetAt {
  int32_t offset_s;
  Micros since, until;
};
OffsetAt offsetAt(const Zone& zone, Micros t);
Civil toCivil(const Zone& zone, Micros t);
// A local time that the zone skips or repeats: the later instant.
enum class LocalKind : uint8_t { unique, skipped, repeated };
struct FromCivil {
  Micros at;
  LocalKind kind;
};
FromCivil fromCivil(const Zone& zone, const Civil& civil);
Micros localMidnight(const Zone& zone, Micros t);      // of the day in which t lies
Micros nextLocalMidnight(const Zone& zone, Micros t);  // the first midnight after t
int32_t weekday(const Zone& zone, Micros t);           // monday 0 … sunday 6
// t plus calendar months, clamped to the last day of the month and to the years 1 to 9999.
Micros addMonths(const Zone& zone, Micros t, int64_t months);
Micros clampTime(Micros t);
Micros addSaturated(Micros t, Micros length);  // clamped to the years 1 to 9999

// Weekly half-open ranges in minutes from Monday 00:00 local; [0, 10080); sorted, disjoint, not touching.
struct WeekRange {
  int32_t from_min, until_min;
};
struct Schedule {
  std::string name;
  uint32_t zone = 0;  // index of the bundle's zones
  std::vector<WeekRange> ranges;
};
// Does the local time at t lie in a range; and the exact stretch on which that does not change (recurring bounds).
struct InSchedule {
  bool holds;
  Constancy constancy;
};
InSchedule inSchedule(const Zone& zone, const Schedule& schedule, Micros t);

// Literals and JSON forms. Nothing where malformed.
std::optional<Micros> parseTime(
    std::string_view
        text);  // RFC 3339 with Z or offset; seconds may be left out; finer than µs dropped
std::optional<Civil> parseDate(std::string_view text);       // 2026-03-01
std::optional<Micros> parseDuration(std::string_view text);  // 72h, also sums "1d12h" are not taken
std::optional<int64_t> parsePeriod(std::string_view text);   // 6mo, 1y: months
std::string formatTime(Micros t);  // UTC with Z; six digits of fraction where it is not zero
std::string formatDate(const Zone& zone, Micros t);
std::string formatDuration(
    Micros length);  // the largest unit that divides it: 3d, 90s; µs as fraction of s
std::string formatPeriod(int64_t months);

}  // namespace polc::time
