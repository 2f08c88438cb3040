// Words for instants and periods, in the contract's zone.
#pragma once
#include <string>

#include "compiler/consolidate/acts.h"

namespace polc::consolidate {

std::string dateOf(const sema::Program& program,
                   Micros at);  // 2026-03-01; a time where it is no midnight
// "from 2026-03-01 until 2026-04-01", "before 2026-03-01", "from 2026-03-01 on", "at any time".
std::string datesOf(const sema::Program& program, Period period);

}  // namespace polc::consolidate
