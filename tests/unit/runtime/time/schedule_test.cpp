#include <catch2/catch.hpp>
#include <random>

#include "runtime/time/zone.h"

namespace polc::time {
namespace {

constexpr Micros kMinute = 60 * value::kMicrosPerSecond;

Zone berlin() { return buildZone("Europe/Berlin").value(); }
Micros at(std::string_view text) { return parseTime(text).value(); }
int32_t minutes(int32_t day, int32_t hour, int32_t minute = 0) {
  return (day * 24 + hour) * 60 + minute;
}

// What the language says, word by word: the local weekday and clock lie in a range.
bool holds(const Zone& zone, const Schedule& schedule, Micros t) {
  Civil civil = toCivil(zone, t);
  int32_t minute = minutes(weekday(zone, t), civil.hour, civil.minute);
  for (const WeekRange& range : schedule.ranges) {
    if (range.from_min <= minute && minute < range.until_min) return true;
  }
  return false;
}

// Scans minute by minute and compares every stretch that begins and ends within.
void scan(const Zone& zone, const Schedule& schedule, Micros from, Micros until) {
  Micros since = from;
  bool first = true;
  for (Micros t = from + kMinute; t < until; t += kMinute) {
    if (holds(zone, schedule, t) == holds(zone, schedule, since)) continue;
    for (Micros inside : {since, since + (t - since) / 2, t - 1}) {
      if (first) break;
      InSchedule found = inSchedule(zone, schedule, inside);
      INFO(zone.name << " " << formatTime(inside));
      REQUIRE(found.holds == holds(zone, schedule, inside));
      REQUIRE(formatTime(found.constancy.since) == formatTime(since));
      REQUIRE(formatTime(found.constancy.until) == formatTime(t));
      REQUIRE(found.constancy.since_recurring);
      REQUIRE(found.constancy.until_recurring);
    }
    first = false;
    since = t;
  }
}

std::vector<Schedule> schedules() {
  std::vector<Schedule> all;
  Schedule working{"working", 0, {}};
  for (int32_t day = 0; day < 5; ++day) {
    working.ranges.push_back({minutes(day, 8), minutes(day, 12)});
    working.ranges.push_back({minutes(day, 13), minutes(day, 18)});
  }
  all.push_back(working);
  all.push_back({"weekend", 0, {{minutes(5, 0), minutes(7, 0)}}});
  all.push_back({"over monday", 0, {{0, minutes(0, 3)}, {minutes(6, 22), minutes(7, 0)}}});
  all.push_back({"skipped", 0, {{minutes(6, 2), minutes(6, 3)}}});
  all.push_back(
      {"before the jump", 0, {{minutes(6, 1), minutes(6, 2)}, {minutes(6, 3), minutes(6, 4)}}});
  all.push_back({"within an hour", 0, {{minutes(6, 1, 30), minutes(6, 2, 30)}}});
  all.push_back({"but the skipped hour", 0, {{0, minutes(6, 2)}, {minutes(6, 3), minutes(7, 0)}}});
  std::mt19937 random(3);
  for (int i = 0; i < 8; ++i) {
    Schedule any{"any", 0, {}};
    int32_t edge = static_cast<int32_t>(random() % 400);
    while (edge < minutes(7, 0) - 500) {
      int32_t end = edge + 1 + static_cast<int32_t>(random() % 400);
      any.ranges.push_back({edge, end});
      edge = end + 1 + static_cast<int32_t>(random() % 400);
    }
    all.push_back(any);
  }
  return all;
}

TEST_CASE("stretches of a schedule agree with a scan, minute by minute, around transitions") {
  Zone denver = buildZone("America/Denver").value(), here = berlin();
  Zone lord_howe = buildZone("Australia/Lord_Howe").value(),
       havana = buildZone("America/Havana").value();
  for (const Schedule& schedule : schedules()) {
    scan(here, schedule, at("2026-03-15T00:00:00Z"), at("2026-04-15T00:00:00Z"));
    scan(here, schedule, at("2026-10-12T00:00:00Z"), at("2026-11-08T00:00:00Z"));
    scan(denver, schedule, at("2026-02-22T00:00:00Z"), at("2026-03-22T00:00:00Z"));
    scan(denver, schedule, at("2026-10-18T00:00:00Z"), at("2026-11-15T00:00:00Z"));
    scan(lord_howe, schedule, at("2026-03-25T00:00:00Z"), at("2026-04-16T00:00:00Z"));
    scan(havana, schedule, at("2020-10-20T00:00:00Z"), at("2020-11-12T00:00:00Z"));
  }
}

TEST_CASE("both passes of a doubled hour count and a skipped hour never comes") {
  Schedule two{"two", 0, {{minutes(6, 2), minutes(6, 3)}}};
  InSchedule doubled = inSchedule(berlin(), two, at("2026-10-25T00:30:00Z"));
  CHECK(doubled.holds);
  CHECK(formatTime(doubled.constancy.since) == "2026-10-25T00:00:00Z");
  CHECK(formatTime(doubled.constancy.until) == "2026-10-25T02:00:00Z");
  InSchedule skipped = inSchedule(berlin(), two, at("2026-03-29T00:59:59Z"));
  CHECK_FALSE(skipped.holds);
  CHECK(formatTime(skipped.constancy.since) == "2026-03-22T02:00:00Z");
  CHECK(formatTime(skipped.constancy.until) == "2026-04-05T00:00:00Z");
}

TEST_CASE("a schedule that always or never holds does not change") {
  InSchedule always = inSchedule(berlin(), {"always", 0, {{0, 7 * 24 * 60}}}, 0);
  CHECK(always.holds);
  CHECK(always.constancy == Constancy{});
  InSchedule never = inSchedule(berlin(), {"never", 0, {}}, 0);
  CHECK_FALSE(never.holds);
  CHECK(never.constancy == Constancy{});
}

TEST_CASE("stretches end with time itself") {
  Schedule weekend{"weekend", 0, {{minutes(5, 0), minutes(7, 0)}}};
  InSchedule last = inSchedule(berlin(), weekend, value::kTimeMax);
  CHECK(last.constancy.until == kNever);
  CHECK_FALSE(last.constancy.until_recurring);
  CHECK(inSchedule(berlin(), weekend, value::kTimeMin).constancy.since == kAlways);
}

}  // namespace
}  // namespace polc::time
