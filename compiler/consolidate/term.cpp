#include "compiler/consolidate/term.h"

#include <algorithm>

namespace polc::consolidate {
namespace {

using sema::Amendment;
using sema::Operation;
using sema::OperationKind;

bool movesTerm(const Operation& operation) {
  return operation.kind == OperationKind::extend_contract ||
         operation.kind == OperationKind::end_contract;
}

std::vector<Micros> instants(const sema::Program& program, uint32_t through,
                             const Withdrawals& withdrawals) {
  std::vector<Micros> out = {program.effective};
  for (const Amendment& amendment : program.amendments) {
    if (amendment.number > through) continue;
    bool moves = false;
    for (const Operation& operation : amendment.operations) {
      if (!movesTerm(operation)) continue;
      out.push_back(operation.from);
      moves = true;
    }
    if (!moves) continue;
    for (const Outage& outage : withdrawals.of(amendment.number)) {
      out.push_back(outage.period.from);
      out.push_back(outage.period.until);
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  out.erase(out.begin(), std::lower_bound(out.begin(), out.end(), program.effective));
  if (!out.empty() && out.back() == time::kNever) out.pop_back();
  return out;
}

}  // namespace

Micros agreedEnd(const sema::Program& program, uint32_t through, const Withdrawals& withdrawals,
                 Micros at, const Operation* stop) {
  Micros end = program.until;
  for (const Amendment& amendment : program.amendments) {
    if (amendment.number > through || !withdrawals.active(amendment.number, at)) continue;
    for (const Operation& operation : amendment.operations) {
      if (&operation == stop) return end;
      if (movesTerm(operation) && operation.from <= at) end = operation.instant;
    }
  }
  return end;
}

Term foldTerm(const sema::Program& program, uint32_t through, const Withdrawals& withdrawals) {
  std::vector<Micros> bounds = instants(program, through, withdrawals);
  Term term = {program.effective, program.effective, time::kNever};
  bool ended = false;
  for (size_t i = 0; i < bounds.size(); ++i) {
    Micros next = i + 1 < bounds.size() ? bounds[i + 1] : time::kNever;
    Micros end = agreedEnd(program, through, withdrawals, bounds[i], nullptr);
    if (ended && end > bounds[i]) {
      term.resumes = bounds[i];
      break;
    }
    if (ended) continue;
    term.until = std::max(bounds[i], std::min(end, next));
    ended = end < next;
  }
  return term;
}

}  // namespace polc::consolidate
