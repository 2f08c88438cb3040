#include "compiler/consolidate/checks.h"

namespace polc::consolidate {

using diag::Code;
using sema::Amendment;
using sema::Operation;
using sema::OperationKind;

namespace {

// A period: the header's, or one operation's with dates of its own.
struct Dates {
  Micros from, until;
  source::Span from_span, until_span;
};

void checkPeriod(Ground& ground, const Amendment& amendment, const Dates& dates) {
  if (dates.until <= dates.from) {
    diag::Finding& finding = ground.diagnostics.report(
        Code::period_empty, dates.until_span, ground.date(dates.from), ground.date(dates.until));
    finding.related.push_back({dates.from_span, "it begins here"});
  } else if (dates.until <= amendment.signed_on) {
    diag::Finding& finding =
        ground.diagnostics.report(Code::sunset_past, dates.until_span, ground.date(dates.until),
                                  ground.date(amendment.signed_on));
    finding.related.push_back({amendment.signed_span, "it was signed here"});
  }
}

void checkBackwards(Ground& ground, const Amendment& amendment, Micros from, source::Span span) {
  if (amendment.retroactive || from >= amendment.signed_on) return;
  diag::Finding& finding = ground.diagnostics.report(
      Code::retroactive_missing, span, ground.date(from), ground.date(amendment.signed_on));
  finding.related.push_back({amendment.signed_span, "it was signed here"});
}

bool reachesBack(const Amendment& amendment) {
  if (amendment.effective < amendment.signed_on) return true;
  for (const Operation& operation : amendment.operations) {
    bool ends = operation.kind == OperationKind::end_contract;
    if (operation.from < amendment.signed_on) return true;
    if (ends && operation.instant < amendment.signed_on) return true;
  }
  return false;
}

}  // namespace

void checkDates(Ground& ground, const Amendment& amendment) {
  checkPeriod(
      ground, amendment,
      {amendment.effective, amendment.until, amendment.effective_span, amendment.until_span});
  checkBackwards(ground, amendment, amendment.effective, amendment.effective_span);
  for (const Operation& operation : amendment.operations) {
    if (operation.own_from || operation.own_until) {
      checkPeriod(ground, amendment,
                  {operation.from, operation.until, operation.from_span,
                   operation.until_span.valid() ? operation.until_span : operation.from_span});
    }
    if (operation.own_from) checkBackwards(ground, amendment, operation.from, operation.from_span);
    if (operation.kind == OperationKind::end_contract) {
      checkBackwards(ground, amendment, operation.instant, operation.head);
    }
  }
  if (amendment.retroactive && !reachesBack(amendment)) {
    source::Span span =
        amendment.retroactive_span.valid() ? amendment.retroactive_span : amendment.effective_span;
    diag::Finding& finding = ground.diagnostics.report(
        Code::retroactive_needless, span, amendment.number, ground.date(amendment.signed_on));
    finding.related.push_back({amendment.signed_span, "it was signed here"});
  }
}

}  // namespace polc::consolidate
