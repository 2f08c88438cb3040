#include "runtime/engine/engine.h"

namespace polc::engine {

Verdict Engine::outcome(const request::Query& query, value::Micros now,
                        value::Micros* until) const {
  return outcomeOf(*request::Request::of(query), now, until);
}

void Engine::outcomes(std::span<const request::Query> queries, value::Micros now, Verdict* out,
                      value::Micros* until) const {
  for (size_t i = 0; i < queries.size(); ++i)
    out[i] = outcome(queries[i], now, until ? until + i : nullptr);
}

Verdict Engine::outcomeOf(const request::Request& request, value::Micros now,
                          value::Micros* until) const {
  decision::Decision decision;
  decide(request, now, decision);
  if (until) *until = decision.stable_until;
  return {decision.outcome, !decision.errors.empty()};
}

}  // namespace polc::engine
