#include <algorithm>

#include "runtime/functions/functions.h"

namespace polc::functions {
namespace {

using value::Kind;
using value::Micros;

Value duration(Micros length) {
  return Value::of(Kind::duration, std::clamp(length, -value::kDurationMax, value::kDurationMax));
}
Value time(Micros at) { return Value::of(Kind::time, at); }
const time::Zone& contractZone(const Call& call) { return call.bundle->zones[0]; }

}  // namespace

Value add_time(Call&, const Value* a) { return time(time::addSaturated(a[0].bits, a[1].bits)); }
Value sub_time(Call&, const Value* a) { return time(time::addSaturated(a[0].bits, -a[1].bits)); }
Value add_months(Call& call, const Value* a) {
  return time(time::addMonths(contractZone(call), a[0].bits, a[1].bits));
}
Value sub_months(Call& call, const Value* a) {
  int64_t months = a[1].bits == INT64_MIN ? INT64_MAX : -a[1].bits;
  return time(time::addMonths(contractZone(call), a[0].bits, months));
}
Value time_between(Call&, const Value* a) { return duration(a[0].bits - a[1].bits); }

Value add_duration(Call&, const Value* a) { return duration(a[0].bits + a[1].bits); }
Value sub_duration(Call&, const Value* a) { return duration(a[0].bits - a[1].bits); }
Value mul_duration(Call&, const Value* a) {
  Micros length = 0;
  if (__builtin_mul_overflow(a[0].bits, a[1].bits, &length)) {
    length = (a[0].bits < 0) == (a[1].bits < 0) ? INT64_MAX : INT64_MIN;
  }
  return duration(length);
}
Value neg_duration(Call&, const Value* a) { return duration(-a[0].bits); }
Value abs_duration(Call&, const Value* a) {
  return duration(a[0].bits < 0 ? -a[0].bits : a[0].bits);
}

Value date(Call& call, const Value* a) {
  return Value::of(Kind::date, time::localMidnight(contractZone(call), a[0].bits));
}
Value weekday(Call& call, const Value* a) {
  return Value::of(Kind::enumeration, time::weekday(contractZone(call), a[0].bits));
}

}  // namespace polc::functions
