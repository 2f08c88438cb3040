// Puts together the answer at an instant from what the units of a session found out.
//
// In:     units evaluated at session.now()
// Out:    all of the decision but errors, deadline and stable_until; standing: with the deadline and the phase
// Source: runtime/core/README.md §5, §6
#pragma once
#include "runtime/engine/life.h"

namespace polc::engine {

// Empties a decision; what its obligations held is kept for the next ones.
void clearDecision(Session& session, decision::Decision& out);

void answerAccess(Session& session, decision::Decision& out);

void answerStanding(Session& session, decision::Decision& out);

// What a standing asks beside the lives: deadline, warnings, the arguments of what is due on expiry.
void viewStanding(Session& session, EntityView& view);

void addObligation(Session& session, uint32_t obligation, core::ClauseId clause,
                   const Value* values, size_t count, decision::Decision& out);
void addReason(decision::Decision& out, const core::Provenance& from, decision::Effect effect,
               uint32_t entity);
void orderFindings(decision::Decision& out, uint32_t resource);

}  // namespace polc::engine
