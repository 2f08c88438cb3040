#include "runtime/engine/engine.h"

namespace polc::engine {

Verdict Engine::outcome(const request::Query& query, value::Micros now,
                        value::Micros* until) const {
  return outcomeOf(*request::Request::of(query), now, until);
}

Verdict Engine::outcomeOf(const request::Request& request, value::Micros now,
                          value::Micros* until) const {
  decision::Decision decision;
  decide(request, now, decision);
  if (until) *until = decision.stable_until;
  return {decision.outcome, !decision.errors.empty()};
}

}  // namespace polc::engine
