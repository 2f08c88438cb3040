// Values that move with time: comparisons of them, and the stretches on which both stay as they are.
//
// Source: runtime/core/README.md §1, "Moving values" and "Comparisons that move"
#pragma once
#include "runtime/core/core.h"
#include "runtime/interp/result.h"

namespace polc::interp {

__extension__ typedef __int128 Wide;

// Rates beyond this are not followed.
inline constexpr int64_t kRateMax = 1'000'000;

// Does `op` (equal … greater_equal) hold for a difference of this sign?
bool holdsFor(core::Op op, int sign);

// The largest stretch around t on which `op` gives what it gives at t, where the difference is d at t and moves by rate.
Constancy comparisonStays(core::Op op, Micros t, Micros a, Micros b, int64_t rate);

// Of whether t has reached a bound that is `bound` at t and moves by rate.
Constancy reachedStays(Micros t, Micros bound, int64_t rate);

// [t, t+1), recurring: all that is known of what is not followed.
Constancy onlyAt(Micros t);

// A stretch around the instant x, of a value that moves with rate 1 and is x at t, as a stretch around t.
Constancy movedTo(const Constancy& around_x, Micros x, Micros t);

// t + length without leaving the range of instants: kAlways or kNever beyond it.
Micros shifted(Micros t, Wide length);

}  // namespace polc::interp
