// Lays the rules of a bundle into rows and buckets of the tables, and finds the buckets of a request.
#pragma once
#include "compiler/plan/shaper.h"

namespace polc::plan {

void layRules(const core::Bundle& bundle, Shaper& shaper, Plan& plan);
void layLives(const core::Bundle& bundle, Shaper& shaper, Plan& plan);

}  // namespace polc::plan
