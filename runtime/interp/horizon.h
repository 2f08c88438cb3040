// Until when an answer is known to stay: the least of all bounds met while it was found.
//
// Source: runtime/core/README.md §7
#pragma once
#include "runtime/interp/result.h"

namespace polc::interp {

struct Horizon {
  Micros until = kNever;
  bool recurring = false;

  void note(const Constancy& constancy) { add(constancy.until, constancy.until_recurring); }
  // An instant at which something changes; what is not after `now` changes nothing any more.
  void noteInstant(Micros at, Micros now) {
    if (at > now) add(at, false);
  }

 private:
  void add(Micros at, bool at_recurring) {
    if (at > value::kTimeMax) return;
    if (at < until) {
      until = at;
      recurring = at_recurring;
    } else if (at == until) {
      recurring = recurring && at_recurring;
    }
  }
};

inline constexpr Micros kRecurringWindow = 400 * value::kMicrosPerDay;

// Walks from bound to bound, not further over recurring ones than the window.
class Stepper {
 public:
  explicit Stepper(Micros start) : at_(start), anchor_(start) {}
  Stepper(Micros start, Micros anchor) : at_(start), anchor_(anchor) {}

  enum class Step : uint8_t { moved, none, window };
  Step to(const Horizon& next) {
    if (next.until == kNever) return Step::none;
    if (next.recurring && next.until - anchor_ > kRecurringWindow) return Step::window;
    at_ = next.until;
    if (!next.recurring) anchor_ = at_;
    return Step::moved;
  }
  Micros at() const { return at_; }
  Micros anchor() const { return anchor_; }
  Micros windowEnd() const { return anchor_ + kRecurringWindow; }

 private:
  Micros at_;
  Micros anchor_;  // the last instant that was not recurring
};

}  // namespace polc::interp
