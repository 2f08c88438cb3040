// Limits: is the amount of all entities under one key more than a limit allows?
//
// Source: runtime/core/README.md §4
// Cost:   every entity of the resource's type in the directory is walked
#pragma once
#include "runtime/core/core.h"
#include "runtime/interp/result.h"
#include "runtime/interp/session.h"

namespace polc::interp {

struct LimitState {
  Result result;                 // true = exceeded
  std::vector<Cause> of_others;  // listed, but they block nobody
  Value key, most;               // where it was counted
  int64_t sum = 0;               // at most the greatest Int
};
LimitState readLimit(const Session& session, const core::Prohibition& prohibition, Micros t);

}  // namespace polc::interp
