#include "runtime/interp/answer.h"
#include "runtime/interp/interp.h"

// The whole decision: the answer now, and the first instant at which it is another. README §7.

namespace polc::interp {
namespace {

Answer answerAt(const Session& session, Micros t, decision::Decision& out) {
  return session.access ? answerAccess(session, t, out) : answerStanding(session, t, out);
}

Micros stableUntil(const Session& session, Micros now, const decision::Decision& first,
                   const Answer& answer) {
  Stepper stepper(now);
  Horizon next = answer.horizon;
  for (int step = 0; step < kStepsMax; ++step) {
    switch (stepper.to(next)) {
      case Stepper::Step::none:
        return kNever;
      case Stepper::Step::window:
        return stepper.windowEnd() > value::kTimeMax ? kNever : stepper.windowEnd();
      case Stepper::Step::moved:
        break;
    }
    decision::Decision later;
    later.scratch = &session.arena;
    next = answerAt(session, stepper.at(), later).horizon;
    if (!decision::sameAnswer(first, later)) return stepper.at();
  }
  return stepper.at();
}

}  // namespace

void decide(const request::Request& request, Micros now, decision::Decision& out) {
  out.clear();
  const Session session(request, out.arena());
  const Answer answer = answerAt(session, now, out);
  out.stable_until = answer.asked ? stableUntil(session, now, out, answer) : kNever;
}

}  // namespace polc::interp
