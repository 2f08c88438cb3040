#include "compiler/consolidate/checks.h"

namespace polc::consolidate {

using diag::Code;
using sema::Operation;
using sema::OperationKind;
using sema::SourceId;

namespace {

// Who is to blame for a gap: the act that took the source away, or the one that brings it later.
void blame(const Ground& ground, SourceId source, Period gap, diag::Finding& finding) {
  const Fold& fold = ground.folds[source];
  if (const Act* by = fold.at(gap.from).by) {
    finding.related.push_back({by->operation->head, "taken away here"});
    return;
  }
  size_t next = gap.until == time::kNever ? fold.pieces().size() : fold.indexAt(gap.until);
  if (next < fold.pieces().size() && fold.pieces()[next].standing.by) {
    finding.related.push_back(
        {fold.pieces()[next].standing.by->operation->head, "it comes into force here"});
    return;
  }
  finding.related.push_back({ground.program.sources[source].span, "it is first written here"});
}

void checkNew(Ground& ground, const Operation& operation) {
  SourceId source = operation.target;
  const sema::Version* earlier = nullptr;
  if (ground.bases[source] != sema::kNone) earlier = &ground.version(ground.bases[source]);
  for (size_t i = 0; i < ground.laid[source] && !earlier; ++i) {
    const Act& act = ground.acts[source][i];
    if (act.version != sema::kNone) earlier = &ground.version(act.version);
  }
  if (!earlier) return;
  bool clause = ground.program.sources[source].kind == sema::SourceKind::clause;
  Period stands = {time::kNever, time::kNever};
  const Fold& fold = ground.folds[source];
  for (size_t i = 0; i < fold.pieces().size(); ++i) {
    Period piece = meet({fold.pieces()[i].from, fold.until(i)}, {operation.from, operation.until});
    if (piece.empty() || fold.pieces()[i].standing.version == sema::kNone) continue;
    if (stands.empty()) stands.from = piece.from;
    stands.until = piece.until;
  }
  if (!clause && stands.empty()) return;
  diag::Finding& finding =
      clause ? ground.diagnostics.report(Code::identity_used_again, operation.head,
                                         ground.identity(source))
             : ground.diagnostics.report(Code::already_there, operation.head,
                                         ground.identity(source), ground.dates(stands));
  finding.related.push_back({earlier->head, "it stood here"});
}

}  // namespace

void checkTarget(Ground& ground, const Operation& operation) {
  if (operation.kind == OperationKind::add) return checkNew(ground, operation);
  Period period = {operation.from, operation.until};
  const Fold& fold = ground.folds[operation.target];
  if (operation.kind == OperationKind::repeal) {
    period.until = fold.until(fold.indexAt(period.from));
  }
  Period gap = firstGap(fold, period);
  if (gap.empty()) return;
  ground.missing.insert(&operation);
  diag::Finding& finding =
      ground.diagnostics.report(Code::target_not_in_force, operation.head,
                                ground.identity(operation.target), ground.dates(gap));
  blame(ground, operation.target, gap, finding);
}

}  // namespace polc::consolidate
