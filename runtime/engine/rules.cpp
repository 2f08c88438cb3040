#include <algorithm>
#include <cstring>

#include "runtime/engine/session.h"

namespace polc::engine {

uint64_t mixWords(uint64_t seed, uint64_t word) {
  uint64_t x = (seed ^ word) * 0x9E37'79B9'7F4A'7C15;
  x = (x ^ (x >> 32)) * 0xD6E8'FEB8'6659'FD93;
  return x ^ (x >> 29);
}

uint64_t wordOf(const Value& value) {
  if (value.kind != value::Kind::string) return static_cast<uint64_t>(value.bits);
  std::string_view text = value.string();
  uint64_t hash = text.size();
  while (!text.empty()) {
    uint64_t chunk = 0;
    size_t size = std::min<size_t>(text.size(), sizeof(chunk));
    std::memcpy(&chunk, text.data(), size);
    hash = mixWords(hash, chunk);
    text.remove_prefix(size);
  }
  return hash;
}

namespace {

using core::Pattern;

// Walks an index: every combination of the words that the request has for its probes.
template <class Use>
class Lookup {
 public:
  Lookup(Session& session, const Index& index, Use use)
      : session_(session), index_(index), use_(use) {}

  // False where a probe's value is no value: then any row may match.
  bool run() { return step(0, 0); }

 private:
  bool step(size_t at, uint64_t hash) {
    if (at == index_.probes.size()) return found(hash), true;
    const Probe& probe = index_.probes[at];
    switch (probe.source) {
      case Probe::Source::subject:
        return entity(probe, session_.context.subject, at, hash);
      case Probe::Source::resource:
        return entity(probe, session_.context.resource, at, hash);
      default:
        return expression(probe, at, hash);
    }
  }

  bool expression(const Probe& probe, size_t at, uint64_t hash) {
    Result result;
    uint64_t causes = session_.context.cause_count;
    State state = session_.run(probe.value, result);
    session_.context.cause_count = causes;
    if (state == State::error || state == State::absent) return false;
    Value value = valueOf(state, result);
    if (probe.mode == Probe::Mode::exact) return step(at + 1, mixWords(hash, wordOf(value)));
    if (probe.mode == Probe::Mode::member) return entity(probe, value.row(), at, hash);
    const value::Set& set = value.set();
    for (uint32_t i = 0; i < set.count; ++i) {
      if (!step(at + 1, mixWords(hash, wordOf(set.members[i])))) return false;
    }
    return true;
  }

  bool entity(const Probe& probe, uint32_t row, size_t at, uint64_t hash) {
    if (!step(at + 1, mixWords(hash, row))) return false;
    if (probe.mode == Probe::Mode::exact) return true;
    const directory::Entity& entity = session_.context.entity(row);
    if (!entity.known) return false;
    for (uint32_t i = 0; i < entity.ancestor_count; ++i) {
      if (!step(at + 1, mixWords(hash, entity.ancestors[i]))) return false;
    }
    return true;
  }

  void found(uint64_t hash) {
    size_t mask = index_.slots.size() - 1;
    for (size_t at = hash & mask; index_.slots[at].found.count > 0; at = (at + 1) & mask) {
      if (index_.slots[at].hash == hash) return use_(index_.slots[at].found);
    }
  }

  Session& session_;
  const Index& index_;
  Use use_;
};

class Evaluation {
 public:
  Evaluation(Session& session, Unit& unit)
      : session_(session), unit_(unit), bucket_(*unit.bucket), tables_(session.tables()) {}

  void run() {
    bounds();
    bool active = bucket_.kind == RuleKind::hold ? session_.begun() : session_.inForce();
    if (!active) return;
    if (bucket_.common.present() && session_.run(bucket_.common, unused_) == State::no) return;
    if (bucket_.index.slots.empty()) return rows(bucket_.rows);
    // Rows are found before they are run: a probe that has no value is seen before any row has left a fact.
    std::vector<Span>& found = session_.found;
    found.clear();
    if (!Lookup(session_, bucket_.index, [&](Span span) { found.push_back(span); }).run())
      return rows(bucket_.rows);
    for (Span span : found) rows(span);
  }

 private:
  void bounds() {
    if (bucket_.instants.count > 0) return nextOf(bucket_.instants);
    if (bucket_.bounds.slots.empty()) return;
    Lookup(session_, bucket_.bounds, [this](Span span) { nextOf(span); }).run();
  }

  void nextOf(Span span) {
    const Micros* first = tables_.instants.data() + span.first;
    const Micros* next = std::upper_bound(first, first + span.count, session_.now());
    if (next != first + span.count) session_.horizon.add(*next, false);
  }

  void rows(Span span) {
    for (uint32_t i = 0; i < span.count; ++i) {
      const Row& row = tables_.rows[tables_.row_ids[span.first + i]];
      if (fits(row) && inForce(row)) consider(row);
    }
  }

  bool fits(const Row& row) const {
    return fits(bucket_.subject_pattern, session_.context.subject, row.subject) &&
           fits(bucket_.resource_pattern, session_.context.resource, row.resource);
  }
  bool fits(Pattern::Kind kind, uint32_t entity, uint32_t wanted) const {
    if (kind == Pattern::Kind::exact) return entity == wanted;
    return kind != Pattern::Kind::member || session_.context.world.member(entity, wanted);
  }

  bool inForce(const Row& row) const {
    if (row.periods == 0) return true;
    const std::vector<core::Period>& periods = tables_.periods[row.periods];
    return std::any_of(periods.begin(), periods.end(),
                       [&](const core::Period& period) { return period.contains(session_.now()); });
  }

  void consider(const Row& row) {
    Fact fact;
    fact.row = static_cast<uint32_t>(&row - tables_.rows.data());
    fact.state =
        bucket_.kind == RuleKind::limit ? evaluateLimit(session_, row) : session_.holds(row.guard);
    if (fact.state == State::no) return;
    bool grant = bucket_.kind == RuleKind::grant;
    if (grant && fact.state == State::error) return;
    if ((grant || bucket_.kind == RuleKind::mask) && !arguments(row, fact) && grant) return;
    unit_.facts.push_back(fact);
  }

  // False where one is an error; all are read.
  bool arguments(const Row& row, Fact& fact) {
    fact.values = {static_cast<uint32_t>(unit_.values.size()), row.arguments.count};
    bool sound = true;
    for (uint32_t i = 0; i < row.arguments.count; ++i) {
      Result result;
      State state = session_.run(tables_.expressions[row.arguments.first + i], result);
      sound &= state != State::error;
      unit_.values.push_back(state == State::error ? Value{} : valueOf(state, result));
    }
    return sound;
  }

  Session& session_;
  Unit& unit_;
  const Bucket& bucket_;
  const Tables& tables_;
  Result unused_;
};

}  // namespace

void evaluateBucket(Session& session, Unit& unit) {
  unit.facts.clear();
  unit.values.clear();
  session.context.setSelf(unit.entity);
  Evaluation(session, unit).run();
}

}  // namespace polc::engine
