#include <algorithm>

#include "compiler/consolidate/checks.h"

namespace polc::consolidate {

using diag::Code;
using sema::Operation;
using sema::SourceId;

namespace {

struct Counts {
  uint32_t prohibitions = 0, requirements = 0;
};

Counts countsOf(const sema::Version& version) {
  Counts counts;
  for (const sema::Item& item : version.clause.items) {
    if (const auto* rule = std::get_if<sema::RuleItem>(&item.body))
      counts.prohibitions += !rule->allow;
    if (std::holds_alternative<sema::DenyItem>(item.body)) ++counts.prohibitions;
    if (std::holds_alternative<sema::LimitItem>(item.body)) ++counts.prohibitions;
    if (const auto* require = std::get_if<sema::RequireItem>(&item.body)) {
      counts.requirements += require->blocking;
    }
  }
  return counts;
}

// The words for what a new version has more of than some version before it; empty for none.
std::string added(const Ground& ground, const Operation& operation) {
  Counts after = countsOf(ground.version(operation.version));
  const Fold& fold = ground.folds[operation.target];
  for (size_t i = fold.indexAt(operation.from); i < fold.pieces().size(); ++i) {
    if (fold.pieces()[i].from >= operation.until) break;
    VersionId version = fold.pieces()[i].standing.version;
    if (version == sema::kNone) continue;
    Counts before = countsOf(ground.version(version));
    if (after.prohibitions > before.prohibitions) return "a prohibition";
    if (after.requirements > before.requirements) return "a requirement";
  }
  return {};
}

// Where a clause sets another aside within a period; null where it does not.
const Reference* setsAside(const Ground& ground, SourceId clause, SourceId other, Period period) {
  const Fold& fold = ground.folds[clause];
  for (size_t i = fold.indexAt(period.from); i < fold.pieces().size(); ++i) {
    if (fold.pieces()[i].from >= period.until) break;
    VersionId version = fold.pieces()[i].standing.visible();
    if (version == sema::kNone) continue;
    for (const Reference& reference : ground.references[version].sources) {
      if (reference.sets_aside && reference.source == other) return &reference;
    }
  }
  return nullptr;
}

// Clauses that set each other aside at one instant, found from one of them.
class Cycle {
 public:
  Cycle(const Ground& ground, SourceId start, Micros at) : ground_(ground), start_(start), at_(at) {
    visit(start);
  }
  // The clauses of the cycle; empty for none. Those that could be reached in `reached`.
  std::vector<SourceId> found;
  std::set<SourceId> reached;

 private:
  void visit(SourceId source) {
    path_.push_back(source);
    VersionId version = ground_.folds[source].at(at_).visible();
    if (version != sema::kNone) {
      for (const Reference& reference : ground_.references[version].sources) {
        if (reference.sets_aside) follow(reference.source);
      }
    }
    path_.pop_back();
  }

  void follow(SourceId next) {
    if (next == start_ && path_.size() > 1 && found.empty()) found = path_;
    if (next != start_ && reached.insert(next).second) visit(next);
  }

