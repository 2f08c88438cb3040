#include "compiler/consolidate/checks.h"

namespace polc::consolidate {

using diag::Code;
using sema::Amendment;
using sema::Operation;
using sema::OperationKind;

namespace {

bool movesTerm(const Operation& operation) {
  return operation.kind == OperationKind::extend_contract ||
         operation.kind == OperationKind::end_contract;
}

void notMoved(Ground& ground, const Operation& operation, const std::string& message,
              const std::string& help) {
  ground.diagnostics.report(Code::term_not_moved, operation.head, message, help);
}

void checkMove(Ground& ground, const Amendment& amendment, const Operation& operation) {
  Micros end =
      agreedEnd(ground.program, amendment.number, ground.withdrawals, operation.from, &operation);
  std::string until = end == time::kNever ? std::string() : ground.date(end);
  if (operation.kind == OperationKind::extend_contract) {
    if (operation.instant <= end) {
      std::string now = end == time::kNever ? "without end" : "until " + until;
      notMoved(ground, operation, "the contract already runs " + now,
               "write a later date, or `end contract at DATE` to end it earlier");
    }
    return;
  }
  if (operation.instant >= end) {
    notMoved(ground, operation, "the contract already ends on " + until,
             "write an earlier date, or `extend contract until DATE` to let it go on");
  } else if (operation.instant < operation.from) {
    notMoved(ground, operation,
             "the contract would end on " + ground.date(operation.instant) +
                 ", before this takes effect on " + ground.date(operation.from),
             "write a later date");
  } else if (operation.instant <= ground.program.effective) {
    notMoved(ground, operation, "the contract would end before it begins", "write a later date");
  }
}

void outside(Ground& ground, const Operation& operation, source::Span span) {
  diag::Finding& finding = ground.diagnostics.report(
      Code::period_outside_term, span, ground.dates({operation.from, operation.until}),
      ground.dates({ground.term.from, ground.term.until}));
  bool before = operation.until <= ground.term.from;
  source::Span bound = before ? ground.program.effective_span : ground.program.until_span;
  if (bound.valid()) finding.related.push_back({bound, "the term as first agreed"});
}

bool liesOutside(const Ground& ground, const Operation& operation) {
  if (operation.until <= operation.from) return false;
  if (operation.until <= ground.term.from) return true;
  return operation.from >= ground.term.until && !ground.life_reasons.contains(&operation);
}

void checkInside(Ground& ground, const Amendment& amendment) {
  bool header = false;
  for (const Operation& operation : amendment.operations) {
    if (operation.kind == OperationKind::extend_vocabulary || movesTerm(operation)) continue;
    if (!liesOutside(ground, operation)) continue;
    bool own = operation.own_from || operation.own_until;
    if (!own && header) continue;
    header |= !own;
    outside(ground, operation,
            operation.own_from || !own ? operation.from_span : operation.until_span);
  }
}

}  // namespace

void checkAgreedTerm(Ground& ground) {
  const sema::Program& program = ground.program;
  if (program.until > program.effective) return;
  diag::Finding& finding =
      ground.diagnostics.report(Code::period_empty, program.until_span,
                                ground.date(program.effective), ground.date(program.until));
  finding.related.push_back({program.effective_span, "it begins here"});
}

void checkTerm(Ground& ground, const Amendment& amendment) {
  bool moved = false;
  const Operation* first = nullptr;
  for (const Operation& operation : amendment.operations) {
    if (movesTerm(operation)) checkMove(ground, amendment, operation);
    bool changes = movesTerm(operation) || operation.kind == OperationKind::withdraw;
    if (changes && !first) first = &operation;
    moved |= changes;
  }
  if (moved) {
    Micros before = ground.term.resumes;
    ground.term = foldTerm(ground.program, amendment.number, ground.withdrawals);
    if (ground.term.resumes != time::kNever && before == time::kNever) {
      ground.diagnostics.report(Code::term_with_gap, first->head, ground.date(ground.term.until),
                                ground.date(ground.term.resumes));
    }
  }
  checkInside(ground, amendment);
}

}  // namespace polc::consolidate
