#include <algorithm>

#include "runtime/time/calendar.h"
#include "runtime/time/zone.h"

namespace polc::time {
namespace {

using value::kMicrosPerDay;
using value::kMicrosPerSecond;

constexpr Micros kMaxOffset =
    Micros{26} * 3600 * kMicrosPerSecond;  // no zone was ever further from UTC

size_t segmentAt(const Zone& zone, Micros t) {
  auto after = std::upper_bound(zone.transitions.begin(), zone.transitions.end(), t,
                                [](Micros at, const Transition& next) { return at < next.at; });
  return static_cast<size_t>(after - zone.transitions.begin()) - 1;
}

Micros offsetMicros(const Zone& zone, size_t segment) {
  return zone.transitions[segment].offset_s * kMicrosPerSecond;
}

Micros segmentEnd(const Zone& zone, size_t segment) {
  return segment + 1 < zone.transitions.size() ? zone.transitions[segment + 1].at : value::kNever;
}

// The instant of a local clock reading, in µs since 1970-01-01 00:00 local.
FromCivil fromLocal(const Zone& zone, Micros local) {
  size_t first = segmentAt(zone, local - kMaxOffset);
  size_t last = segmentAt(zone, local + kMaxOffset);
  int found = 0;
  Micros at = 0, before_gap = 0;
  for (size_t segment = first; segment <= last; ++segment) {
    Micros candidate = local - offsetMicros(zone, segment);
    if (candidate < zone.transitions[segment].at) continue;
    if (candidate >= segmentEnd(zone, segment)) {
      before_gap = candidate;
      continue;
    }
    at = candidate;
    ++found;
  }
  if (found == 0) return {before_gap, LocalKind::skipped};
  return {at, found > 1 ? LocalKind::repeated : LocalKind::unique};
}

Micros localOf(const Zone& zone, Micros t) { return t + offsetMicros(zone, segmentAt(zone, t)); }
int64_t localDay(const Zone& zone, Micros t) {
  return floorDivide(localOf(zone, t), kMicrosPerDay);
}

}  // namespace

OffsetAt offsetAt(const Zone& zone, Micros t) {
  size_t segment = segmentAt(zone, t);
  return {zone.transitions[segment].offset_s, zone.transitions[segment].at,
          segmentEnd(zone, segment)};
}

Civil toCivil(const Zone& zone, Micros t) {
  Micros local = localOf(zone, t);
  int64_t days = floorDivide(local, kMicrosPerDay);
  Micros clock = local - days * kMicrosPerDay;
  Day day = civilFromDays(days);
  auto seconds = static_cast<int32_t>(clock / kMicrosPerSecond);
  return {day.year,
          day.month,
          day.day,
          seconds / 3600,
          seconds / 60 % 60,
          seconds % 60,
          static_cast<int32_t>(clock % kMicrosPerSecond)};
}

FromCivil fromCivil(const Zone& zone, const Civil& civil) {
  int64_t days = daysFromCivil(civil.year, civil.month, civil.day);
  int64_t seconds = civil.hour * 3600 + civil.minute * 60 + civil.second;
  FromCivil found =
      fromLocal(zone, days * kMicrosPerDay + seconds * kMicrosPerSecond + civil.micro);
  return {clampTime(found.at), found.kind};
}

Micros localMidnight(const Zone& zone, Micros t) {
  return clampTime(fromLocal(zone, localDay(zone, t) * kMicrosPerDay).at);
}

Micros nextLocalMidnight(const Zone& zone, Micros t) {
  for (int64_t day = localDay(zone, t);; ++day) {
    Micros midnight = fromLocal(zone, day * kMicrosPerDay).at;
    if (midnight > t) return midnight;
  }
}

int32_t weekday(const Zone& zone, Micros t) {
  return static_cast<int32_t>(floorModulo(localDay(zone, t) + 3, 7));
}

Micros addMonths(const Zone& zone, Micros t, int64_t months) {
  constexpr int64_t kAllMonths = int64_t{12} * 10'000;
  Civil civil = toCivil(zone, t);
  months = std::clamp(months, -kAllMonths, kAllMonths);
  int64_t month = int64_t{civil.year} * 12 + civil.month - 1 + months;
  int64_t year = floorDivide(month, 12);
  if (year < 1) return value::kTimeMin;
  if (year > 9999) return value::kTimeMax;
  civil.year = static_cast<int32_t>(year);
  civil.month = static_cast<int32_t>(floorModulo(month, 12)) + 1;
  civil.day = std::min(civil.day, daysInMonth(year, civil.month));
  return fromCivil(zone, civil).at;
}

Micros clampTime(Micros t) { return std::clamp(t, value::kTimeMin, value::kTimeMax); }

Micros addSaturated(Micros t, Micros length) {
  Micros sum = 0;
  if (__builtin_add_overflow(t, length, &sum)) {
    return length < 0 ? value::kTimeMin : value::kTimeMax;
  }
  return clampTime(sum);
}

}  // namespace polc::time
