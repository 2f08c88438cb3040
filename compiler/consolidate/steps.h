// Walks one source through time, from one beginning or end of an operation to the next.
//
// Order: by instant; at one instant ends before beginnings, each by number
// Cost:  O(m log m) for m acts
#pragma once
#include "compiler/consolidate/acts.h"

namespace polc::consolidate {

// A change of what is in force, and the operation whose beginning or end makes it.
struct Step {
  Micros at;
  VersionId before, after;
  const sema::Operation* operation;
  bool begins;     // the operation does, else it ends
  bool suspended;  // afterwards a version stands, but hidden
};
std::vector<Step> steps(VersionId base, const std::vector<Act>& acts,
                        const Withdrawals& withdrawals, Clock clock);

}  // namespace polc::consolidate
