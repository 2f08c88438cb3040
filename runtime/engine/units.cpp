#include "runtime/engine/decide.h"

namespace polc::engine {
namespace {

inline Unit& addUnit(Session& session, uint32_t entity, const Bucket* bucket) {
  if (session.unit_count == session.units.size()) session.units.emplace_back();
  Unit& unit = session.units[session.unit_count++];
  unit.bucket = bucket;
  unit.entity = entity;
  return unit;
}

void addView(Session& session, uint32_t entity) {
  Unit& unit = addUnit(session, entity, nullptr);
  unit.whole = entity == session.entity;
  unit.view = &session.views[unit.whole ? 0 : 1];
}

template <class Wanted>
void addBuckets(Session& session, uint32_t entity, Span span, Wanted wanted) {
  const Tables& tables = session.tables();
  const uint32_t* id = tables.bucket_ids.data() + span.first;
  for (const uint32_t* end = id + span.count; id != end; ++id) {
    const Bucket& bucket = tables.buckets[*id];
    if (wanted(bucket)) addUnit(session, entity, &bucket);
  }
}

// Nothing but requirements bears on the subject: its view stays empty.
bool lifeless(const Session& session, uint32_t type) {
  return session.tables().lives_of[type].empty() && session.bundle().entities[type].birth == kNone;
}

void layAccess(Session& session) {
  const Context& context = session.context;
  const Tables& tables = session.tables();
  uint32_t type = context.resource_entity->type, subject_type = context.subject_entity->type;
  bool alone = context.subject == context.resource;
  if (!alone) {
    if (lifeless(session, subject_type)) {
      session.views[1].start();
    } else {
      addView(session, context.subject);
    }
  }
  size_t types = session.bundle().entities.size();
  addBuckets(session, context.resource, tables.by_action[context.action * types + type],
             [&](const Bucket& bucket) {
               return bucket.subject_type == kNone || bucket.subject_type == subject_type;
             });
  addBuckets(session, context.resource, tables.by_type[type],
             [](const Bucket& bucket) { return bucket.kind != RuleKind::hold; });
  if (alone) return;
  addBuckets(session, context.subject, tables.by_type[subject_type],
             [](const Bucket& bucket) { return bucket.kind == RuleKind::requirement; });
}

void viewUnit(Session& session, Step step, Unit& unit) {
  viewEntity(session, unit.entity, unit.whole, step, *unit.view);
  const Birth& birth = unit.view->birth;
  if (birth.exists && !birth.error && !birth.moves)
    session.horizon.instant(birth.at, session.now());
  if (!unit.whole) return;
  if (!session.access) {
    viewStanding(session, *unit.view);
  } else if (session.context.action == session.tables().extend_action) {
    viewExtends(session, *unit.view);
  }
}

}  // namespace

void layUnits(Session& session) {
  session.unit_count = 0;
  session.facts_changed = true;
  addView(session, session.entity);
  if (session.access) return layAccess(session);
  addBuckets(session, session.entity,
             session.tables().by_type[session.context.entity(session.entity).type],
             [](const Bucket& bucket) {
               return bucket.kind == RuleKind::requirement && !bucket.reads_request;
             });
}

void evaluateUnits(Session& session, Step step) {
  Micros now = session.now();
  for (size_t i = 0; i < session.unit_count; ++i) {
    Unit& unit = session.units[i];
    bool due =
        step != Step::due || unit.horizon.until <= now || (!unit.bucket && unit.view->restless);
    if (!due) continue;
    session.horizon = {};
    if (unit.bucket) {
      session.facts_changed = true;
      evaluateBucket(session, unit);
    } else {
      viewUnit(session, step, unit);
    }
    unit.horizon = session.horizon;
  }
}

void answer(Session& session, decision::Decision& out) {
  if (session.access) {
    answerAccess(session, out);
  } else {
    answerStanding(session, out);
  }
}

}  // namespace polc::engine
