#include "compiler/lower/selection.h"

#include <algorithm>
#include <map>

namespace polc::lower {
namespace {

void extend(std::vector<core::Period>& periods, core::Period next) {
  if (!periods.empty() && periods.back().until == next.from) {
    periods.back().until = next.until;
  } else {
    periods.push_back(next);
  }
}

std::vector<Segment> stepsOf(const consolidate::Timeline& timeline, Micros effective) {
  std::vector<Segment> steps;
  for (const Segment& segment : timeline.segments) {
    if (segment.version == sema::kNone || segment.until <= effective) continue;
    if (!steps.empty()) steps.back().until = segment.from;
    if (!steps.empty() && steps.back().version == segment.version) {
      steps.back().until = segment.until;
    } else {
      steps.push_back(segment);
    }
  }
  if (steps.empty()) return steps;
  steps.front().from = value::kAlways;
  steps.back().until = value::kNever;
  return steps;
}

size_t stepAt(const std::vector<Segment>& steps, Micros t) {
  auto after = std::upper_bound(steps.begin(), steps.end(), t,
                                [](Micros at, const Segment& step) { return at < step.from; });
  return static_cast<size_t>(after - steps.begin()) - 1;
}

// The end of the stretch that begins at `from` on which no source changes.
Micros cutAfter(const Selection& selection, const std::vector<SourceId>& sources, Micros from,
                Micros until) {
  for (SourceId source : sources) {
    const auto& steps = selection.steps(source);
    until = std::min(until, steps[stepAt(steps, from)].until);
  }
  return until;
}

struct Combination {
  std::vector<VersionId> versions;
  std::vector<core::Period> periods;
};

}  // namespace

Selection::Selection(const sema::Program& program, const Consolidation& consolidation)
    : steps_(program.sources.size()), chosen_(program.sources.size(), sema::kNone) {
  for (SourceId source = 0; source < steps_.size(); ++source) {
    steps_[source] = stepsOf(consolidation.timelines[source], consolidation.effective);
    const auto& versions = program.sources[source].versions;
    if (!steps_[source].empty()) {
      chosen_[source] = steps_[source].front().version;
    } else if (!versions.empty()) {
      chosen_[source] = versions.front();
    }
  }
}

void Selection::forEach(const std::vector<SourceId>& sources,
                        const std::vector<core::Period>& periods,
                        const std::function<void(const std::vector<core::Period>&)>& body) {
  std::vector<SourceId> varying;
  std::copy_if(sources.begin(), sources.end(), std::back_inserter(varying),
               [&](SourceId source) { return varies(source); });
  if (varying.empty()) return body(periods);
  std::vector<Combination> combinations;
  std::map<std::vector<VersionId>, size_t> known;
  std::vector<VersionId> versions(varying.size());
  for (const core::Period& period : periods) {
    for (Micros from = period.from; from < period.until;) {
      Micros until = cutAfter(*this, varying, from, period.until);
      for (size_t i = 0; i < varying.size(); ++i) {
        versions[i] = steps(varying[i])[stepAt(steps(varying[i]), from)].version;
      }
      auto [at, fresh] = known.try_emplace(versions, combinations.size());
      if (fresh) combinations.push_back({versions, {}});
      extend(combinations[at->second].periods, {from, until});
      from = until;
    }
  }
  for (const Combination& combination : combinations) {
    for (size_t i = 0; i < varying.size(); ++i) choose(varying[i], combination.versions[i]);
    body(combination.periods);
  }
  for (SourceId source : varying) choose(source, steps(source).front().version);
}

std::vector<InForce> versionsInForce(const consolidate::Timeline& timeline, Micros effective) {
  std::vector<InForce> result;
  for (const Segment& segment : timeline.segments) {
    if (segment.version == sema::kNone || segment.until <= effective) continue;
    auto known = std::find_if(result.begin(), result.end(),
                              [&](const InForce& in) { return in.version == segment.version; });
    if (known == result.end()) known = result.insert(result.end(), {segment.version, {}});
    extend(known->periods, {segment.from, segment.until});
  }
  return result;
}

}  // namespace polc::lower
