#include "runtime/interp/answer.h"

#include "runtime/interp/rules.h"

// What answers to access and to standing share.

namespace polc::interp {

std::optional<Cause> unknown(const Session& session, uint32_t row, const request::Name& name) {
  if (row == kNoEntity) {
    const std::string path = name.type + "::\"" + name.id + "\"";
    return Cause{ErrorCode::undeclared_type, kNoEntity, session.arena.copy(path), {}};
  }
  if (session.entity(row).known) return std::nullopt;
  return Cause{ErrorCode::unknown_entity, row, {}, {}};
}

decision::ContractState contractState(const core::Bundle& bundle, Micros t) {
  if (t < bundle.term.from) return decision::ContractState::not_in_force;
  return t < bundle.term.until ? decision::ContractState::in_force : decision::ContractState::ended;
}

std::vector<RequirementState> readRequirements(const Session& session, uint32_t entity, Micros t,
                                               Horizon& horizon) {
  std::vector<RequirementState> read;
  for (const core::Requirement& requirement : session.bundle.requirements) {
    if (requirement.entity_type != session.entity(entity).type) continue;
    if (session.standing && requirement.reads_request) continue;
    const InForce in_force = inForce(requirement.periods, t);
    horizon.note(in_force.stays);
    if (!in_force.holds || !session.bundle.term.contains(t)) continue;
    Evaluator evaluator(session, t, entity);
    const Result header = evaluator.guard(requirement.guard);
    const Result condition = evaluator.guard(requirement.condition);
    read.push_back({&requirement, entity, combine(true, {header, negated(condition)})});
    horizon.note(read.back().result.constancy);
  }
  return read;
}

bool notYetBorn(const EntityLives& lives, Micros t, Horizon& horizon) {
  if (!lives.birth || lives.birth->error || lives.birth->rate != 0) return false;
  horizon.noteInstant(lives.birth->value.bits, t);
  return t < lives.birth->value.bits;
}

}  // namespace polc::interp
