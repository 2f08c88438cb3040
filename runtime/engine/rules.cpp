#include <algorithm>

#include "runtime/engine/lookup.h"

namespace polc::engine {

namespace {

class Evaluation {
 public:
  Evaluation(Session& session, Unit& unit)
      : session_(session), unit_(unit), bucket_(*unit.bucket), tables_(session.tables()) {}

  void run() {
    bounds();
    bool active = bucket_.kind == RuleKind::hold ? session_.begun() : session_.inForce();
    if (!active) return;
    if (bucket_.common.present() && session_.runUntimed(bucket_.common) == State::no) return;
    if (bucket_.index.slots.empty()) return rows(bucket_.rows);
    // Rows are found before they are run: a probe that has no value is seen before any row has left a fact.
    session_.found.clear();
    if (!find(bucket_.index)) return rows(bucket_.rows);
    for (const Index& index : bucket_.more) {
      if (!find(index)) return rows(bucket_.rows);
    }
    if (!bucket_.more.empty() || bucket_.index.repeats) return once();
    for (Span span : session_.found) rows(span);
  }

 private:
  bool find(const Index& index) {
    auto keep = [this](Span span) { return session_.found.push_back(span), true; };
    using Walk = Lookup<decltype(keep)>;
    return Walk(session_, index, keep).run() != Walk::End::unknown;
  }

  // Rows that several ways have found are run once.
  void once() {
    std::vector<uint32_t>& ids = session_.found_rows;
    ids.clear();
    for (Span span : session_.found) {
      const uint32_t* first = tables_.row_ids.data() + span.first;
      ids.insert(ids.end(), first, first + span.count);
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    for (uint32_t id : ids) row(id);
  }

  void bounds() {
    if (bucket_.instants.count > 0) return nextOf(bucket_.instants);
    if (bucket_.bounds.slots.empty()) return;
    auto next = [this](Span span) { return nextOf(span), true; };
    Lookup<decltype(next)>(session_, bucket_.bounds, next).run();
  }

  void nextOf(Span span) {
    const Micros* first = tables_.instants.data() + span.first;
    const Micros* next = std::upper_bound(first, first + span.count, session_.now());
    if (next != first + span.count) session_.horizon.add(*next, false);
  }

  void rows(Span span) {
    for (uint32_t i = 0; i < span.count; ++i) row(tables_.row_ids[span.first + i]);
  }
  void row(uint32_t id) {
    ++session_.context.effort.rows;
    if (matches(session_, bucket_, tables_.rows[id])) consider(tables_.rows[id]);
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
      fact.moves |= result.rate != 0;
      sound &= state != State::error;
      unit_.values.push_back(state == State::error ? Value{} : valueOf(state, result));
    }
    return sound;
  }

  Session& session_;
  Unit& unit_;
  const Bucket& bucket_;
  const Tables& tables_;
};

}  // namespace

void evaluateBucket(Session& session, Unit& unit) {
  unit.facts.clear();
  unit.values.clear();
  session.context.setSelf(unit.entity);
  Evaluation(session, unit).run();
}

}  // namespace polc::engine
