#include "runtime/engine/moving.h"

#include <catch2/catch.hpp>

using namespace polc;
using core::Op;
using engine::Result;

namespace {

bool holds(Op op, int64_t difference) {
  switch (op) {
    case Op::equal:
      return difference == 0;
    case Op::not_equal:
      return difference != 0;
    case Op::less:
      return difference < 0;
    case Op::less_equal:
      return difference <= 0;
    case Op::greater:
      return difference > 0;
    default:
      return difference >= 0;
  }
}

Result moving(int64_t bits, int64_t rate) {
  Result result;
  result.value = value::Value::of(value::Kind::time, bits);
  result.rate = rate;
  return result;
}

}  // namespace

TEST_CASE("a comparison stays for exactly as long as its result does") {
  for (Op op :
       {Op::equal, Op::not_equal, Op::less, Op::less_equal, Op::greater, Op::greater_equal}) {
    for (int64_t difference = -7; difference <= 7; ++difference) {
      for (int64_t rate = -3; rate <= 3; ++rate) {
        value::Micros expected = value::kNever;
        for (value::Micros k = 1; k < 40 && expected == value::kNever; ++k) {
          if (holds(op, difference + rate * k) != holds(op, difference)) expected = k;
        }
        CHECK(engine::firstFlip(op, difference, rate) == expected);
      }
    }
  }
}

TEST_CASE("the stretch of a comparison goes both ways, and not beyond the year 9999") {
  value::Micros now = 1'000;
  auto stretch = engine::comparisonConstancy(Op::less, moving(now, 1), moving(1'500, 0), now);
  CHECK(stretch.since == value::kAlways);
  CHECK(stretch.until == 1'500);
  CHECK_FALSE(stretch.until_recurring);
  stretch = engine::comparisonConstancy(Op::greater_equal, moving(now, 1), moving(400, 0), now);
  CHECK(stretch.since == 400);
  CHECK(stretch.until == value::kNever);
  stretch = engine::comparisonConstancy(Op::equal, moving(now, 1), moving(now, 0), now);
  CHECK(stretch == time::Constancy{1'000, 1'001, false, false});
  stretch = engine::comparisonConstancy(Op::less, moving(now, 1), moving(value::kTimeMax, 0), now);
  CHECK(stretch.until == value::kTimeMax);
}
