#include "compiler/sema/schedule.h"

#include <algorithm>

#include "compiler/sema/names.h"

namespace polc::sema {
namespace {

using diag::Code;

constexpr std::string_view kDays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
constexpr int32_t kDayMinutes = 24 * 60;
constexpr int32_t kWeekMinutes = 7 * kDayMinutes;

class ScheduleBuilder {
 public:
  explicit ScheduleBuilder(Analysis& analysis) : analysis_(analysis) {}

  std::vector<time::WeekRange> ranges(const ast::ScheduleDecl& decl) {
    for (const ast::DayRange& days : decl.days) dayRange(days);
    return merged();
  }

 private:
  int32_t day(const ast::Name& name) {
    auto found = std::find(std::begin(kDays), std::end(kDays), name.text);
    if (found != std::end(kDays)) return static_cast<int32_t>(found - std::begin(kDays));
    reportUnknown(analysis_, Code::unknown_day, name.span, name.text, [](Nearest& nearest) {
      for (std::string_view known : kDays) nearest.offer(known);
      return "the days are Mon, Tue, Wed, Thu, Fri, Sat, Sun";
    });
    return -1;
  }

  void dayRange(const ast::DayRange& days) {
    int32_t first = day(days.first);
    int32_t last = days.last.span == days.first.span ? first : day(days.last);
    for (const ast::ClockRange& clock : days.ranges) {
      int32_t from = minutes(clock.from);
      int32_t until = minutes(clock.until);
      if (from < 0 || until < 0 || from == kDayMinutes || from == until) {
        analysis_.diagnostics.report(Code::malformed_range, clock.span,
                                     analysis_.textOf(clock.span));
        continue;
      }
      if (first < 0 || last < 0) continue;
      int32_t length = until > from ? until - from : until + kDayMinutes - from;
      for (int32_t d = first;; d = (d + 1) % 7) {
        add(d * kDayMinutes + from, length);
        if (d == last) break;
      }
    }
  }

  // What goes past Sunday's end goes on on Monday.
  void add(int32_t from, int32_t length) {
    int32_t until = from + length;
    ranges_.push_back({from, std::min(until, kWeekMinutes)});
    if (until > kWeekMinutes) ranges_.push_back({0, until - kWeekMinutes});
  }

  // 08:00 as minutes; -1 where it is no time of day.
  static int32_t minutes(std::string_view clock) {
    if (clock.size() != 5 || clock[2] != ':') return -1;
    for (size_t i : {0, 1, 3, 4}) {
      if (clock[i] < '0' || clock[i] > '9') return -1;
    }
    int32_t hour = (clock[0] - '0') * 10 + (clock[1] - '0');
    int32_t minute = (clock[3] - '0') * 10 + (clock[4] - '0');
    if (minute > 59 || hour > 24 || (hour == 24 && minute > 0)) return -1;
    return hour * 60 + minute;
  }

  std::vector<time::WeekRange> merged() {
    std::sort(ranges_.begin(), ranges_.end(),
              [](const auto& a, const auto& b) { return a.from_min < b.from_min; });
    std::vector<time::WeekRange> merged;
    for (const time::WeekRange& range : ranges_) {
      if (!merged.empty() && range.from_min <= merged.back().until_min) {
        merged.back().until_min = std::max(merged.back().until_min, range.until_min);
      } else {
        merged.push_back(range);
      }
    }
    return merged;
  }

  Analysis& analysis_;
  std::vector<time::WeekRange> ranges_;
};

}  // namespace

uint32_t resolveZone(Analysis& analysis, const std::string& name, Span span) {
  auto found = analysis.zone_index.find(name);
  if (found != analysis.zone_index.end()) return found->second;
  auto zone = time::buildZone(name);
  if (!zone) {
    analysis.diagnostics.report(Code::unknown_zone, span, name);
    return 0;
  }
  uint32_t index = static_cast<uint32_t>(analysis.program.zones.size());
  analysis.program.zones.push_back(std::move(*zone));
  analysis.zone_index.emplace(name, index);
  return index;
}

std::optional<Micros> resolveDate(Analysis& analysis, const ast::DateText& date) {
  auto civil = time::parseDate(date.text);
  if (!civil) {
    if (!analysis.reported(date.span)) {
      analysis.diagnostics.report(Code::malformed_literal, date.span, "day", date.text,
                                  "write a day of the calendar: 2026-03-01");
    }
    return std::nullopt;
  }
  time::FromCivil local = time::fromCivil(analysis.zone(), *civil);
  if (local.kind != time::LocalKind::unique) {
    std::string_view what = local.kind == time::LocalKind::skipped ? "skips" : "repeats";
    analysis.diagnostics.report(Code::ambiguous_date, date.span, date.text, analysis.zone().name,
                                what);
  }
  return local.at;
}

std::optional<Micros> resolveEnd(Analysis& analysis, const ast::End& end) {
  auto at = resolveDate(analysis, end.date);
  if (at && end.through) return time::nextLocalMidnight(analysis.zone(), *at);
  return at;
}

time::Schedule buildSchedule(Analysis& analysis, const ast::ScheduleDecl& decl) {
  time::Schedule schedule;
  schedule.name = decl.name.text;
  if (decl.zone) {
    schedule.zone = resolveZone(analysis, *decl.zone, decl.zone_span);
    if (time::fixedOffset(*decl.zone)) {
      analysis.diagnostics.report(Code::fixed_offset_zone, decl.zone_span, *decl.zone);
    }
  }
  schedule.ranges = ScheduleBuilder(analysis).ranges(decl);
  return schedule;
}

}  // namespace polc::sema
