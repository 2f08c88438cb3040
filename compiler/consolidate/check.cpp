#include "compiler/consolidate/checks.h"

namespace polc::consolidate {
namespace {

using sema::Amendment;
using sema::Operation;
using sema::OperationKind;

void checkOperation(Ground& ground, const Amendment& amendment, const Operation& operation) {
  if (operation.kind == OperationKind::restate) checkRestatement(ground, amendment, operation);
  if (touchesSource(operation) && operation.kind != OperationKind::restate) {
    checkTarget(ground, operation);
    checkOver(ground, operation);
    noteClauseLife(ground, operation);
    checkAddedProhibitions(ground, operation);
  }
  ground.lay(operation);
}

void checkAmendment(Ground& ground, const Amendment& amendment) {
  ground.touched.clear();
  checkDates(ground, amendment);
  for (const Operation& operation : amendment.operations) {
    if (operation.kind == OperationKind::withdraw) checkWithdrawal(ground, amendment, operation);
  }
  ground.withdraw(amendment);
  for (const Operation& operation : amendment.operations) {
    checkOperation(ground, amendment, operation);
  }
  checkExisting(ground, amendment);
  checkTerm(ground, amendment);
  checkReferences(ground);
  checkSetAside(ground);
}

}  // namespace

void check(const sema::Program& program, const CheckOptions& options, diag::Engine& diagnostics) {
  Ground ground(program, options, diagnostics);
  checkAgreedTerm(ground);
  checkNumbers(ground);
  for (sema::SourceId source = 0; source < program.sources.size(); ++source) {
    ground.touched.push_back(source);
  }
  checkReferences(ground);
  checkSetAside(ground);
  for (const Amendment& amendment : program.amendments) checkAmendment(ground, amendment);
  checkOutlook(ground);
}

}  // namespace polc::consolidate
