#include "compiler/consolidate/acts.h"

#include <algorithm>

namespace polc::consolidate {

using sema::Amendment;
using sema::Operation;
using sema::OperationKind;
using sema::Program;

Micros begins(const Amendment& amendment, const Operation& operation, Clock clock) {
  bool backwards = clock == Clock::life && operation.from < amendment.signed_on;
  return backwards ? std::max(operation.from, amendment.after_signature) : operation.from;
}

namespace {

Effect effectOf(OperationKind kind) {
  switch (kind) {
    case OperationKind::add:
      return Effect::set;
    case OperationKind::repeal:
      return Effect::clear;
    case OperationKind::suspend:
      return Effect::suspend;
    case OperationKind::restate:
      return Effect::renew;
    default:
      return Effect::replace;
  }
}

bool leavesNothing(const Operation& operation) {
  return operation.kind != OperationKind::suspend &&
         (operation.then == sema::Then::lapse || operation.kind == OperationKind::add);
}

void addRestatement(const Program& program, const Amendment& amendment, const Operation& operation,
                    std::vector<std::vector<Act>>& acts) {
  std::vector<VersionId> restated(program.sources.size(), sema::kNone);
  for (VersionId version : operation.restated) {
    restated[program.versions[version].source] = version;
  }
  for (size_t source = 0; source < acts.size(); ++source) {
    acts[source].push_back({&amendment, &operation, restated[source]});
  }
}

}  // namespace

std::vector<Stretch> stretches(const Act& act, Clock clock) {
  const Operation& operation = *act.operation;
  Micros from = begins(*act.amendment, operation, clock);
  std::vector<Stretch> out;
  if (from < operation.until) {
    out.push_back({{from, operation.until}, effectOf(operation.kind)});
  }
  if (operation.until != time::kNever && leavesNothing(operation)) {
    out.push_back({{std::max(from, operation.until), time::kNever}, Effect::clear});
  }
  return out;
}

std::vector<std::vector<Act>> actsBySource(const Program& program, uint32_t through) {
  std::vector<std::vector<Act>> acts(program.sources.size());
  for (const Amendment& amendment : program.amendments) {
    if (amendment.number > through) continue;
    for (const Operation& operation : amendment.operations) {
      if (operation.kind == OperationKind::restate) {
        addRestatement(program, amendment, operation, acts);
      } else if (operation.target != sema::kNone &&
                 operation.kind != OperationKind::extend_vocabulary) {
        acts[operation.target].push_back({&amendment, &operation, operation.version});
      }
    }
  }
  return acts;
}

}  // namespace polc::consolidate
