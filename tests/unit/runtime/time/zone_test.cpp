#include "runtime/time/zone.h"

#include <absl/time/time.h>

#include <catch2/catch.hpp>
#include <map>
#include <random>

namespace polc::time {
namespace {

const Zone& zone(const std::string& name) {
  static std::map<std::string, Zone> built;
  if (!built.count(name)) built.emplace(name, buildZone(name).value());
  return built.at(name);
}
Micros at(std::string_view text) { return parseTime(text).value(); }
std::string midnight(const char* name, std::string_view t) {
  return formatTime(localMidnight(zone(name), at(t)));
}
std::string next(const char* name, std::string_view t) {
  return formatTime(nextLocalMidnight(zone(name), at(t)));
}
std::string plus(const char* name, std::string_view t, int64_t months) {
  return formatTime(addMonths(zone(name), at(t), months));
}

TEST_CASE("zones agree with Abseil, and repeat every 400 years") {
  std::mt19937_64 random(42);
  for (const char* name :
       {"Europe/Berlin", "America/Denver", "Australia/Lord_Howe", "Africa/Casablanca",
        "Pacific/Apia", "Asia/Kathmandu", "America/St_Johns", "UTC", "Etc/GMT-2"}) {
    absl::TimeZone reference;
    REQUIRE(absl::LoadTimeZone(name, &reference));
    std::uniform_int_distribution<Micros> any(at("1800-01-01T00:00:00Z"),
                                              at("2390-01-01T00:00:00Z"));
    for (int i = 0; i < 600; ++i) {
      Micros t = any(random);
      INFO(name << " " << formatTime(t));
      auto info = reference.At(absl::FromUnixMicros(t));
      REQUIRE(offsetAt(zone(name), t).offset_s == info.offset);
      Civil civil = toCivil(zone(name), t);
      REQUIRE(civil.year == info.cs.year());
      REQUIRE((civil.month * 100 + civil.day) == info.cs.month() * 100 + info.cs.day());
      REQUIRE((civil.hour * 3600 + civil.minute * 60 + civil.second) ==
              info.cs.hour() * 3600 + info.cs.minute() * 60 + info.cs.second());
      if (t < at("2100-01-01T00:00:00Z")) continue;
      constexpr Micros kCycle = 146'097 * value::kMicrosPerDay;
      for (int k = 1; t + k * kCycle < value::kTimeMax; ++k) {
        REQUIRE(offsetAt(zone(name), t + k * kCycle).offset_s == info.offset);
      }
    }
  }
}

TEST_CASE("transitions ascend and change the offset") {
  for (const char* name : {"Europe/Berlin", "America/Denver", "Africa/Casablanca", "UTC"}) {
    const auto& all = zone(name).transitions;
    REQUIRE(all[0].at == kAlways);
    for (size_t i = 1; i < all.size(); ++i) {
      REQUIRE(all[i - 1].at < all[i].at);
      REQUIRE(all[i - 1].offset_s != all[i].offset_s);
    }
  }
  CHECK(zone("UTC").transitions.size() == 1);
  CHECK(formatTime(zone("Europe/Berlin").transitions.back().at) == "9999-10-31T01:00:00Z");
}

TEST_CASE("civil time goes there and back, over the years 1 to 9999") {
  std::mt19937_64 random(7);
  std::uniform_int_distribution<Micros> any(value::kTimeMin + 2 * value::kMicrosPerDay,
                                            value::kTimeMax - 2 * value::kMicrosPerDay);
  for (int i = 0; i < 4000; ++i) {
    Micros t = any(random);
    FromCivil back = fromCivil(zone("Europe/Berlin"), toCivil(zone("Europe/Berlin"), t));
    if (back.kind == LocalKind::unique) {
      REQUIRE(back.at == t);
    } else {
      REQUIRE(back.kind == LocalKind::repeated);
      REQUIRE(back.at - t <= value::kMicrosPerDay);
    }
  }
}

TEST_CASE("a local time that is skipped or repeated is the later instant") {
  FromCivil skipped = fromCivil(zone("Europe/Berlin"), {2026, 3, 29, 2, 30, 0, 0});
  CHECK(skipped.kind == LocalKind::skipped);
  CHECK(formatTime(skipped.at) == "2026-03-29T01:30:00Z");
  FromCivil edge = fromCivil(zone("Europe/Berlin"), {2026, 3, 29, 3, 0, 0, 0});
  CHECK(edge.kind == LocalKind::unique);
  CHECK(formatTime(edge.at) == "2026-03-29T01:00:00Z");
  FromCivil repeated = fromCivil(zone("Europe/Berlin"), {2026, 10, 25, 2, 30, 0, 0});
  CHECK(repeated.kind == LocalKind::repeated);
  CHECK(formatTime(repeated.at) == "2026-10-25T01:30:00Z");
  FromCivil lost_day = fromCivil(zone("Pacific/Apia"), {2011, 12, 30, 12, 0, 0, 0});
  CHECK(lost_day.kind == LocalKind::skipped);
  CHECK(formatTime(lost_day.at) == "2011-12-30T22:00:00Z");
}

TEST_CASE("local midnights follow the local day") {
  CHECK(midnight("Europe/Berlin", "2026-02-03T10:00:00Z") == "2026-02-02T23:00:00Z");
  CHECK(midnight("Europe/Berlin", "2026-02-02T23:00:00Z") == "2026-02-02T23:00:00Z");
  CHECK(midnight("Europe/Berlin", "2026-02-02T22:59:59Z") == "2026-02-01T23:00:00Z");
  CHECK(next("Europe/Berlin", "2026-03-29T10:00:00Z") == "2026-03-29T22:00:00Z");
  CHECK(next("Europe/Berlin", "2026-02-02T23:00:00Z") == "2026-02-03T23:00:00Z");
  CHECK(midnight("America/Sao_Paulo", "2018-11-04T12:00:00Z") == "2018-11-04T03:00:00Z");
  CHECK(next("America/Havana", "2020-11-01T04:30:00Z") == "2020-11-01T05:00:00Z");
  CHECK(weekday(zone("Europe/Berlin"), at("2026-02-01T22:59:59Z")) == 6);
  CHECK(weekday(zone("Europe/Berlin"), at("2026-02-01T23:00:00Z")) == 0);
  CHECK(weekday(zone("UTC"), value::kTimeMin) == 0);
}

TEST_CASE("months are added in the zone and clamped to the month's end") {
  CHECK(plus("UTC", "2026-01-31T10:00:00Z", 1) == "2026-02-28T10:00:00Z");
  CHECK(plus("UTC", "2024-01-31T10:00:00Z", 1) == "2024-02-29T10:00:00Z");
  CHECK(plus("UTC", "2026-03-31T10:00:00Z", -1) == "2026-02-28T10:00:00Z");
  CHECK(plus("UTC", "2024-02-29T10:00:00Z", 12) == "2025-02-28T10:00:00Z");
  CHECK(plus("Europe/Berlin", "2026-01-15T11:00:00Z", 6) == "2026-07-15T10:00:00Z");
  CHECK(plus("Europe/Berlin", "2026-02-28T01:30:00.25Z", 1) == "2026-03-28T01:30:00.250000Z");
  CHECK(plus("Europe/Berlin", "2026-01-29T01:30:00Z", 2) == "2026-03-29T01:30:00Z");
  CHECK(plus("Europe/Berlin", "2026-09-25T00:30:00Z", 1) == "2026-10-25T01:30:00Z");
  CHECK(addMonths(zone("UTC"), at("2026-01-01T00:00:00Z"), 12 * 8000) == value::kTimeMax);
  CHECK(addMonths(zone("UTC"), at("2026-01-01T00:00:00Z"), INT64_MIN) == value::kTimeMin);
  CHECK(addMonths(zone("UTC"), at("2026-01-01T00:00:00Z"), INT64_MAX) == value::kTimeMax);
}

TEST_CASE("sums stay within the years 1 to 9999") {
  CHECK(addSaturated(value::kTimeMax, 1) == value::kTimeMax);
  CHECK(addSaturated(0, INT64_MIN) == value::kTimeMin);
  CHECK(addSaturated(INT64_MAX, INT64_MAX) == value::kTimeMax);
  CHECK(addSaturated(5, -7) == -2);
}

TEST_CASE("only names of the tz database are zones") {
  for (const char* name : {"", "Europe/Nowhere", "/etc/localtime", "../zoneinfo/UTC",
                           "file:/etc/localtime", "libc:localtime", "localtime",
                           "Fixed/UTC+01:00:00", "right/UTC", "UTC+1", "europe/berlin"}) {
    INFO(name);
    CHECK_FALSE(buildZone(name));
  }
  CHECK(fixedOffset("UTC+1"));
  CHECK(fixedOffset("Etc/GMT-2"));
  CHECK(fixedOffset("UTC"));
  CHECK_FALSE(fixedOffset("Europe/Berlin"));
  CHECK_FALSE(fixedOffset("EST5EDT"));
  CHECK(tzdataVersion() != "unknown");
}

}  // namespace
}  // namespace polc::time
