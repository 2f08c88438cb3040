// Which rules match a request and are in force, and what their obligations and guards give.
//
// Source: runtime/core/README.md §2
#pragma once
#include "runtime/interp/expr.h"

namespace polc::interp {

struct InForce {
  bool holds = false;
  Constancy stays;  // to the periods' next and last bounds
};
InForce inForce(const std::vector<core::Period>& periods, Micros t);

bool matches(const Session& session, const core::Pattern& pattern, uint32_t row);
// By type alone: groups and exact entities are not asked.
bool typeMatches(const Session& session, const core::Pattern& pattern, uint32_t row);
bool hasAction(const std::vector<core::ActionId>& actions, core::ActionId action);

// The arguments of an obligation at an instant; an argument in error is absent, with its causes.
struct Called {
  decision::Obligation obligation;
  std::vector<Cause> causes;
  Constancy stays;
  bool moves = false;  // an argument is another at each instant
};
Called callObligation(const core::ObligationCall& call, core::ClauseId clause, uint32_t entity,
                      Evaluator& evaluator);

// Adds it where exactly the same is not there yet.
void addObligation(std::vector<decision::Obligation>& to, const decision::Obligation& obligation);

}  // namespace polc::interp
