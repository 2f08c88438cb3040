#include "compiler/consolidate/ground.h"

namespace polc::consolidate {

using sema::Amendment;
using sema::Operation;
using sema::OperationKind;
using sema::SourceId;

Ground::Ground(const sema::Program& p, const CheckOptions& o, diag::Engine& d)
    : program(p), options(o), diagnostics(d) {
  bases = baseVersions(program);
  acts = actsBySource(program, UINT32_MAX);
  laid.resize(program.sources.size(), 0);
  for (VersionId base : bases) folds.emplace_back(base);
  referrers.resize(program.sources.size());
  life_readers.resize(program.sources.size());
  for (const sema::Version& version : program.versions) {
    references.push_back(referencesOf(program, version));
    for (const Reference& reference : references.back().sources) {
      referrers[reference.source].insert(version.source);
    }
    for (SourceId read : version.life_reads) life_readers[read].insert(version.source);
    if (!references.back().owners.empty()) owner_askers.insert(version.source);
  }
  term = foldTerm(program, 0, withdrawals);
}

bool touchesSource(const Operation& operation) {
  return operation.kind == OperationKind::restate ||
         (operation.target != sema::kNone && operation.kind != OperationKind::extend_vocabulary);
}

void Ground::lay(const Operation& operation) {
  if (!touchesSource(operation)) return;
  auto lay_on = [&](SourceId source) {
    const Act& act = acts[source][laid[source]++];
    folds[source].apply(act, withdrawals.of(operation.amendment));
    touched.push_back(source);
  };
  if (operation.kind != OperationKind::restate) return lay_on(operation.target);
  for (SourceId source = 0; source < folds.size(); ++source) lay_on(source);
}

void Ground::rebuild(SourceId source, const Operation& because) {
  Fold fold(bases[source]);
  for (size_t i = 0; i < laid[source]; ++i) {
    const Act& act = acts[source][i];
    auto missed = fold.apply(act, withdrawals.of(act.amendment->number));
    if (missed.empty() || missing.contains(act.operation)) continue;
    if (!noted.insert(act.operation).second) continue;
    diag::Finding& finding = diagnostics.report(diag::Code::target_withdrawn, act.operation->head,
                                                identity(source), dates(missed.front()));
    finding.related.push_back({because.head, "the withdrawal"});
  }
  folds[source] = std::move(fold);
  touched.push_back(source);
}

void Ground::withdraw(const Amendment& amendment) {
  const Operation* withdrawal = nullptr;
  for (const Operation& operation : amendment.operations) {
    if (operation.kind == OperationKind::withdraw) withdrawal = &operation;
  }
  if (!withdrawal) return;
  Withdrawals before = std::move(withdrawals);
  withdrawals = Withdrawals(program, amendment.number, Clock::text);
  std::set<SourceId> sources;
  for (const Amendment& other : program.amendments) {
    if (before.of(other.number).empty() && withdrawals.of(other.number).empty()) continue;
    for (const Operation& operation : other.operations) {
      if (operation.kind == OperationKind::restate) {
        for (SourceId source = 0; source < folds.size(); ++source) sources.insert(source);
      } else if (touchesSource(operation)) {
        sources.insert(operation.target);
      }
    }
  }
  for (SourceId source : sources) rebuild(source, *withdrawal);
}

Period firstGap(const Fold& fold, Period period) {
  Period gap = {time::kNever, time::kNever};
  if (period.empty()) return gap;
  for (size_t i = fold.indexAt(period.from); i < fold.pieces().size(); ++i) {
    Period piece = meet(period, {fold.pieces()[i].from, fold.until(i)});
    if (piece.empty()) break;
    if (fold.pieces()[i].standing.version == sema::kNone) {
      if (gap.empty()) gap.from = piece.from;
      gap.until = piece.until;
    } else if (!gap.empty()) {
      break;
    }
  }
  return gap;
}

}  // namespace polc::consolidate
