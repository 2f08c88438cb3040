// The answer to a request at one instant, without stable_until; and until when it is known to stay.
//
// Source: runtime/core/README.md §4-§6
#pragma once
#include "runtime/interp/life.h"

namespace polc::interp {

struct Answer {
  Horizon horizon;
  bool asked = true;        // false: the request names what nobody knows (step 0)
  bool by_default = false;  // deny, because nothing allows it (access, step 4)
};

Answer answerAccess(const Session& session, Micros t, decision::Decision& out);
Answer answerStanding(const Session& session, Micros t, decision::Decision& out);

// `undeclared_type` or `unknown_entity` where there is no such entity.
std::optional<Cause> unknown(const Session& session, uint32_t row, const request::Name& name);
decision::ContractState contractState(const core::Bundle& bundle, Micros t);

// A requirement of an entity: `result` true = violated, an error = cannot be evaluated.
struct RequirementState {
  const core::Requirement* requirement;
  uint32_t entity;
  Result result;
};
// Those of the entity that are in force at t. Standing: only those that do not read the request.
std::vector<RequirementState> readRequirements(const Session& session, uint32_t entity, Micros t,
                                               Horizon& horizon);
// Is it before the entity's birth? Unreadable, or no birth: no.
bool notYetBorn(const EntityLives& lives, Micros t, Horizon& horizon);

}  // namespace polc::interp
