#include <catch2/catch.hpp>
#include <random>

#include "tests/unit/runtime/core_asked.h"

using namespace polc;
using namespace polc::test;
using functions::Id;

namespace {

// Makes expressions over now, and asks whether what they claim of other instants holds.
class Moving : public CoreBuilder {
 public:
  std::shared_ptr<const request::Request> request;
  value::Arena arena;
  std::mt19937 random{20260301};

  void ready() {
    finish();
    request = access(load(bundle, "[" + entity("Person", "ada") + "," + entity("Pod", "p1") + "]"),
                     "enter", "Pod", "p1");
  }
  interp::Result eval(ExprId expr, Micros t) {
    const interp::Session session(*request, arena);
    return interp::Evaluator(session, t, session.access->resource).eval(expr);
  }
  int64_t pick(int64_t from, int64_t to) {
    return std::uniform_int_distribution<int64_t>(from, to)(random);
  }
  ExprId someTime(int depth) {
    if (depth == 0) return pick(0, 1) ? now() : instant(start + pick(-20, 20) * kHour);
    switch (pick(0, 6)) {
      case 0:
        return call(Id::add_time, times(), {someTime(depth - 1), someLength(depth - 1)});
      case 1:
        return call(Id::sub_time, times(), {someTime(depth - 1), someLength(depth - 1)});
      case 2:
        return call(Id::min, times(), {someTime(depth - 1), someTime(depth - 1)});
      case 3:
        return call(Id::max, times(), {someTime(depth - 1), someTime(depth - 1)});
      case 4:
        return call(Id::add_months, times(), {someTime(depth - 1), months(pick(-3, 3))});
      case 5:
        return add({Op::conditional, false, times(), someTest(depth - 1), someTime(depth - 1),
                    someTime(depth - 1), 0, 0, 0, kNone});
      default:
        return call(Id::date, times(), {someTime(depth - 1)});
    }
  }
  ExprId someLength(int depth) {
    if (depth == 0) return duration(pick(-9, 9) * kHour);
    switch (pick(0, 4)) {
      case 0:
        return call(Id::time_between, durations(), {someTime(depth - 1), someTime(depth - 1)});
      case 1:
        return call(Id::mul_duration, durations(), {someLength(depth - 1), integer(pick(-3, 3))});
      case 2:
        return call(Id::abs_duration, durations(), {someLength(depth - 1)});
      case 3:
        return call(Id::neg_duration, durations(), {someLength(depth - 1)});
      default:
        return call(Id::sub_duration, durations(), {someLength(depth - 1), someLength(depth - 1)});
    }
  }
  ExprId someTest(int depth) {
    const auto comparison = static_cast<Op>(static_cast<int>(Op::equal) + pick(0, 5));
    switch (pick(0, depth > 0 ? 5 : 1)) {
      case 0:
        return compare(comparison, someTime(depth), someTime(depth));
      case 1:
        return compare(comparison, someLength(depth), someLength(depth));
      case 2:
        return all({someTest(depth - 1), someTest(depth - 1)});
      case 3:
        return any({someTest(depth - 1), someTest(depth - 1)});
      case 4:
        return negation(someTest(depth - 1));
      default:
        return op(Op::in_schedule, bools(), someTime(depth - 1), kNone, 0);
    }
  }
  // Does what was claimed at t hold at the other instant of its constancy?
  bool holdsAt(ExprId expr, const interp::Result& claim, Micros t, Micros other) {
    const interp::Result there = eval(expr, other);
    return there.value.kind == claim.value.kind &&
           there.value.bits == claim.value.bits + claim.rate * (other - t);
  }

  Micros start = at("2026-03-28T20:00Z");  // clocks go forward in Berlin on the 29th
};

}  // namespace

