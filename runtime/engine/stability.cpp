#include "runtime/engine/decide.h"

namespace polc::engine {
namespace {

constexpr int kStepsMax = 10'000;
constexpr Micros kRecurringMax = 400 * value::kMicrosPerDay;

struct Found {
  Micros at = kNever;
  bool sure = true;  // what a walk that evaluates everything at every step finds, too
};

// Steps from bound to bound. A unit is evaluated again when its own bound has come: until then it gives the same. That
// finds the same change, but may meet other bounds on the way; they matter only to the limits of the search.
class Walk {
 public:
  Walk(Session& session, const decision::Decision& first, bool all)
      : session_(session), first_(first), all_(all), start_(session.now()), fixed_(session.now()) {}

  Found run() {
    for (int i = 0; i < kStepsMax; ++i) {
      Horizon next = nextBound(session_, &recurs_);
      if (next.until > value::kTimeMax) return {kNever, !recurs_};
      if (next.recurring && next.until - fixed_ > kRecurringMax)
        return {fixed_ + kRecurringMax, false};
      if (!next.recurring) fixed_ = next.until;
      if (differs(next.until))
        return {next.until, !recurs_ || next.until - start_ <= kRecurringMax};
    }
    return {session_.now(), false};
  }

 private:
  bool differs(Micros at) {
    const core::Period& term = session_.bundle().term;
    session_.context.now = at;
    session_.context.cause_count = 0;
    bool all = all_ || at == term.from || at == term.until;
    evaluateUnits(session_, all ? Step::all : Step::due);
    clearDecision(session_, session_.probe);
    answer(session_, session_.probe);
    return !decision::sameAnswer(first_, session_.probe);
  }

  Session& session_;
  const decision::Decision& first_;
  bool all_, recurs_ = false;
  Micros start_, fixed_;
};

}  // namespace

Horizon nextBound(const Session& session, bool* recurs) {
  Horizon least;
  const core::Period& term = session.bundle().term;
  for (Micros bound : {term.from, term.until}) {
    if (bound != kNever) least.instant(bound, session.now());
  }
  for (size_t i = 0; i < session.unit_count; ++i) {
    const Horizon& own = session.units[i].horizon;
    if (own.until == kNever) continue;
    least.add(own.until, own.recurring);
    if (recurs) *recurs |= own.recurring;
  }
  return least;
}

Micros stableUntil(Session& session, const decision::Decision& first) {
  Micros now = session.now();
  Found found = Walk(session, first, false).run();
  if (!found.sure) {
    session.context.now = now;
    evaluateUnits(session, Step::first);
    found = Walk(session, first, true).run();
  }
  session.context.now = now;
  return found.at;
}

}  // namespace polc::engine
