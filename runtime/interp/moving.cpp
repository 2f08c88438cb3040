#include "runtime/interp/moving.h"

namespace polc::interp {
namespace {

int signOf(Wide d) { return d < 0 ? -1 : d > 0 ? 1 : 0; }

// The first k ≥ 1 with op's result other than for d, where the difference is d + rate·k; 0 where there is none.
Wide firstFlip(core::Op op, Wide d, Wide rate) {
  const bool here = holdsFor(op, signOf(d));
  const int towards = signOf(rate);
  const Wide distance = d * -towards;  // to zero, positive where the difference moves there
  const Wide speed = rate * towards;
  if (distance < 0) return 0;
  if (distance > 0) {
    const Wide reach = (distance + speed - 1) / speed;
    const int sign = distance % speed == 0 ? 0 : towards;
    if (holdsFor(op, sign) != here) return reach;
  }
  const Wide pass = distance / speed + 1;
  return holdsFor(op, towards) != here ? pass : 0;
}

}  // namespace

bool holdsFor(core::Op op, int sign) {
  switch (op) {
    case core::Op::equal:
      return sign == 0;
    case core::Op::not_equal:
      return sign != 0;
    case core::Op::less:
      return sign < 0;
    case core::Op::less_equal:
      return sign <= 0;
    case core::Op::greater:
      return sign > 0;
    default:
      return sign >= 0;
  }
}

Micros shifted(Micros t, Wide length) {
  const Wide to = static_cast<Wide>(t) + length;
  if (to > value::kTimeMax) return kNever;
  if (to < value::kTimeMin) return kAlways;
  return static_cast<Micros>(to);
}

Constancy comparisonStays(core::Op op, Micros t, Micros a, Micros b, int64_t rate) {
  Constancy stays;
  if (rate == 0) return stays;
  const Wide d = static_cast<Wide>(a) - b;
  if (const Wide ahead = firstFlip(op, d, rate)) stays.until = shifted(t, ahead);
  if (const Wide back = firstFlip(op, d, -static_cast<Wide>(rate)))
    stays.since = shifted(t, 1 - back);
  return stays;
}

Constancy reachedStays(Micros t, Micros bound, int64_t rate) {
  return comparisonStays(core::Op::greater_equal, t, t, bound, 1 - rate);
}

Constancy onlyAt(Micros t) { return {t, t + 1, true, true}; }

Constancy movedTo(const Constancy& around_x, Micros x, Micros t) {
  Constancy moved = around_x;
  if (moved.since != kAlways) moved.since = shifted(t, static_cast<Wide>(moved.since) - x);
  if (moved.until != kNever) moved.until = shifted(t, static_cast<Wide>(moved.until) - x);
  if (moved.since == kAlways) moved.since_recurring = false;
  if (moved.until == kNever) moved.until_recurring = false;
  return moved;
}

}  // namespace polc::interp
