// One decision: what is asked, what answers it at now, and until when that stays.
#pragma once
#include "runtime/engine/answer.h"

namespace polc::engine {

// False where step 0 ends the decision: its errors stand in `out`.
bool begin(Session& session, decision::Decision& out);
void layUnits(Session& session);
// Evaluates the units at session.now(), or those that are due.
void evaluateUnits(Session& session, Step step);
void answer(Session& session, decision::Decision& out);
// The first instant after now at which a unit is due, or the term begins or ends. `recurs` becomes true where a unit's recurs.
Horizon nextBound(const Session& session, bool* recurs = nullptr);
// The first instant after now at which the answer differs.
Micros stableUntil(Session& session, const decision::Decision& first);

}  // namespace polc::engine
