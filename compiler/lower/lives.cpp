#include "compiler/lower/lives.h"

#include <algorithm>

#include "compiler/base/limits.h"

namespace polc::lower {
namespace {

using core::kNone;

bool any(const sema::Clause& clause, bool (*is)(const sema::ItemBody&)) {
  return std::any_of(clause.items.begin(), clause.items.end(),
                     [&](const sema::Item& item) { return is(item.body); });
}
bool endsOrExtends(const sema::ItemBody& body) {
  return std::holds_alternative<sema::ExpireItem>(body) ||
         std::holds_alternative<sema::ExtendItem>(body);
}
bool holds(const sema::ItemBody& body) { return std::holds_alternative<sema::HoldItem>(body); }

bool leavesSomeBehind(const LifeHistory& history) {
  return std::any_of(history.changes.begin(), history.changes.end(),
                     [](const Change& change) { return sema::waits(change.existing); });
}

// What is read is always there: a gap is filled with what came before it, a beginning with what came first.
void fillGaps(LifeHistory& history) {
  for (const Change& change : history.changes) {
    if (history.before == sema::kNone) history.before = change.after;
  }
  VersionId last = history.before;
  for (Change& change : history.changes) {
    if (change.after == sema::kNone) change.after = last;
    last = change.after;
  }
}

bool constant(const LifeHistory& history) {
  return std::all_of(history.changes.begin(), history.changes.end(),
                     [&](const Change& change) { return change.after == history.before; });
}

}  // namespace

std::vector<VersionId> Lives::versions(SourceId source) const {
  const consolidate::Timeline& timeline = shared_.consolidation.timelines[source];
  std::vector<VersionId> result;
  auto take = [&](VersionId version) {
    if (version != sema::kNone &&
        std::find(result.begin(), result.end(), version) == result.end()) {
      result.push_back(version);
    }
  };
  take(timeline.before);
  for (const Change& change : timeline.changes) take(change.after);
  return result;
}

LifeHistory Lives::history(SourceId source, bool has_birth) const {
  const consolidate::Timeline& timeline = shared_.consolidation.timelines[source];
  LifeHistory history{timeline.before, timeline.changes};
  for (Change& change : history.changes) {
    if (!has_birth) change.existing = sema::Existing::now;
  }
  return history;
}

void Lives::addHistories(Draft& draft, bool has_birth) {
  std::vector<SourceId> reads;
  for (VersionId version : versions(draft.source)) {
    for (SourceId source : shared_.reads.ofLife(shared_.program.versions[version].clause))
      reads.push_back(source);
  }
  std::sort(reads.begin(), reads.end());
  reads.erase(std::unique(reads.begin(), reads.end()), reads.end());
  draft.sources = {draft.source};
  draft.histories = {history(draft.source, has_birth)};
  for (SourceId source : reads) {
    if (shared_.program.sources[source].kind == sema::SourceKind::clause) continue;
    LifeHistory history = this->history(source, has_birth);
    fillGaps(history);
    if (history.before != sema::kNone) shared_.selection.choose(source, history.before);
    if (constant(history)) continue;
    draft.sources.push_back(source);
    draft.histories.push_back(std::move(history));
  }
}

void Lives::lowerClause(SourceId source, core::ClauseId clause) {
  std::vector<uint32_t> types;  // a version may be for another type than the one before it
  for (VersionId version : versions(source)) {
    uint32_t type = shared_.program.versions[version].clause.entity_type;
    if (type != kNone && std::find(types.begin(), types.end(), type) == types.end())
      types.push_back(type);
  }
  for (uint32_t type : types) lowerFor(source, clause, type);
}

void Lives::lowerFor(SourceId source, core::ClauseId clause, uint32_t type) {
  bool ends = false;
  bool held = false;
  for (VersionId number : versions(source)) {
    const sema::Version& version = shared_.program.versions[number];
    if (version.clause.entity_type != type) continue;
    ends = ends || any(version.clause, endsOrExtends);
    held = held || any(version.clause, holds);
  }
  if (!ends && !held) return;
  Draft draft;
  draft.source = source;
  draft.life.clause = clause;
  draft.life.entity_type = type;
  bool has_birth = shared_.program.vocabulary.entities[type].birth != sema::kNone;
  addHistories(draft, has_birth);
  // Where every hold counts as it stands now, the hold's own rule says it.
  if (!ends && std::none_of(draft.histories.begin(), draft.histories.end(), leavesSomeBehind))
    return;
  expressions_.beginClause(shared_.program.versions[versions(source).front()].head);
  expressions_.fixInTime(true);
  bool fits = withinGraces(draft) && cut(draft);
  expressions_.fixInTime(false);
  for (SourceId read : draft.sources) {
    const auto& steps = shared_.selection.steps(read);
    if (!steps.empty()) shared_.selection.choose(read, steps.front().version);
  }
  if (fits && !draft.life.regions.empty()) builder_.bundle().lives.push_back(std::move(draft.life));
}

bool Lives::withinGraces(const Draft& draft) {
  uint32_t pending = pendingGraces(draft.histories);
  if (pending <= limits::kPendingGraces) return true;
  const sema::Source& source = shared_.program.sources[draft.source];
  shared_.diagnostics.report(diag::Code::too_many_graces, source.span, source.identity(), pending,
                             limits::kPendingGraces);
  return false;
}

bool Lives::cut(Draft& draft) {
  Rows rows(draft.histories, shared_.consolidation.effective);
  Rectangles rectangles;
  CombinedRow row;
  while (rows.next(row)) {
    std::vector<Rectangles::Step> steps;
    for (const CombinedStep& step : row.steps) {
      uint32_t here = result(draft, step.combinations);
      if (steps.empty() || steps.back().result != here) steps.push_back({step.from, here});
    }
    rectangles.add(row.now, steps);
    if (rectangles.size() <= limits::kLifeRegions) continue;
    const sema::Source& source = shared_.program.sources[draft.source];
    shared_.diagnostics.report(diag::Code::too_many_regions, source.span, source.identity(),
                               limits::kLifeRegions);
    return false;
  }
  for (const Rectangles::Rectangle& one : rectangles.finish()) {
    const std::vector<uint32_t>& configs = draft.result_list[one.result];
    if (configs == std::vector<uint32_t>{kNone}) continue;
    draft.life.regions.push_back({one.now, one.birth, configs, configs.front()});
    bool bounded = one.birth.from != value::kAlways || one.birth.until != value::kNever;
    draft.life.reads_birth = draft.life.reads_birth || bounded;
  }
  return true;
}

uint32_t Lives::result(Draft& draft, const std::vector<Combination>& combinations) {
  std::vector<uint32_t> configs;
  for (const Combination& combination : combinations) {
    uint32_t made = config(draft, combination);
    if (std::find(configs.begin(), configs.end(), made) == configs.end()) configs.push_back(made);
  }
  auto [at, fresh] =
      draft.results.try_emplace(configs, static_cast<uint32_t>(draft.result_list.size()));
  if (fresh) draft.result_list.push_back(configs);
  return at->second;
}

uint32_t Lives::config(Draft& draft, const Combination& combination) {
  auto [at, fresh] = draft.by_combination.try_emplace(combination, kNone);
  VersionId number = combination.front();
  if (!fresh || number == sema::kNone) return at->second;
  const sema::Version& version = shared_.program.versions[number];
  if (version.clause.entity_type != draft.life.entity_type) return kNone;
  if (!any(version.clause, endsOrExtends) && !any(version.clause, holds)) return kNone;
  for (size_t i = 1; i < combination.size(); ++i)
    shared_.selection.choose(draft.sources[i], combination[i]);
  core::LifeConfig made = lowerConfig(version);
  auto [known, other] = draft.by_content.try_emplace(
      content(number, made), static_cast<uint32_t>(draft.life.configs.size()));
  if (other) draft.life.configs.push_back(std::move(made));
  return at->second = known->second;
}

}  // namespace polc::lower