  const Ground& ground_;
  SourceId start_;
  Micros at_;
  std::vector<SourceId> path_;
};

// Those that some version of a clause sets aside, as often as it does.
std::vector<SourceId> setAsideBy(const Ground& ground, SourceId source) {
  std::vector<SourceId> out;
  for (VersionId version : ground.program.sources[source].versions) {
    for (const Reference& reference : ground.references[version].sources) {
      if (reference.sets_aside) out.push_back(reference.source);
    }
  }
  return out;
}

// Of what was touched: clauses from which some way of setting aside, at whatever instants, does not end.
std::vector<SourceId> mayCycle(const Ground& ground) {
  std::vector<SourceId> starts;
  for (SourceId source : ground.touched) {
    bool meets = !ground.referrers[source].empty() && !setAsideBy(ground, source).empty();
    if (meets) starts.push_back(source);
  }
  if (starts.empty()) return {};
  size_t count = ground.program.sources.size();
  std::vector<std::vector<SourceId>> from(count);
  std::vector<size_t> ways(count);
  std::vector<bool> met(count);
  std::vector<SourceId> reached, ends;
  auto reach = [&](SourceId source) {
    if (!met[source]) reached.push_back(source);
    met[source] = true;
  };
  for (SourceId source : starts) reach(source);
  for (size_t i = 0; i < reached.size(); ++i) {
    SourceId source = reached[i];
    for (SourceId next : setAsideBy(ground, source)) {
      ++ways[source];
      from[next].push_back(source);
      reach(next);
    }
    if (ways[source] == 0) ends.push_back(source);
  }
  for (size_t i = 0; i < ends.size(); ++i) {
    for (SourceId source : from[ends[i]]) {
      if (--ways[source] == 0) ends.push_back(source);
    }
  }
  std::erase_if(starts, [&](SourceId source) { return ways[source] == 0; });
  return starts;
}

// Every instant at which the set of edges from a clause may change.
std::set<Micros> instants(const Ground& ground, SourceId source) {
  std::set<SourceId> all = {source};
  std::vector<SourceId> open = {source};
  while (!open.empty()) {
    SourceId next = open.back();
    open.pop_back();
    for (VersionId version : ground.program.sources[next].versions) {
      for (const Reference& reference : ground.references[version].sources) {
        if (reference.sets_aside && all.insert(reference.source).second) {
          open.push_back(reference.source);
        }
      }
    }
  }
  std::set<Micros> out;
  for (SourceId member : all) {
    for (const Piece& piece : ground.folds[member].pieces()) out.insert(piece.from);
  }
  return out;
}

void report(Ground& ground, std::vector<SourceId> cycle, Period period) {
  std::string names;
  for (SourceId source : cycle)
    names += (names.empty() ? "`" : ", `") + ground.identity(source) + "`";
  const Act* last = nullptr;
  for (SourceId source : cycle) {
    const Act* by = ground.folds[source].at(period.from).by;
    if (by && (!last || by->operation->amendment > last->operation->amendment)) last = by;
  }
  diag::Finding& finding = ground.diagnostics.report(
      Code::set_aside_cycle, last ? last->operation->head : ground.program.sources[cycle[0]].span,
      names, ground.dates(period));
  for (size_t i = 0; i < cycle.size(); ++i) {
    SourceId next = cycle[(i + 1) % cycle.size()];
    if (const Reference* reference = setsAside(ground, cycle[i], next, period)) {
      finding.related.push_back({reference->span, "sets aside `" + ground.identity(next) + "`"});
    }
  }
}

}  // namespace

void checkSetAside(Ground& ground) {
  for (SourceId source : mayCycle(ground)) {
    std::set<Micros> bounds = instants(ground, source);
    for (auto at = bounds.begin(); at != bounds.end(); ++at) {
      std::vector<SourceId> cycle = Cycle(ground, source, *at).found;
      if (cycle.empty()) continue;
      std::vector<SourceId> members = cycle;
      std::sort(members.begin(), members.end());
      if (!ground.cycles.insert(std::move(members)).second) continue;
      Micros until = std::next(at) == bounds.end() ? time::kNever : *std::next(at);
      report(ground, std::move(cycle), {*at, until});
    }
  }
}

void checkAddedProhibitions(Ground& ground, const Operation& operation) {
  bool replaces = operation.kind == sema::OperationKind::replace &&
                  ground.program.sources[operation.target].kind == sema::SourceKind::clause;
  if (!replaces) return;
  std::string what = added(ground, operation);
  if (what.empty()) return;
  for (SourceId clause : ground.referrers[operation.target]) {
    const Reference* reference =
        setsAside(ground, clause, operation.target, {operation.from, operation.until});
    if (!reference) continue;
    diag::Finding& finding =
        ground.diagnostics.report(Code::set_aside_grows, operation.head, what,
                                  ground.identity(operation.target), ground.identity(clause));
    finding.related.push_back({reference->span, "set aside here"});
  }
}

}  // namespace polc::consolidate
