// The fold at one instant, as directly as the language page says it: no intervals, no cleverness.
#pragma once
#include <algorithm>
#include <set>

#include "compiler/sema/program.h"

namespace polc::consolidate::oracle {

using namespace sema;

struct Question {
  const Program& program;
  uint32_t through;
  Micros at;
  bool life = false;
};

inline bool reached(const Question& q, const Amendment& amendment, const Operation& operation) {
  bool backwards = operation.from < amendment.signed_on;
  Micros from = operation.from;
  if (q.life && backwards) from = std::max(from, amendment.after_signature);
  return from <= q.at;
}

// Has a withdrawal of this amendment taken effect that is not itself withdrawn?
inline bool withdrawn(const Question& q, uint32_t number) {
  for (const Amendment& amendment : q.program.amendments) {
    if (amendment.number > q.through || amendment.number <= number) continue;
    for (const Operation& operation : amendment.operations) {
      bool names = operation.kind == OperationKind::withdraw && operation.withdrawn == number;
      if (names && reached(q, amendment, operation) && !withdrawn(q, amendment.number)) return true;
    }
  }
  return false;
}

struct State {
  VersionId version = kNone;
  std::vector<uint32_t> over;
  std::vector<uint32_t> suspensions;

  VersionId visible() const {
    for (uint32_t suspension : suspensions) {
      if (std::find(over.begin(), over.end(), suspension) == over.end()) return kNone;
    }
    return version;
  }
};

inline void fold(const Question& q, const Operation& operation, SourceId source, State& state) {
  bool over = operation.until <= q.at;
  if (operation.kind == OperationKind::restate) {
    state = {};
    for (VersionId version : operation.restated) {
      if (q.program.versions[version].source == source) state.version = version;
    }
    return;
  }
  if (operation.target != source) return;
  if (over && operation.kind == OperationKind::suspend) return;
  if (over && operation.kind != OperationKind::add && operation.then != Then::lapse) return;
  bool there = state.version != kNone || operation.kind == OperationKind::add;
  if (!there) return;
  if (operation.kind == OperationKind::suspend) {
    state.suspensions.push_back(operation.amendment);
    return;
  }
  bool nothing = over || operation.kind == OperationKind::repeal;
  state.version = nothing ? kNone : operation.version;
  state.over = operation.over;
}

inline VersionId versionAt(const Question& q, SourceId source) {
  State state;
  if (!q.life && q.at < q.program.effective) return kNone;
  for (VersionId version : q.program.sources[source].versions) {
    if (q.program.versions[version].amendment == 0) state.version = version;
  }
  for (const Amendment& amendment : q.program.amendments) {
    if (amendment.number > q.through || withdrawn(q, amendment.number)) continue;
    for (const Operation& operation : amendment.operations) {
      if (reached(q, amendment, operation)) fold(q, operation, source, state);
    }
  }
  return state.visible();
}

}  // namespace polc::consolidate::oracle
