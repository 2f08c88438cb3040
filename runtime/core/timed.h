// Which nodes may change as time passes.
//
// A node is timed where it is now, a parameter with more than one step, in_period, the birth field of an entity (which
// is now for what is being created), or has a timed operand.
#pragma once
#include <string>
#include <vector>

#include "runtime/core/core.h"

namespace polc::core {

// In: a bundle that verify() finds sound.
std::vector<bool> timedNodes(const Bundle& bundle);
// The nodes whose flag is another; empty where all are right.
std::vector<std::string> verifyTimed(const Bundle& bundle);

}  // namespace polc::core
