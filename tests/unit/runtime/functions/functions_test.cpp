#include "runtime/functions/functions.h"

#include <catch2/catch.hpp>

namespace polc::functions {
namespace {

using value::Kind;

struct Fixture {
  core::Bundle bundle;
  value::Arena scratch;
  Call call{&bundle, &scratch, Error::none};
  Fixture() { bundle.zones.push_back(time::buildZone("Europe/Berlin").value()); }

  int64_t run(Implementation implementation, Value a, Value b = {}) {
    Value arguments[] = {a, b};
    call.error = Error::none;
    return implementation(call, arguments).bits;
  }
  bool overflows(Implementation implementation, Value a, Value b = {}) {
    run(implementation, a, b);
    return call.error == Error::overflow;
  }
};

Value integer(int64_t n) { return Value::of(Kind::integer, n); }
Value decimal(int64_t n) { return Value::of(Kind::decimal, n); }
Value length(int64_t n) { return Value::of(Kind::duration, n); }
Value text(std::string_view s) { return Value::ofString(s); }

TEST_CASE_METHOD(Fixture, "Int is checked at 64 bits") {
  CHECK(run(add_int, integer(2), integer(3)) == 5);
  CHECK(overflows(add_int, integer(INT64_MAX), integer(1)));
  CHECK_FALSE(overflows(sub_int, integer(-1), integer(INT64_MAX)));
  CHECK(overflows(sub_int, integer(-2), integer(INT64_MAX)));
  CHECK(overflows(mul_int, integer(INT64_MIN), integer(-1)));
  CHECK(overflows(neg_int, integer(INT64_MIN)));
  CHECK(overflows(abs_int, integer(INT64_MIN)));
  CHECK(run(abs_int, integer(-7)) == 7);
}

TEST_CASE_METHOD(Fixture, "Decimal lies symmetrically around zero") {
  CHECK(run(int_to_decimal, integer(3)) == 30'000);
  CHECK(overflows(int_to_decimal, integer(922'337'203'685'478)));
  CHECK(run(mul_decimal, decimal(15'000), integer(-2)) == -30'000);
  CHECK(overflows(sub_decimal, decimal(-INT64_MAX), decimal(1)));
  CHECK(overflows(add_decimal, decimal(INT64_MAX), decimal(1)));
  CHECK(run(neg_decimal, decimal(INT64_MAX)) == -INT64_MAX);
}

TEST_CASE_METHOD(Fixture, "times and durations stay at their ends") {
  Value last = Value::of(Kind::time, value::kTimeMax),
        first = Value::of(Kind::time, value::kTimeMin);
  CHECK(run(add_time, last, length(1)) == value::kTimeMax);
  CHECK(run(sub_time, first, length(1)) == value::kTimeMin);
  CHECK(run(time_between, last, first) == value::kTimeMax - value::kTimeMin);
  CHECK(run(add_duration, length(value::kDurationMax), length(1)) == value::kDurationMax);
  CHECK(run(mul_duration, length(2), integer(INT64_MIN)) == -value::kDurationMax);
  CHECK(run(mul_duration, length(-2), integer(INT64_MIN)) == value::kDurationMax);
  CHECK(run(mul_duration, length(0), integer(INT64_MAX)) == 0);
  CHECK(run(abs_duration, length(-3)) == 3);
  CHECK_FALSE(overflows(mul_duration, length(2), integer(INT64_MAX)));
  Value month = Value::of(Kind::period, INT64_MIN);
  CHECK(run(sub_months, last, month) == value::kTimeMax);
  CHECK(overflows(mul_period, Value::of(Kind::period, INT64_MAX), integer(2)));
}

TEST_CASE_METHOD(Fixture, "days are the contract's") {
  Value evening = Value::of(Kind::time, time::parseTime("2026-02-01T23:30Z").value());
  CHECK(run(date, evening) == time::parseTime("2026-02-01T23:00Z").value());
  CHECK(run(weekday, evening) == 0);
}

TEST_CASE_METHOD(Fixture, "texts") {
  CHECK(run(starts_with, text("abc"), text("ab")));
  CHECK_FALSE(run(starts_with, text("a"), text("ab")));
  CHECK(run(ends_with, text("abc"), text("bc")));
  CHECK(run(contains, text("abc"), text("")));
  CHECK_FALSE(run(contains, text("abc"), text("ac")));
  CHECK(run(size_string, text("größe")) == 5);
  Value mixed[] = {text("ÄbC")};
  CHECK(lower(call, mixed).string() == "Äbc");
}

TEST_CASE_METHOD(Fixture, "min and max choose, the first where equal") {
  Value pair[] = {text("b"), text("a")};
  CHECK(functions::min(call, pair).string() == "a");
  CHECK(functions::max(call, pair).string() == "b");
}

TEST_CASE("the table has a row for each builtin, in order") {
  REQUIRE(rows().size() == static_cast<size_t>(Id::weekday) + 1);
  CHECK(rows()[static_cast<size_t>(Id::lower)].id == "lower");
  CHECK(rows()[static_cast<size_t>(Id::lower)].implementation == lower);
}

}  // namespace
}  // namespace polc::functions