TEST_CASE_METHOD(Moving, "a comparison stays until the instant at which it flips") {
  const Micros deadline = at("2026-05-01T00:00Z");
  const ExprId before = compare(Op::less, now(), instant(deadline));
  const ExprId exactly = compare(Op::equal, now(), instant(deadline));
  ready();
  CHECK(eval(before, deadline - kDay).constancy.until == deadline);
  CHECK(eval(before, deadline).constancy.since == deadline);
  CHECK(eval(exactly, deadline - 5).constancy.until == deadline);
  CHECK(eval(exactly, deadline).constancy == time::Constancy{deadline, deadline + 1});
  CHECK(eval(exactly, deadline + 9).constancy.since == deadline + 1);
  CHECK_FALSE(eval(before, deadline - kDay).constancy.until_recurring);
}

TEST_CASE_METHOD(Moving, "an equality that moves in steps over its instant never holds") {
  const ExprId twice =
      call(Id::mul_duration, durations(),
           {call(Id::time_between, durations(), {now(), instant(start)}), integer(2)});
  const ExprId odd = compare(Op::equal, twice, duration(7));
  ready();
  CHECK(eval(odd, start).constancy == time::Constancy{});
}

TEST_CASE_METHOD(Moving, "what random expressions claim of their constancy is so") {
  start = GENERATE(at("2026-03-28T20:00Z"), at("2026-10-24T20:00Z"));  // clocks change
  std::vector<ExprId> expressions;
  for (int i = 0; i < 600; ++i) expressions.push_back(i % 3 ? someTest(3) : someTime(3));
  ready();
  for (const ExprId expr : expressions) {
    const Micros t = start + pick(-60 * 24, 60 * 24) * 60 * value::kMicrosPerSecond;
    const interp::Result claim = eval(expr, t);
    REQUIRE_FALSE(claim.error);
    REQUIRE(claim.constancy.since <= t);
    REQUIRE(t < claim.constancy.until);
    const Micros from = std::max(claim.constancy.since, t - 400 * kDay);
    const Micros until = std::min(claim.constancy.until, t + 400 * kDay);
    std::vector<Micros> others = {from, until - 1};
    for (int i = 0; i < 12; ++i) others.push_back(pick(from, until - 1));
    for (const Micros other : others) {
      INFO(core::print(b(), expr) << " at " << time::formatTime(t) << " and "
                                  << time::formatTime(other));
      CHECK(holdsAt(expr, claim, t, other));
    }
  }
}

TEST_CASE_METHOD(Moving, "stepping over bounds finds every instant at which a test flips") {
  start = GENERATE(at("2026-03-28T20:00Z"), at("2026-10-24T20:00Z"));  // clocks change
  std::vector<ExprId> tests;
  for (int i = 0; i < 60; ++i) tests.push_back(someTest(2));
  ready();
  for (const ExprId expr : tests) {
    Micros t = start;
    interp::Result here = eval(expr, t);
    for (int minute = 1; minute < 3 * 24 * 60; minute += 7) {
      const Micros later = start + minute * 60 * value::kMicrosPerSecond;
      while (here.constancy.until <= later) {
        t = here.constancy.until;
        here = eval(expr, t);
      }
      INFO(core::print(b(), expr) << " at " << time::formatTime(later));
      REQUIRE(eval(expr, later).isTrue() == here.isTrue());
    }
  }
}

TEST_CASE_METHOD(Moving, "months after now jump where the clocks change, and not unforeseen") {
  start = GENERATE(at("2026-03-28T20:00Z"), at("2026-10-24T20:00Z"), at("2026-09-24T20:00Z"),
                   at("2026-02-27T20:00Z"));
  const int length = GENERATE(0, 1, -1);
  const ExprId later = call(Id::add_months, times(), {now(), months(length)});
  ready();
  for (int minute = 0; minute < 3 * 24 * 60; minute += 10) {
    const Micros t = start + minute * 60 * value::kMicrosPerSecond;
    const interp::Result claim = eval(later, t);
    for (Micros other = t; other < std::min(claim.constancy.until, t + 2 * kDay);
         other += 5 * 60 * value::kMicrosPerSecond) {
      INFO(time::formatTime(t) << " and " << time::formatTime(other));
      REQUIRE(holdsAt(later, claim, t, other));
    }
  }
}
