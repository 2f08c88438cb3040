#include "runtime/interp/calls.h"

#include "runtime/interp/expr.h"
#include "runtime/interp/moving.h"

namespace polc::interp {
namespace {

using functions::Id;
using Arguments = std::vector<Result>;

// What the language's clamping left of an exact result moves no more.
void setRate(Result& result, Wide exact, Wide rate, Micros t) {
  if (exact != result.value.bits) return;
  if (rate > kRateMax || rate < -kRateMax)
    result.constancy = meet(result.constancy, onlyAt(t));
  else
    result.rate = static_cast<int64_t>(rate);
}

void choose(Result& result, const Result& a, const Result& b, core::Op op, Micros t) {
  const Micros x = a.value.bits, y = b.value.bits;
  const bool first = holdsFor(op, x < y ? -1 : x > y ? 1 : 0);
  result.rate = first ? a.rate : b.rate;
  if (a.rate != b.rate)
    result.constancy = meet(result.constancy, comparisonStays(op, t, x, y, a.rate - b.rate));
}

void absolute(Result& result, const Result& a, Micros t) {
  const Micros x = a.value.bits;
  setRate(result, x < 0 ? -static_cast<Wide>(x) : x, x < 0 ? -a.rate : a.rate, t);
  result.constancy = meet(result.constancy, comparisonStays(core::Op::less, t, x, 0, a.rate));
}

Constancy recurring(Micros since, Micros until) {
  return {since, until, since != kAlways, until != kNever};
}

// The stretch around x on which the local clock runs through, and that on which it stays on its day.
Constancy sameOffset(const time::Zone& zone, Micros x) {
  const time::OffsetAt offset = time::offsetAt(zone, x);
  return recurring(offset.since, offset.until);
}

Constancy sameLocalDay(const time::Zone& zone, Micros x) {
  const Micros local = x + time::offsetAt(zone, x).offset_s * value::kMicrosPerSecond;
  const Micros into_day =
      ((local % value::kMicrosPerDay) + value::kMicrosPerDay) % value::kMicrosPerDay;
  const Micros since = x - into_day;
  return meet(sameOffset(zone, x), recurring(since, since + value::kMicrosPerDay));
}

// Before a transition that goes back the later of two passes comes first: a jump. Where the local time was skipped, the
// result stays before the transition and the gap.
Constancy resultStays(const time::Zone& zone, Micros x, Micros result) {
  const time::OffsetAt here = time::offsetAt(zone, result);
  Constancy stays = recurring(here.since, here.until);
  if (here.until != kNever) {
    const int32_t overlap_s = here.offset_s - time::offsetAt(zone, here.until).offset_s;
    if (overlap_s > 0) stays.until -= overlap_s * value::kMicrosPerSecond;
  }
  const time::Civil from = time::toCivil(zone, x), to = time::toCivil(zone, result);
  const bool same = from.hour == to.hour && from.minute == to.minute && from.second == to.second;
  if (same || here.since == kAlways) return stays;
  const int32_t gap_s = here.offset_s - time::offsetAt(zone, here.since - 1).offset_s;
  return meet(stays, recurring(kAlways, here.since + gap_s * value::kMicrosPerSecond));
}

void addMonths(Result& result, const Result& x, const time::Zone& zone, Micros t) {
  const Micros from = x.value.bits, to = result.value.bits;
  if (x.rate != 1) {
    result.constancy = meet(result.constancy, onlyAt(t));
    return;
  }
  result.constancy = meet(result.constancy, movedTo(sameLocalDay(zone, from), from, t));
  if (to == value::kTimeMax || to == value::kTimeMin) return;
  result.constancy = meet(result.constancy, movedTo(resultStays(zone, from, to), to, t));
  result.rate = 1;
}

void onDay(Result& result, const Result& x, const time::Zone& zone, Micros t) {
  const Constancy stays =
      x.rate == 1 ? movedTo(sameLocalDay(zone, x.value.bits), x.value.bits, t) : onlyAt(t);
  result.constancy = meet(result.constancy, stays);
}

void move(Result& result, Id id, const Arguments& a, const time::Zone& zone, Micros t) {
  const auto bits = [&](size_t i) { return static_cast<Wide>(a[i].value.bits); };
  switch (id) {
    case Id::add_time:
    case Id::add_duration:
      return setRate(result, bits(0) + bits(1), Wide{a[0].rate} + a[1].rate, t);
    case Id::sub_time:
    case Id::sub_duration:
    case Id::time_between:
      return setRate(result, bits(0) - bits(1), Wide{a[0].rate} - a[1].rate, t);
    case Id::neg_duration:
      return setRate(result, -bits(0), -a[0].rate, t);
    case Id::mul_duration:
      return setRate(result, bits(0) * bits(1), a[0].rate * bits(1), t);
    case Id::min:
      return choose(result, a[0], a[1], core::Op::less_equal, t);
    case Id::max:
      return choose(result, a[0], a[1], core::Op::greater_equal, t);
    case Id::abs_duration:
      return absolute(result, a[0], t);
    case Id::add_months:
    case Id::sub_months:
      return addMonths(result, a[0], zone, t);
    case Id::date:
    case Id::weekday:
      return onDay(result, a[0], zone, t);
    default:
      result.constancy = meet(result.constancy, onlyAt(t));
  }
}

}  // namespace

Result callFunction(const Session& session, Id id, const Arguments& arguments, Micros t,
                    std::string_view text) {
  Result result;
  std::vector<Value> values;
  bool moving = false;
  for (const Result& argument : arguments) {
    values.push_back(argument.value);
    result.constancy = meet(result.constancy, argument.constancy);
    moving = moving || argument.rate != 0;
  }
  functions::Call call{&session.bundle, &session.arena, functions::Error::none};
  result.value = functions::rows()[static_cast<size_t>(id)].implementation(call, values.data());
  if (call.error != functions::Error::none)
    return Result::failed({ErrorCode::overflow, kNoEntity, text, {}}, result.constancy);
  if (moving) move(result, id, arguments, session.bundle.zones[0], t);
  return result;
}

Result Evaluator::call(const core::Node& n) {
  const Operands arguments = strict(children(n));
  if (arguments.stopped) return arguments.result;
  return callFunction(session_, static_cast<functions::Id>(n.imm), arguments.values, t_,
                      session_.text(n.text));
}

}  // namespace polc::interp
