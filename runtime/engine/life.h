// Lives of an entity at an instant: past, expired, held, since and until when.
//
// Errors: causes of the entity's own rules are pushed; those of entities that it goes with are not
// Source: runtime/core/README.md §3
#pragma once
#include "runtime/engine/session.h"

namespace polc::engine {

// The birth, as it can be read; `list` pushes its causes.
Birth birthOf(Session& session, uint32_t entity, bool list);

// Whether one life is past, and the stretch around now on which what was read for it stays. Leaves causes and horizon.
struct Pastness {
  bool past = false;
  Constancy stays;
};
Pastness pastness(Session& session, uint32_t life, uint32_t entity);

// Everything; the horizon takes all that was read. `whole`: holds and expiry, too. But for the first step of a walk, `out`
// holds the entity's view at the instant before; where only what is due is read, lives that are not are taken over.
void viewEntity(Session& session, uint32_t entity, bool whole, Step step, EntityView& out);

// Grants and prohibitions of action `extend` (README §3).
void viewExtends(Session& session, EntityView& view);

struct Deadline {
  Micros at = kNever;
  bool cut_short = false;  // the search ended at its limits
};
// Where past: since when; else the first instant at which a life is past.
Deadline deadlineOf(Session& session, uint32_t entity, const EntityView& view);

// The start of the stretch on which a life that is past now is past.
Micros pastSince(Session& session, uint32_t life, uint32_t entity, Micros since);

// The entity's field of extensions: 0 where it is absent or the type has none; false where it cannot be read.
bool readExtensions(Session& session, uint32_t entity, int64_t& made);

// A length that was read: negative ones are errors. `text`: the node whose text their cause names.
State readLength(Session& session, Expr expr, core::ExprId text, Result& out);

}  // namespace polc::engine
