#include <algorithm>

#include "runtime/time/calendar.h"
#include "runtime/time/zone.h"

namespace polc::time {
namespace {

constexpr Micros kMinute = 60 * value::kMicrosPerSecond;
constexpr int32_t kWeekMinutes = 7 * 24 * 60;
constexpr Micros kWeek = kWeekMinutes * kMinute;
constexpr Micros kMonday = 4 * value::kMicrosPerDay;  // 1970-01-05

// Looks at one instant: what the local clock says, and between which instants it says so without a
// jump.
struct Look {
  bool holds;
  Micros since, until;  // no edge of a range and no transition lies between
};

Micros shiftedEdge(Micros t, Micros position, int32_t edge_min) {
  return t + (edge_min * kMinute - position);
}

Look look(const Zone& zone, const std::vector<WeekRange>& ranges, Micros t) {
  OffsetAt offset = offsetAt(zone, t);
  Micros position = floorModulo(t + offset.offset_s * value::kMicrosPerSecond - kMonday, kWeek);
  int32_t before = 0, after = kWeekMinutes;
  bool holds = false;
  for (const WeekRange& range : ranges) {
    for (int32_t edge : {range.from_min, range.until_min}) {
      if (edge * kMinute <= position) before = std::max(before, edge);
      if (edge * kMinute > position) after = std::min(after, edge);
    }
    holds = holds || (range.from_min * kMinute <= position && position < range.until_min * kMinute);
  }
  return {holds, std::max(shiftedEdge(t, position, before), offset.since),
          std::min(shiftedEdge(t, position, after), offset.until)};
}

Micros stretchEnd(const Zone& zone, const std::vector<WeekRange>& ranges, Look at) {
  bool holds = at.holds;
  while (at.until <= value::kTimeMax) {
    Micros edge = at.until;
    at = look(zone, ranges, edge);
    if (at.holds != holds) return edge;
  }
  return value::kNever;
}

Micros stretchStart(const Zone& zone, const std::vector<WeekRange>& ranges, Look at) {
  bool holds = at.holds;
  while (at.since > value::kTimeMin) {
    Micros edge = at.since;
    at = look(zone, ranges, edge - 1);
    if (at.holds != holds) return edge;
  }
  return value::kAlways;
}

}  // namespace

InSchedule inSchedule(const Zone& zone, const Schedule& schedule, Micros t) {
  const auto& ranges = schedule.ranges;
  if (ranges.empty()) return {false, {}};
  if (ranges[0].from_min == 0 && ranges[0].until_min == kWeekMinutes) return {true, {}};
  Look at = look(zone, ranges, t);
  Micros since = stretchStart(zone, ranges, at), until = stretchEnd(zone, ranges, at);
  return {at.holds, {since, until, since != value::kAlways, until != value::kNever}};
}

}  // namespace polc::time
