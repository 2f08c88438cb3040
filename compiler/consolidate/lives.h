// What becomes of lives when what they are under changes.
#pragma once
#include "compiler/consolidate/steps.h"
#include "compiler/consolidate/timeline.h"

namespace polc::consolidate {

// The changes of one source for lives: withdrawals by the clock of lives, too.
std::vector<Change> changesOf(const sema::Program& program, VersionId base,
                              const std::vector<Act>& acts, const Withdrawals& withdrawals);

}  // namespace polc::consolidate
