// Values that move with now: what builtins make of them, and until when a comparison stays.
//
// Source: runtime/core/README.md §1
#pragma once
#include "runtime/engine/context.h"
#include "runtime/functions/functions.h"

namespace polc::engine {

// After how many µs (1 or more) a op (b) flips, where a − b is `difference` now and moves by `rate`; kNever: never.
Micros firstFlip(core::Op op, int64_t difference, int64_t rate);

// The stretch around now on which a op b stays, b and a moving at their rates.
Constancy comparisonConstancy(core::Op op, const Result& a, const Result& b, Micros now);

// Of whether `now` has reached a bound that moves.
Constancy reachedConstancy(const Result& bound, Micros now);
// What a moving operand gives in a place that has no rule of its own: [now, now + 1), recurring.
Constancy momentary(Micros now);

// One row of functions.def over operands that may move; constancies are met. False: it overflowed.
bool callMoving(Context& context, functions::Id id, const Result* arguments, Result& out);

// length × times. False: it overflowed. As below, the constancies of operands that do not move are left to the caller.
bool multiplyLength(Context& context, const Result& length, int64_t times, Result& out);

// base + amount: a Duration or a Period (in the contract's zone).
Result addLength(Context& context, const Result& base, const Result& amount);

}  // namespace polc::engine
