// The reference evaluator: walks the core, obvious before fast. The truth that compiled code must match.
//
// In:   a request decoded against a directory, and the instant
// Out:  the whole decision; the same bytes for the same bundle, directory, request and instant
// Cost: every rule whose types and actions match is walked
#pragma once
#include <string>

#include "runtime/decision/decision.h"
#include "runtime/request/request.h"

namespace polc::interp {

void decide(const request::Request& request, value::Micros now, decision::Decision& out);

// Fills decision.nearest: grants whose types and actions match, each with the conditions that failed and the values
// read, nearest (fewest lacks) first.
void explainDeny(const request::Request& request, value::Micros now, decision::Decision& out);

// Every rule that was looked at, whether it applied, and by which condition it did or did not.
struct Looked {
  const core::Provenance* from;
  std::string_view kind;  // grant, prohibition, requirement, mask, expiry, hold, extend
  enum class Result : uint8_t { applied, not_applied, error, out_of_period } result;
  std::vector<decision::Lack>
      conditions;  // each atomic condition that decided it, with the values read
};
std::vector<Looked> explain(const request::Request& request, value::Micros now);

}  // namespace polc::interp
