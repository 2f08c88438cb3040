// The outcome of an access on which grants and prohibitions alone bear: rows are found and run, and nothing is kept of them.
//
// Plain cells: an action on a type whose entities have no birth, life, hold, mask, requirement or limit, without a grant that
//              sets aside. Subject and resource must be sound. All else goes the way of decide()
// Ownership:   PlainTables point to the bundle and the Tables that they were made of
#pragma once
#include "runtime/engine/engine.h"
#include "runtime/engine/session.h"

namespace polc::engine {

// What a row's evaluation reads, side by side.
struct PlainRow {
  uint32_t words = 0;                          // of Tables::words, of the guard
  uint32_t subject = kNone, resource = kNone;  // of the bucket's patterns
  uint32_t id = 0;                             // of Tables::rows
};

// A value of the request in place, or an entity's number.
struct PlainProbe {
  enum class Of : uint8_t { subject_field, resource_field, context, subject, resource };
  Of of = Of::subject;
  uint32_t field = 0;
};

struct PlainBucket;
// Does a row of those hold? State::error: a value was read that is no value.
using Loop = State (*)(Context* context, const PlainBucket* bucket, uint32_t first, uint32_t count,
                       Result* out);

// A bucket as it is for one type of resource. Compiled cells read it by offset.
struct PlainBucket {
  const PlainRow* base = nullptr;     // PlainTables::rows
  const uint64_t* words = nullptr;    // Tables::words
  const PlainProbe* probe = nullptr;  // the first of `probes`
  Code guard = nullptr;               // null: true
  Loop loop = nullptr;                // null: row by row
  Code common = nullptr;
  const uint64_t* common_words = nullptr;
  const Index::Slot* slots = nullptr;  // null: no index
  uint64_t mask = 0;
  Span rows;    // of PlainTables::rows
  Span probes;  // of PlainTables::probes: where `single_key`
  const Bucket* source = nullptr;
  uint32_t subject_type = kNone;
  bool grants = false;
  bool risky = false;       // may be in error though subject, resource and context are sound
  bool timeless = true;     // neither code nor periods depend on now
  bool single_key = false;  // each probe of the only index is read in place and has one word
  bool steady = true;       // rows are always in force, and without arguments
  bool names_subject = false, names_resource = false;  // by `member` or `exact`
};

// Buckets of an action on a type: grants first.
struct PlainCell {
  static constexpr uint32_t kNotPlain = UINT32_MAX;
  uint32_t first = kNotPlain;
  uint32_t grants = 0, prohibitions = 0;
  bool risky = false;                    // one of them is
  const PlainBucket* buckets = nullptr;  // the first
  Code code = nullptr;  // of the whole cell, on its buckets: yes allows; null: it is not compiled
};

struct PlainTables {
  const core::Bundle* bundle = nullptr;
  const Tables* tables = nullptr;
  core::Period term;
  uint32_t actions = 0, entity_types = 0;
  std::vector<uint8_t> types;    // entity type: nothing but grants and prohibitions bears on it
  std::vector<PlainCell> cells;  // as Tables::by_action
  std::vector<PlainBucket> buckets;
  std::vector<PlainProbe> probes;
  std::vector<PlainRow> rows;  // as Tables::row_ids
  std::vector<Value> context;  // where a query gives none
  bool context_sound = false;  // those values are
};
PlainTables plainTables(const core::Bundle& bundle, const Tables& tables);

// Do values hold all that they should?
bool soundValues(const Value* values, size_t count);

// The query's cell, of which the context then has what it reads; null where the query needs the whole evaluation. Bundle,
// tables, now and scratch of the context are those of the decision, and no cause counts.
inline const PlainCell* layPlain(const PlainTables& plain, const request::Query& query,
                                 Context& context) {
  const directory::Directory& directory = *query.directory;
  if (query.action >= plain.actions || std::max(query.subject, query.resource) >= directory.size())
    return nullptr;
  const directory::Entity& subject = directory.entity(query.subject);
  const directory::Entity& resource = directory.entity(query.resource);
  if (!subject.sound || !resource.sound || !plain.types[subject.type]) return nullptr;
  const PlainCell& cell = plain.cells[query.action * plain.entity_types + resource.type];
  if (!cell.buckets) return nullptr;
  context.context = query.context ? query.context : plain.context.data();
  bool sound = query.context
                   ? query.context_sound || soundValues(query.context, plain.context.size())
                   : plain.context_sound;
  if (!sound) return nullptr;
  context.world = {query.directory};
  context.subject = query.subject;
  context.resource = context.self = query.resource;
  context.action = query.action;
  context.subject_entity = &subject;
  context.resource_entity = context.self_entity = &resource;
  return &cell;
}

// A context for a decision by those tables.
inline void enter(const PlainTables& plain, Micros now, value::Arena& scratch, Context& context) {
  context.now = now;
  context.cause_count = 0;
  context.scratch = &scratch;
  context.bundle = plain.bundle;
  context.tables = plain.tables;
}

bool runPlain(Session& session, const PlainCell& cell, Verdict& out);  // one that is not compiled

// False where it takes the whole evaluation after all.
inline bool plainVerdict(Session& session, const PlainCell& cell, Verdict& out) {
  if (!cell.code) return runPlain(session, cell, out);
  const auto* buckets = reinterpret_cast<const uint64_t*>(cell.buckets);
  State state = cell.code(&session.context, buckets, &session.untimed);
  out.outcome = state == State::yes ? decision::Outcome::allow : decision::Outcome::deny;
  out.errors = cell.risky && session.context.cause_count > 0;
  return state != State::error;
}

// What Engine::outcome() says, where that is found without it; false: ask there.
inline bool plainOutcome(const PlainTables& plain, const request::Query& query, Micros now,
                         Verdict& out) {
  if (!plain.term.contains(now)) return false;
  Session& session = sessionOfThread();
  enter(plain, now, session.arena, session.context);
  const PlainCell* cell = layPlain(plain, query, session.context);
  if (!cell) return false;
  bool whole = plainVerdict(session, *cell, out);
  session.arena.reset();
  return whole;
}

// Does the outcome stay as long as the contract is, or is not, in force?
bool timeless(const Session& session, const PlainCell& cell);

}  // namespace polc::engine
