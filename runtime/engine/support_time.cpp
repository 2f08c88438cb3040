#include "runtime/engine/moving.h"
#include "runtime/engine/support.h"

namespace polc::engine {
namespace {

// The steps' bounds around now: before the first its value holds, in gaps the previous one's.
size_t stepAt(const std::vector<core::ParamStep>& steps, Micros now) {
  size_t i = 0;
  while (i + 1 < steps.size() && steps[i + 1].when.from <= now) ++i;
  return i;
}

void boundedBy(Micros bound, Micros now, Constancy& stretch) {
  if (bound == kAlways || bound == kNever) return;
  if (bound <= now) {
    stretch.since = std::max(stretch.since, bound);
  } else {
    stretch.until = std::min(stretch.until, bound);
  }
}

}  // namespace

extern "C" {

void polcMeet(Constancy* into, const Constancy* with) { *into = time::meet(*into, *with); }

void polcJoin(Constancy* into, const Constancy* with) { *into = time::join(*into, *with); }

void polcMomentary(Context* context, Constancy* into) {
  *into = time::meet(*into, momentary(context->now));
}

void polcNarrow(Context* context, uint32_t op, int64_t a, int64_t a_rate, int64_t b, int64_t b_rate,
                Constancy* into) {
  if (a_rate == b_rate) return;
  Result left, right;
  left.value.bits = a, left.rate = a_rate;
  right.value.bits = b, right.rate = b_rate;
  *into =
      time::meet(*into, comparisonConstancy(static_cast<core::Op>(op), left, right, context->now));
}

uint32_t polcCallMoving(Context* context, uint32_t function, const Result* arguments, Result* out) {
  return callMoving(*context, static_cast<functions::Id>(function), arguments, *out) ? 1 : 2;
}

uint32_t polcInSetMoving(Context* context, const value::Set* set, Result* a) {
  uint32_t found = 0;
  for (uint32_t i = 0; i < set->count; ++i) {
    Result member;
    member.value = set->members[i];
    found |= member.value.bits == a->value.bits;
    Constancy stays = comparisonConstancy(core::Op::equal, *a, member, context->now);
    a->constancy = time::meet(a->constancy, stays);
  }
  return found;
}

uint32_t polcInSchedule(Context* context, uint64_t index, int64_t at, int64_t rate,
                        Constancy* into) {
  const time::Schedule& schedule = context->bundle->schedules[index];
  time::InSchedule in = time::inSchedule(context->bundle->zones[schedule.zone], schedule, at);
  if (rate == 0) return in.holds;
  if (rate != 1) {
    polcMomentary(context, into);
    return in.holds;
  }
  Micros ahead = context->now - at;
  if (in.constancy.since != kAlways) in.constancy.since += ahead;
  if (in.constancy.until != kNever) in.constancy.until += ahead;
  *into = time::meet(*into, in.constancy);
  return in.holds;
}

void polcParam(Context* context, uint64_t index, Value* out, Constancy* into) {
  const std::vector<core::ParamStep>& steps = context->bundle->params[index].steps;
  size_t at = stepAt(steps, context->now);
  *out = context->bundle->constants[steps[at].constant];
  Constancy stays;
  if (at > 0) stays.since = steps[at].when.from;
  if (at + 1 < steps.size()) stays.until = steps[at + 1].when.from;
  *into = time::meet(*into, stays);
}

uint32_t polcInPeriod(Context* context, uint64_t index, Constancy* into) {
  Constancy stays;
  bool inside = false;
  for (const core::Period& period : context->bundle->period_lists[index]) {
    inside |= period.contains(context->now);
    boundedBy(period.from, context->now, stays);
    boundedBy(period.until, context->now, stays);
  }
  *into = time::meet(*into, stays);
  return inside;
}

}  // extern "C"
}  // namespace polc::engine
