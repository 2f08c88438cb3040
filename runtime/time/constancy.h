// The stretch of time around an instant on which a result is known to stay as it is.
//
// since ≤ t < until. A bound is `recurring` where only a schedule, a day's end or another thing that comes back
// every week set it; where two bounds fall together, the one that does not recur wins.
#pragma once
#include "runtime/value/value.h"

namespace polc::time {

using value::kAlways;
using value::kNever;
using value::Micros;

struct Constancy {
  Micros since = kAlways;
  Micros until = kNever;
  bool since_recurring = false;
  bool until_recurring = false;
  bool operator==(const Constancy&) const = default;
};

// Both results stay: the intersection.
inline Constancy meet(Constancy a, const Constancy& b) {
  if (b.since > a.since) {
    a.since = b.since;
    a.since_recurring = b.since_recurring;
  } else if (b.since == a.since) {
    a.since_recurring = a.since_recurring && b.since_recurring;
  }
  if (b.until < a.until) {
    a.until = b.until;
    a.until_recurring = b.until_recurring;
  } else if (b.until == a.until) {
    a.until_recurring = a.until_recurring && b.until_recurring;
  }
  return a;
}

// Either result suffices (two false operands of an `and`): the hull. Both contain the instant.
inline Constancy join(Constancy a, const Constancy& b) {
  if (b.since < a.since) {
    a.since = b.since;
    a.since_recurring = b.since_recurring;
  } else if (b.since == a.since) {
    a.since_recurring = a.since_recurring && b.since_recurring;
  }
  if (b.until > a.until) {
    a.until = b.until;
    a.until_recurring = b.until_recurring;
  } else if (b.until == a.until) {
    a.until_recurring = a.until_recurring && b.until_recurring;
  }
  return a;
}

}  // namespace polc::time
