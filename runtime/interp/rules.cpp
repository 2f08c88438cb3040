#include "runtime/interp/rules.h"

#include <algorithm>

namespace polc::interp {

InForce inForce(const std::vector<core::Period>& periods, Micros t) {
  InForce in_force;
  for (const core::Period& period : periods) {
    in_force.holds = in_force.holds || period.contains(t);
    for (const Micros bound : {period.from, period.until}) {
      if (bound <= t) in_force.stays.since = std::max(in_force.stays.since, bound);
      if (bound > t) in_force.stays.until = std::min(in_force.stays.until, bound);
    }
  }
  return in_force;
}

bool typeMatches(const Session& session, const core::Pattern& pattern, uint32_t row) {
  return pattern.kind == core::Pattern::Kind::any || session.entity(row).type == pattern.type;
}

bool matches(const Session& session, const core::Pattern& pattern, uint32_t row) {
  if (!typeMatches(session, pattern, row)) return false;
  switch (pattern.kind) {
    case core::Pattern::Kind::member:
      return session.world.member(row, pattern.entity);
    case core::Pattern::Kind::exact:
      return row == pattern.entity;
    default:
      return true;
  }
}

bool hasAction(const std::vector<core::ActionId>& actions, core::ActionId action) {
  return std::ranges::binary_search(actions, action);
}

Called callObligation(const core::ObligationCall& call, core::ClauseId clause, uint32_t entity,
                      Evaluator& evaluator) {
  Called called;
  called.obligation = {call.obligation, clause, entity, {}};
  for (const ExprId argument : call.arguments) {
    const Result result = evaluator.eval(argument);
    called.stays = meet(called.stays, result.constancy);
    called.moves = called.moves || result.rate != 0;
    append(called.causes, result.causes);
    called.obligation.properties.push_back(result.value);
  }
  return called;
}

void addObligation(std::vector<decision::Obligation>& to, const decision::Obligation& obligation) {
  const auto same = [&](const decision::Obligation& other) {
    return other.obligation == obligation.obligation && other.clause == obligation.clause &&
           other.entity == obligation.entity &&
           std::ranges::equal(
               other.properties, obligation.properties, [](const Value& a, const Value& b) {
                 return a.given() && b.given() ? value::equal(a, b) : a.kind == b.kind;
               });
  };
  if (std::ranges::none_of(to, same)) to.push_back(obligation);
}

}  // namespace polc::interp
