#include "runtime/engine/moving.h"

#include <algorithm>

namespace polc::engine {
namespace {

using core::Op;
using functions::Id;
__extension__ typedef __int128 Wide;

constexpr int64_t kRateMax = 1'000'000;

bool holds(Op op, int sign) {
  switch (op) {
    case Op::equal:
      return sign == 0;
    case Op::not_equal:
      return sign != 0;
    case Op::less:
      return sign < 0;
    case Op::less_equal:
      return sign <= 0;
    case Op::greater:
      return sign > 0;
    default:
      return sign >= 0;
  }
}

int signOf(Wide number) { return number < 0 ? -1 : number > 0 ? 1 : 0; }

Micros later(Micros now, Micros wait) {
  return wait == kNever || wait > value::kTimeMax - now ? kNever : now + wait;
}
Micros earlier(Micros now, Micros wait) {
  return wait == kNever || wait > now - value::kTimeMin ? kAlways : now - wait + 1;
}

// The stretch of now while an operand that is `at` now and moves along with it lies in [since, until).
Constancy along(Micros now, Micros at, Micros since, Micros until) {
  Constancy stretch;
  if (since != kAlways) stretch.since = now - (at - since), stretch.since_recurring = true;
  if (until != kNever) stretch.until = now + (until - at), stretch.until_recurring = true;
  return stretch;
}

void still(Context& context, Result& out) {
  out.constancy = meet(out.constancy, momentary(context.now));
  out.rate = 0;
}

bool moves(const Result* arguments, size_t count) {
  return std::any_of(arguments, arguments + count, [](const Result& r) { return r.rate != 0; });
}

void dayOf(Context& context, const Result& a, Result& out) {
  if (a.rate != 1) return still(context, out);
  const time::Zone& zone = context.bundle->zones[0];
  Micros at = a.value.bits;
  time::OffsetAt offset = time::offsetAt(zone, at);
  Constancy day = along(context.now, at, std::max(time::localMidnight(zone, at), offset.since),
                        std::min(time::nextLocalMidnight(zone, at), offset.until));
  out.constancy = meet(out.constancy, day);
  out.rate = 0;
}

Micros offsetMicros(const time::OffsetAt& offset) {
  return offset.offset_s * value::kMicrosPerSecond;
}

// Before a transition that goes back the result stays before the clocks that come twice.
Micros endOfOffset(const time::Zone& zone, const time::OffsetAt& there) {
  if (there.until == kNever) return kNever;
  Micros overlap = offsetMicros(there) - offsetMicros(time::offsetAt(zone, there.until));
  return there.until - std::max<Micros>(0, overlap);
}

// A result whose clock was skipped stays before the transition and the gap.
Micros endOfResult(const time::Zone& zone, Micros at, Micros result, const time::OffsetAt& there) {
  Micros end = endOfOffset(zone, there);
  if (there.since == kAlways) return end;
  auto clock = [](Micros instant, const time::OffsetAt& offset) {
    Micros local = instant + offsetMicros(offset);
    return (local % value::kMicrosPerDay + value::kMicrosPerDay) % value::kMicrosPerDay;
  };
  if (clock(at, time::offsetAt(zone, at)) == clock(result, there)) return end;
  Micros gap = offsetMicros(there) - offsetMicros(time::offsetAt(zone, there.since - 1));
  return std::min(end, there.since + gap);
}

void monthsOn(Context& context, const Result* a, Result& out) {
  if (a[0].rate != 1 || a[1].rate != 0) return still(context, out);
  dayOf(context, a[0], out);
  const time::Zone& zone = context.bundle->zones[0];
  Micros result = out.value.bits;
  if (result == value::kTimeMin || result == value::kTimeMax) return;
  time::OffsetAt there = time::offsetAt(zone, result);
  Micros end = endOfResult(zone, a[0].value.bits, result, there);
  out.constancy = meet(out.constancy, along(context.now, result, there.since, end));
  out.rate = 1;
}

// The result is a where a op b.
void chosen(Context& context, Op op, const Result* a, Result& out) {
  out.constancy = meet(out.constancy, comparisonConstancy(op, a[0], a[1], context.now));
  bool first = holds(op, signOf(Wide(a[0].value.bits) - a[1].value.bits));
  out.rate = first ? a[0].rate : a[1].rate;
}

void magnitude(Context& context, const Result& a, Result& out) {
  Result zero;
  zero.value = Value::of(value::Kind::duration, 0);
  out.constancy = meet(out.constancy, comparisonConstancy(Op::less, a, zero, context.now));
  out.rate = a.value.bits < 0 ? -a.rate : a.rate;
}

void multiple(Context& context, const Result* a, Result& out) {
  Wide rate = Wide(a[0].rate) * a[1].value.bits;
  if (rate > kRateMax || rate < -kRateMax) return still(context, out);
  Wide exact = Wide(a[0].value.bits) * a[1].value.bits;
  out.rate = exact == out.value.bits ? static_cast<int64_t>(rate) : 0;
}

void sum(const Result* a, int sign, Result& out) {
  Wide exact = Wide(a[0].value.bits) + sign * Wide(a[1].value.bits);
  out.rate = exact == out.value.bits ? a[0].rate + sign * a[1].rate : 0;
}

void move(Context& context, Id id, const Result* a, Result& out) {
  switch (id) {
    case Id::add_time:
    case Id::add_duration:
      return sum(a, 1, out);
    case Id::sub_time:
    case Id::sub_duration:
    case Id::time_between:
      return sum(a, -1, out);
    case Id::neg_duration:
      out.rate = -a[0].rate;
      return;
    case Id::mul_duration:
      return multiple(context, a, out);
    case Id::min:
      return chosen(context, Op::less_equal, a, out);
    case Id::max:
      return chosen(context, Op::greater_equal, a, out);
    case Id::abs_duration:
      return magnitude(context, a[0], out);
    case Id::date:
    case Id::weekday:
      return dayOf(context, a[0], out);
    case Id::add_months:
    case Id::sub_months:
      return monthsOn(context, a, out);
    default:
      return still(context, out);
  }
}

constexpr size_t argumentCount(std::string_view arguments) {
  size_t count = 1;
  for (char c : arguments) count += c == ',';
  return count;
}

struct Callee {
  functions::Implementation implementation;
  size_t arguments;
};
constexpr Callee kCallees[] = {
#define FUNCTION(id, source, result, arguments, cost) {functions::id, argumentCount(arguments)},
#include "runtime/functions/functions.def"
#undef FUNCTION
};

}  // namespace

Micros firstFlip(Op op, int64_t difference, int64_t rate) {
  if (rate == 0) return kNever;
  bool now = holds(op, signOf(difference));
  Wide d = rate > 0 ? Wide(difference) : -Wide(difference);  // rises by `step`
  Wide step = rate > 0 ? Wide(rate) : -Wide(rate);
  int direction = rate > 0 ? 1 : -1;
  if (d > 0) return kNever;
  Wide reach = step == 1 ? -d : (-d + step - 1) / step;  // the first with d ≥ 0
  for (Wide k = reach > 0 ? reach : 1; k <= reach + 1; ++k) {
    if (holds(op, direction * signOf(d + k * step)) != now) return static_cast<Micros>(k);
  }
  return kNever;
}

Constancy comparisonConstancy(Op op, const Result& a, const Result& b, Micros now) {
  int64_t rate = a.rate - b.rate;
  if (rate == 0) return {};
  int64_t difference = a.value.bits - b.value.bits;
  Constancy stretch;
  stretch.until = later(now, firstFlip(op, difference, rate));
  stretch.since = earlier(now, firstFlip(op, difference, -rate));
  return stretch;
}

Constancy reachedConstancy(const Result& bound, Micros now) {
  Result at;
  at.value = Value::of(value::Kind::time, now);
  at.rate = 1;
  return comparisonConstancy(Op::greater_equal, at, bound, now);
}

Constancy momentary(Micros now) { return {now, now + 1, true, true}; }

bool callMoving(Context& context, Id id, const Result* arguments, Result& out) {
  const Callee& callee = kCallees[static_cast<size_t>(id)];
  Value values[3];
  out.constancy = {};
  out.rate = 0;
  for (size_t i = 0; i < callee.arguments; ++i) {
    values[i] = arguments[i].value;
    if (arguments[i].constancy != Constancy{})
      out.constancy = meet(out.constancy, arguments[i].constancy);
  }
  functions::Call call{context.bundle, context.scratch};
  out.value = callee.implementation(call, values);
  if (call.error != functions::Error::none) return false;
  if (moves(arguments, callee.arguments)) move(context, id, arguments, out);
  return true;
}

Result addLength(Context& context, const Result& base, const Result& amount) {
  bool months = amount.value.kind == value::Kind::period;
  Result out;
  if (months || base.rate != 0 || amount.rate != 0) {
    Result operands[2] = {base, amount};
    callMoving(context, months ? Id::add_months : Id::add_time, operands, out);
  } else {
    out.value =
        Value::of(value::Kind::time, time::addSaturated(base.value.bits, amount.value.bits));
  }
  return out;
}

bool multiplyLength(Context& context, const Result& length, int64_t times, Result& out) {
  Result operands[2] = {length, {}};
  operands[1].value = Value::of(value::Kind::integer, times);
  bool months = length.value.kind == value::Kind::period;
  if (months || length.rate != 0)
    return callMoving(context, months ? Id::mul_period : Id::mul_duration, operands, out);
  functions::Call call;
  Value values[2] = {operands[0].value, operands[1].value};
  out.value = functions::mul_duration(call, values);
  return true;
}

}  // namespace polc::engine
