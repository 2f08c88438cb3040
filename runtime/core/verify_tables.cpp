#include <algorithm>

#include "runtime/core/verifier.h"

namespace polc::core {
namespace {

void verifySchedule(const Bundle& bundle, const time::Schedule& schedule, Faults& faults) {
  faults.id(schedule.zone, bundle.zones.size(), schedule.name, "zone");
  int32_t end = -1;
  for (const time::WeekRange& range : schedule.ranges) {
    faults.check(range.from_min > end && range.from_min < range.until_min && range.from_min >= 0 &&
                     range.until_min <= 7 * 24 * 60,
                 schedule.name, "ranges are not ascending and apart");
    end = range.until_min;
  }
}

void verifyAutomaton(const Automaton& automaton, Faults& faults) {
  const uint64_t states = automaton.accepting.size();
  faults.id(automaton.start, states, automaton.source, "start");
  faults.check(automaton.table.size() == states * 256, automaton.source, "table is not total");
  faults.check(std::ranges::all_of(automaton.table, [&](uint32_t next) { return next < states; }),
               automaton.source, "table leads out of itself");
}

void verifyParam(const Bundle& bundle, const Param& param, Faults& faults) {
  faults.check(!param.steps.empty(), param.name, "has no value");
  std::vector<Period> periods;
  for (const ParamStep& step : param.steps) {
    periods.push_back(step.when);
    faults.id(step.constant, bundle.constants.size(), param.name, "value");
  }
  faults.check(ordered(periods), param.name, "steps are not ascending and disjoint");
}

}  // namespace

void verifyTables(const Bundle& bundle, Faults& faults) {
  faults.check(bundle.term.from < bundle.term.until, "term", "is empty");
  faults.check(!bundle.zones.empty(), "zones", "there is none");
  for (const time::Zone& zone : bundle.zones)
    faults.check(!zone.transitions.empty() && zone.transitions[0].at == value::kAlways, zone.name,
                 "the first offset does not begin with time");
  faults.check(bundle.constants.size() == bundle.constant_types.size(), "constants",
               "not each has a type");
  for (const TypeId type : bundle.constant_types)
    faults.id(type, bundle.types.size(), "constants", "type");
  for (const time::Schedule& schedule : bundle.schedules) verifySchedule(bundle, schedule, faults);
  for (const Automaton& automaton : bundle.automata) verifyAutomaton(automaton, faults);
  for (const LikePattern& pattern : bundle.patterns)
    faults.check(!pattern.parts.empty(), "like", "a pattern has no part");
  for (const Param& param : bundle.params) verifyParam(bundle, param, faults);
  for (const auto& periods : bundle.period_lists)
    faults.check(ordered(periods), "period lists", "not ascending and disjoint");
}

}  // namespace polc::core
