#include "tests/differential/reach.h"

#include <fmt/format.h>

namespace polc::differential {
namespace {

// Each operation with each `existing`, at both ends where it has two.
const std::vector<std::string> kOperations = {
    "add lifecycle keep begin",     "add lifecycle grace begin",     "add lifecycle now begin",
    "add lifecycle keep end",       "add lifecycle grace end",       "add lifecycle now end",
    "replace lifecycle keep begin", "replace lifecycle grace begin", "replace lifecycle now begin",
    "replace lifecycle keep end",   "replace lifecycle grace end",   "replace lifecycle now end",
    "suspend lifecycle keep begin", "suspend lifecycle grace begin", "suspend lifecycle now begin",
    "suspend lifecycle keep end",   "suspend lifecycle grace end",   "suspend lifecycle now end",
    "repeal lifecycle keep begin",  "repeal lifecycle grace begin",  "repeal lifecycle now begin",
    "vary life keep begin",         "vary life grace begin",         "vary life now begin",
    "vary life keep end",           "vary life grace end",           "vary life now end",
    "replace schedule keep begin",  "replace schedule grace begin",  "replace schedule now begin",
    "withdraw keep begin",          "withdraw grace begin",          "withdraw now begin",
    "add permission - begin",       "replace permission - begin",    "repeal permission - begin",
    "suspend permission - begin",   "suspend permission - end",      "replace permission - end",
    "add ownership - begin",        "replace ownership - begin",     "add data keep begin",
    "add review - begin",           "replace review - begin",        "extend contract - begin",
};
const std::vector<std::string> kKinds = {"permission", "ownership", "lifecycle", "data", "review"};

bool share(const char* what, int count, int total, int least_percent) {
  double percent = total ? 100.0 * count / total : 0;
  fmt::print("  {:<24}{:>8}  {:5.1f} %{}\n", what, count, percent,
             percent < least_percent ? "  too few" : "");
  return percent >= least_percent;
}

}  // namespace

void Reach::world(const World& world) {
  for (const std::string& kind : world.clause_kinds) ++kinds_[kind];
}

void Reach::ends(const Written& w, bool first, bool last) {
  if (first) ++operations_[fmt::format("{} {} begin", w.operation, w.existing)];
  if (last) ++operations_[fmt::format("{} {} end", w.operation, w.existing)];
}

void Reach::decision(const decision::Decision& d) {
  ++total_;
  if (d.outcome == decision::Outcome::allow) ++allow_;
  if (d.outcome == decision::Outcome::expire) ++expire_;
  if (d.outcome == decision::Outcome::deny && !d.reasons.empty()) ++deny_reason_;
  if (!d.errors.empty()) ++errors_;
  if (d.standing) ++phases_[std::string(decision::name(d.phase))];
  for (const decision::Reason& reason : d.reasons)
    ++effects_[std::string(decision::name(reason.effect))];
}

bool Reach::report() const {
  fmt::print("reach of {} decisions:\n", total_);
  bool enough = share("allow", allow_, total_, 15);
  enough &= share("deny with a reason", deny_reason_, total_, 15);
  enough &= share("expire", expire_, total_, 15);
  enough &= share("with errors", errors_, total_, 15);
  fmt::print("  asked by rows, too       {:>8}\n", queries_);
  for (const auto& [name, count] : phases_) fmt::print("  phase {:<18}{:>8}\n", name, count);
  for (const auto& [name, count] : effects_) fmt::print("  effect {:<17}{:>8}\n", name, count);
  fmt::print("  stable_until proven {}, at the horizon of recurring conditions {}\n", proven_,
             horizon_);
  for (const std::string& kind : kKinds) {
    if (!kinds_.count(kind)) fmt::print("  no clause of kind {}\n", kind), enough = false;
  }
  for (const std::string& row : kOperations) {
    auto found = operations_.find(row);
    if (found == operations_.end()) fmt::print("  never reached: {}\n", row), enough = false;
  }
  for (const auto& [row, count] : operations_) fmt::print("  {:<34}{:>6}\n", row, count);
  return enough;
}

}  // namespace polc::differential
