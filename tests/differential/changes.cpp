#include "tests/differential/changes.h"

#include <algorithm>
#include <cstdlib>

namespace polc::differential {
namespace {

constexpr Micros kOffsetMax = value::kMicrosPerDay * 15 / 24;

class Bounds {
 public:
  void add(const core::Period& period) {
    for (const Micros at : {period.from, period.until})
      if (at > value::kTimeMin && at < value::kTimeMax) found_.push_back(at);
  }
  template <class Heads>
  void addRules(const Heads& rules) {
    for (const core::Head& rule : rules)
      for (const core::Period& period : rule.periods) add(period);
  }
  std::vector<Micros> ascending() {
    std::ranges::sort(found_);
    const auto again = std::ranges::unique(found_);
    found_.erase(again.begin(), again.end());
    return std::move(found_);
  }

 private:
  std::vector<Micros> found_;
};

}  // namespace

std::vector<Micros> changes(const core::Bundle& bundle) {
  Bounds bounds;
  bounds.add(bundle.term);
  for (const core::Param& param : bundle.params)
    for (const core::ParamStep& step : param.steps) bounds.add(step.when);
  for (const auto& periods : bundle.period_lists)
    for (const core::Period& period : periods) bounds.add(period);
  bounds.addRules(bundle.grants);
  bounds.addRules(bundle.prohibitions);
  bounds.addRules(bundle.requirements);
  bounds.addRules(bundle.masks);
  bounds.addRules(bundle.holds);
  for (const core::Life& life : bundle.lives) {
    for (const core::LifeRegion& region : life.regions) {
      bounds.add(region.now);
      bounds.add(region.birth);
    }
  }
  return bounds.ascending();
}

Micros nearestChange(const std::vector<Micros>& changes, Micros midnight) {
  const auto distance = [&](Micros at) { return std::llabs(at - midnight); };
  const auto nearest = std::ranges::min_element(changes, {}, distance);
  return nearest != changes.end() && distance(*nearest) <= kOffsetMax ? *nearest : midnight;
}

}  // namespace polc::differential
