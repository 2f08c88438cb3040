#include "runtime/engine/plain.h"

#include "runtime/engine/lookup.h"
#include "runtime/engine/support.h"

namespace polc::engine {
namespace {

using decision::Outcome;

class Plain {
 public:
  explicit Plain(Session& session)
      : session_(session), context_(session.context), tables_(session.tables()) {}

  Verdict run(const PlainCell& cell) {
    const PlainBucket* grants = cell.buckets;
    const PlainBucket* prohibitions = grants + cell.grants;
    const PlainBucket* end = prohibitions + cell.prohibitions;
    if (cell.risky) return careful(grants, end);
    bool allowed = any(grants, prohibitions) && !any(prohibitions, end);
    return {allowed ? Outcome::allow : Outcome::deny, false};
  }

  bool unsound() const { return unsound_; }

  bool anyOf(const PlainBucket& bucket) {
    return bucket.risky ? holds<true>(bucket) : holds<false>(bucket);
  }

  bool given(Span arguments) {
    bool sound = true;
    for (uint32_t i = 0; i < arguments.count; ++i) {
      Expr argument = tables_.expressions[arguments.first + i];
      const uint64_t* words = tables_.words.data() + argument.words;
      sound &= run<true>(tables_.code[argument.shape], words) != State::error;
    }
    return sound;
  }

 private:
  bool concerns(const PlainBucket& bucket) const {
    return bucket.subject_type == kNone || bucket.subject_type == context_.subject_entity->type;
  }

  // Where nothing can be in error, the first row that holds settles it.
  bool any(const PlainBucket* bucket, const PlainBucket* end) {
    for (; bucket != end; ++bucket) {
      if (concerns(*bucket) && holds<false>(*bucket)) return true;
    }
    return false;
  }

  // What can no longer change the outcome is evaluated only where it may be an error.
  Verdict careful(const PlainBucket* bucket, const PlainBucket* end) {
    bool granted = false, denied = false;
    for (; bucket != end; ++bucket) {
      if (!concerns(*bucket) || (!bucket->risky && (denied || bucket->grants == granted))) continue;
      bool holds = bucket->risky ? this->holds<true>(*bucket) : this->holds<false>(*bucket);
      (bucket->grants ? granted : denied) |= holds;
    }
    return {granted && !denied ? Outcome::allow : Outcome::deny, context_.cause_count > 0};
  }

  template <bool risky>
  State run(Code code, const uint64_t* words) {
    if constexpr (!risky) return code(&context_, words, &session_.untimed);
    uint64_t causes = context_.cause_count;
    State state = code(&context_, words, &session_.untimed);
    if (state != State::error) context_.cause_count = causes;
    return state;
  }

  template <bool risky>
  bool holds(const PlainBucket& bucket) {
    if (bucket.common && run<risky>(bucket.common, bucket.common_words) == State::no) return false;
    if (!bucket.slots) return rows<risky>(bucket, bucket.rows);
    return bucket.single_key ? direct<risky>(bucket) : walk<risky>(bucket);
  }

  // One key, of values that are read in place.
  template <bool risky>
  bool direct(const PlainBucket& bucket) {
    uint64_t hash = 0;
    const PlainProbe* probe = bucket.probe;
    for (const PlainProbe* end = probe + bucket.probes.count; probe != end; ++probe) {
      if (probe->of >= PlainProbe::Of::subject) {
        bool subject = probe->of == PlainProbe::Of::subject;
        hash = mixWords(hash, subject ? context_.subject : context_.resource);
        continue;
      }
      const Value& value = valuesOf(probe->of)[probe->field];
      if (!value.given()) return rows<risky>(bucket, bucket.rows);
      hash = mixWords(hash, wordOf(value));
    }
    ++context_.effort.keys;
    const Index::Slot* slots = bucket.slots;
    for (uint64_t at = hash & bucket.mask; slots[at].found.count > 0; at = (at + 1) & bucket.mask) {
      if (slots[at].hash == hash) return rows<risky>(bucket, slots[at].found);
    }
    return false;
  }
  const Value* valuesOf(PlainProbe::Of of) const {
    if (of == PlainProbe::Of::context) return context_.context;
    return of == PlainProbe::Of::subject_field ? context_.subject_entity->fields
                                               : context_.resource_entity->fields;
  }

