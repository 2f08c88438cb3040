#include "runtime/engine/plain.h"

#include <algorithm>

#include "runtime/engine/lookup.h"

namespace polc::engine {
namespace {

using core::Pattern;
using decision::Outcome;

class Plain {
 public:
  Plain(Session& session, const PlainTables& plain)
      : session_(session), context_(session.context), tables_(session.tables()), plain_(plain) {}

  // What can no longer change the outcome is evaluated only where it may be an error.
  Verdict run(Span cell) {
    bool granted = false, denied = false;
    uint32_t subject_type = context_.subject_entity->type;
    const PlainBucket* bucket = plain_.buckets.data() + cell.first;
    for (const PlainBucket* end = bucket + cell.count; bucket != end; ++bucket) {
      if (bucket->subject_type != kNone && bucket->subject_type != subject_type) continue;
      timeless_ &= bucket->timeless;
      if (!bucket->risky && (denied || bucket->grants == granted)) continue;
      (bucket->grants ? granted : denied) |= holds(*bucket);
    }
    return {granted && !denied ? Outcome::allow : Outcome::deny, context_.cause_count > 0};
  }
  bool timeless() const { return timeless_; }

 private:
  State run(Code code, const uint64_t* words) {
    uint64_t causes = context_.cause_count;
    State state = code(&context_, words, &result_);
    if (state != State::error) context_.cause_count = causes;
    return state;
  }

  bool holds(const PlainBucket& bucket) {
    if (bucket.common && run(bucket.common, bucket.common_words) == State::no) return false;
    if (!bucket.slots) return rows(bucket, bucket.rows);
    return bucket.straight ? direct(bucket) : walk(bucket);
  }

  // One key, of values that are read in place.
  bool direct(const PlainBucket& bucket) {
    uint64_t hash = 0;
    for (const Probe& probe : bucket.source->index.probes) {
      const Value* value = nullptr;
      switch (probe.source) {
        case Probe::Source::subject:
          hash = mixWords(hash, context_.subject);
          continue;
        case Probe::Source::resource:
          hash = mixWords(hash, context_.resource);
          continue;
        case Probe::Source::subject_field:
          value = fieldOf(*context_.subject_entity, probe);
          break;
        case Probe::Source::context_field:
          value = &context_.context[probe.field];
          break;
        default:  // of the resource, which is self
          value = fieldOf(*context_.resource_entity, probe);
      }
      if (!value || !value->given()) return rows(bucket, bucket.rows);
      hash = mixWords(hash, wordOf(*value));
    }
    ++session_.effort.keys;
    for (uint64_t at = hash & bucket.mask; bucket.slots[at].found.count > 0;
         at = (at + 1) & bucket.mask) {
      if (bucket.slots[at].hash == hash) return rows(bucket, bucket.slots[at].found);
    }
    return false;
  }
  static const Value* fieldOf(const directory::Entity& entity, const Probe& probe) {
    return entity.type == probe.type ? entity.fields + probe.field : nullptr;
  }

  bool walk(const PlainBucket& bucket) {
    bool any = false;
    auto use = [&](Span span) {
      any |= rows(bucket, span);
      return bucket.risky || !any;
    };
    bool known = find(bucket.source->index, use);
    for (const Index& index : bucket.source->more) {
      if (known && (bucket.risky || !any)) known = find(index, use);
    }
    if (!known) use(bucket.rows);
    return any;
  }
  template <class Use>
  bool find(const Index& index, const Use& use) {
    return Lookup<Use>(session_, index, use).run() != Lookup<Use>::End::unknown;
  }

  bool rows(const PlainBucket& bucket, Span span) {
    bool any = false;
    const uint32_t* id = tables_.row_ids.data() + span.first;
    for (const uint32_t* end = id + span.count; id != end && (bucket.risky || !any); ++id) {
      ++session_.effort.rows;
      const PlainRow& row = plain_.rows[*id];
      any |= matches(bucket, row) && applies(bucket, row, *id);
    }
    return any;
  }

  bool matches(const PlainBucket& bucket, const PlainRow& row) const {
    if (bucket.subject_pattern >= Pattern::Kind::member &&
        !fits(session_, bucket.subject_pattern, context_.subject, row.subject))
      return false;
    if (bucket.resource_pattern >= Pattern::Kind::member &&
        !fits(session_, bucket.resource_pattern, context_.resource, row.resource))
      return false;
    return row.periods == 0 || inForce(session_, row.periods);
  }

  // A prohibition in error denies; a grant with an argument in error does not apply.
  bool applies(const PlainBucket& bucket, const PlainRow& row, uint32_t id) {
    State state = row.guard ? run(row.guard, row.words) : State::yes;
    if (!bucket.grants) return state == State::yes || state == State::error;
    return state == State::yes && (row.arguments == 0 || given(tables_.rows[id].arguments));
  }

  bool given(Span arguments) {
    bool sound = true;
    for (uint32_t i = 0; i < arguments.count; ++i) {
      Expr argument = tables_.expressions[arguments.first + i];
      sound &= run(tables_.code[argument.shape], &tables_.words[argument.words]) != State::error;
    }
    return sound;
  }

  Session& session_;
  Context& context_;
  const Tables& tables_;
  const PlainTables& plain_;
  bool timeless_ = true;
  Result result_;
};

bool sound(const Value* values, size_t count) {
  return std::none_of(values, values + count, [](const Value& value) {
    return value.kind == value::Kind::missing || value.kind == value::Kind::invalid;
  });
}

Micros nextBound(const core::Period& term, Micros now) {
  if (now < term.from) return term.from;
  return now < term.until ? term.until : kNever;
}

}  // namespace

bool plainOutcome(Session& session, const PlainTables& plain, const request::Query& query,
                  Verdict& out, Micros* until) {
  const directory::Directory& directory = *query.directory;
  const core::Bundle& bundle = session.bundle();
  if (query.subject >= directory.size() || query.resource >= directory.size()) return false;
  const directory::Entity& subject = directory.entity(query.subject);
  const directory::Entity& resource = directory.entity(query.resource);
  if (!subject.sound || !resource.sound || query.action >= bundle.actions.size()) return false;
  Span cell = plain.cells[query.action * bundle.entities.size() + resource.type];
  if (!plain.types[subject.type] || cell.first == PlainTables::kNotPlain) return false;
  const Value* given = query.context ? query.context : plain.context.data();
  if (!sound(given, bundle.context.size())) return false;
  Context& context = session.context;
  context.subject = query.subject;
  context.resource = context.self = query.resource;
  context.action = query.action;
  context.subject_entity = &subject;
  context.resource_entity = context.self_entity = &resource;
  context.context = given;
  if (until) *until = nextBound(bundle.term, session.now());
  if (!session.inForce()) return out = {}, true;
  Plain one(session, plain);
  out = one.run(cell);
  return !until || one.timeless();
}

}  // namespace polc::engine
