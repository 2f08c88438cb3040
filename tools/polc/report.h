// A decision in words: what was decided, why, until when, what goes with it.
#pragma once
#include "runtime/interp/interp.h"
#include "tools/polc/output.h"

namespace polc::tool {

std::string describe(const decision::Decision& decision, const request::Request& request,
                     value::Micros now, const Paint& paint);

// What `eval --explain` adds: each rule that was looked at.
std::string describeRules(const std::vector<interp::Looked>& rules, const core::Bundle& bundle,
                          const Paint& paint);
Json rulesJson(const std::vector<interp::Looked>& rules, const core::Bundle& bundle);

// allow, in its colour
std::string outcomeText(decision::Outcome outcome, const Paint& paint);

}  // namespace polc::tool