  template <bool risky>
  bool walk(const PlainBucket& bucket) {
    bool any = false;
    auto use = [&](Span span) {
      any |= rows<risky>(bucket, span);
      return risky || !any;
    };
    bool known = find(bucket.source->index, use);
    for (const Index& index : bucket.source->more) {
      if (known && (risky || !any)) known = find(index, use);
    }
    if (!known) use(bucket.rows);
    return any;
  }
  template <class Use>
  bool find(const Index& index, const Use& use) {
    return Lookup<Use>(session_, index, use).run() != Lookup<Use>::End::unknown;
  }

  template <bool risky>
  bool rows(const PlainBucket& bucket, Span span) {
    if (!risky && bucket.loop) {
      State state = bucket.loop(&context_, &bucket, span.first, span.count, &session_.untimed);
      unsound_ |= state == State::error;
      return state == State::yes;
    }
    bool any = false;
    const PlainRow* row = bucket.base + span.first;
    for (const PlainRow* end = row + span.count; row != end && (risky || !any); ++row) {
      ++context_.effort.rows;
      any |= matches(bucket, *row) && applies<risky>(bucket, *row);
    }
    return any;
  }

  bool matches(const PlainBucket& bucket, const PlainRow& row) const {
    if (bucket.names_subject &&
        !fits(session_, bucket.source->subject_pattern, context_.subject, row.subject))
      return false;
    if (bucket.names_resource &&
        !fits(session_, bucket.source->resource_pattern, context_.resource, row.resource))
      return false;
    return bucket.steady || inForce(session_, tables_.rows[row.id].periods);
  }

  // A prohibition in error denies; a grant with an argument in error does not apply.
  template <bool risky>
  bool applies(const PlainBucket& bucket, const PlainRow& row) {
    State state = bucket.guard ? run<risky>(bucket.guard, bucket.words + row.words) : State::yes;
    if (!bucket.grants) return state == State::yes || state == State::error;
    return state == State::yes && (bucket.steady || given(tables_.rows[row.id].arguments));
  }

  Session& session_;
  Context& context_;
  const Tables& tables_;
  bool unsound_ = false;  // a value was read that is no value
};

}  // namespace

bool runPlain(Session& session, const PlainCell& cell, Verdict& out) {
  Plain one(session);
  out = one.run(cell);
  return !one.unsound();
}

bool timeless(const Session& session, const PlainCell& cell) {
  uint32_t subject_type = session.context.subject_entity->type;
  const PlainBucket* bucket = cell.buckets;
  for (const PlainBucket* end = bucket + cell.grants + cell.prohibitions; bucket != end; ++bucket) {
    bool concerns = bucket->subject_type == kNone || bucket->subject_type == subject_type;
    if (concerns && !bucket->timeless) return false;
  }
  return true;
}

extern "C" {

uint32_t polcPlainBucket(Context* context, const void* bucket) {
  Plain one(*context->session);
  bool holds = one.anyOf(*static_cast<const PlainBucket*>(bucket));
  return one.unsound() ? 2 : holds ? 1 : 0;
}

uint32_t polcRowApplies(Context* context, const void* bucket, const void* row) {
  const Row& of = context->tables->rows[static_cast<const PlainRow*>(row)->id];
  if (!inForce(*context->session, of.periods)) return 0;
  if (!static_cast<const PlainBucket*>(bucket)->grants) return 1;
  return Plain(*context->session).given(of.arguments);
}

uint32_t polcIsIn(Context* context, uint32_t row, uint32_t group) {
  return context->world.member(row, group);
}

uint64_t polcTextWord(const char* text, uint32_t size) {
  return wordOf(std::string_view(text, size));
}

}  // extern "C"

}  // namespace polc::engine
