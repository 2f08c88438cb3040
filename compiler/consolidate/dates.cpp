#include "compiler/consolidate/dates.h"

#include <fmt/format.h>

namespace polc::consolidate {

std::string dateOf(const sema::Program& program, Micros at) {
  const time::Zone& zone = program.zones[0];
  return time::localMidnight(zone, at) == at ? time::formatDate(zone, at) : time::formatTime(at);
}

std::string datesOf(const sema::Program& program, Period period) {
  bool always = period.from == time::kAlways;
  bool ever = period.until == time::kNever;
  if (always && ever) return "at any time";
  if (always) return fmt::format("before {}", dateOf(program, period.until));
  if (ever) return fmt::format("from {} on", dateOf(program, period.from));
  return fmt::format("from {} until {}", dateOf(program, period.from),
                     dateOf(program, period.until));
}

}  // namespace polc::consolidate
