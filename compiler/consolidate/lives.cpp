#include "compiler/consolidate/lives.h"

namespace polc::consolidate {
namespace {

using sema::Existing;
using sema::Operation;

Micros graceUntil(const sema::Program& program, const Operation& operation, Micros at) {
  if (operation.existing != Existing::grace || operation.grace_length == sema::kNone) return at;
  const sema::Expr& length = program.expr(operation.grace_length);
  return length.type.is(sema::TypeKind::period)
             ? time::addMonths(program.zones[0], at, length.value.bits)
             : time::addSaturated(at, length.value.bits);
}

}  // namespace

std::vector<Change> changesOf(const sema::Program& program, VersionId base,
                              const std::vector<Act>& acts, const Withdrawals& withdrawals) {
  std::vector<Change> out;
  for (const Step& step : steps(base, acts, withdrawals, Clock::life)) {
    const Operation& operation = *step.operation;
    // A restatement means the same: it changes no life.
    if (operation.kind == sema::OperationKind::restate) continue;
    Existing existing = operation.existing == Existing::none ? Existing::now : operation.existing;
    out.push_back({step.at, step.after, existing, graceUntil(program, operation, step.at),
                   operation.amendment});
  }
  return out;
}

}  // namespace polc::consolidate
