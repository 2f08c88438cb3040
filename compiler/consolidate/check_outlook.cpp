#include "compiler/consolidate/checks.h"

namespace polc::consolidate {

using diag::Code;
using sema::Amendment;
using sema::Operation;
using sema::SourceId;

namespace {

void checkSunset(Ground& ground, const Amendment& amendment, Micros until, sema::Then then,
                 source::Span span) {
  if (!ground.options.today || until == time::kNever) return;
  Micros today = *ground.options.today;
  if (until < today || until - today > ground.options.warn_within) return;
  if (!ground.withdrawals.active(amendment.number, until)) return;
  ground.diagnostics.report(
      Code::sunset_soon, span, amendment.number, ground.date(until),
      then == sema::Then::lapse ? "nothing takes its place" : "what was there before is back");
}

void checkSunsets(Ground& ground, const Amendment& amendment) {
  bool header = false;
  for (const Operation& operation : amendment.operations) {
    bool ends = operation.until != time::kNever;
    if (operation.own_until) {
      checkSunset(ground, amendment, operation.until, operation.then, operation.until_span);
    }
    header |= ends && !operation.own_until;
  }
  if (header) checkSunset(ground, amendment, amendment.until, amendment.then, amendment.until_span);
}

bool everInForce(const Ground& ground, SourceId source) {
  const Fold& fold = ground.folds[source];
  for (size_t i = 0; i < fold.pieces().size(); ++i) {
    Period period = {std::max(fold.pieces()[i].from, ground.term.from), fold.until(i)};
    if (!period.empty() && fold.pieces()[i].standing.visible() != sema::kNone) return true;
  }
  return false;
}

void checkReview(Ground& ground, SourceId source) {
  if (!ground.options.today) return;
  const Standing& standing = ground.folds[source].at(*ground.options.today);
  // A varied parameter keeps the review of its declaration.
  const sema::Version* declared = nullptr;
  for (VersionId id : ground.program.sources[source].versions) {
    const sema::Version& version = ground.version(id);
    bool before = standing.version != sema::kNone && id <= standing.version;
    if (before && version.decl_ast) declared = &version;
  }
  if (!declared || !declared->review_by) return;
  auto date = time::parseDate(declared->review_by->text);
  if (!date) return;
  Micros due = time::fromCivil(ground.program.zones[0], *date).at;
  if (time::nextLocalMidnight(ground.program.zones[0], due) > *ground.options.today) return;
  ground.diagnostics.report(Code::review_overdue, declared->review_by->span,
                            ground.identity(source), declared->review_by->text);
}

}  // namespace

void checkOutlook(Ground& ground) {
  for (const Amendment& amendment : ground.program.amendments) checkSunsets(ground, amendment);
  for (SourceId source = 0; source < ground.folds.size(); ++source) {
    const sema::Source& of = ground.program.sources[source];
    if (of.kind == sema::SourceKind::param) checkReview(ground, source);
    if (of.kind != sema::SourceKind::clause || everInForce(ground, source)) continue;
    ground.diagnostics.report(Code::never_in_force, of.span, of.identity());
  }
}

}  // namespace polc::consolidate
