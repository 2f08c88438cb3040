// The instants at which a contract itself changes: its term, steps of parameters, periods of rules, regions of lives.
//
// Out: ascending, each once, exact to the microsecond (dates are midnights of the contract's zone); without the ends of time
#pragma once
#include <vector>

#include "runtime/core/core.h"

namespace polc::differential {

using value::Micros;

std::vector<Micros> changes(const core::Bundle& bundle);
// The change that is meant by a date's midnight in UTC; the midnight itself where none lies within a zone's offset of it.
Micros nearestChange(const std::vector<Micros>& changes, Micros midnight);

}  // namespace polc::differential
