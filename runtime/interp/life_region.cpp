#include <algorithm>

#include "runtime/interp/life.h"

// Which region of a life holds, and for how long.

namespace polc::interp {
namespace {

using core::Period;

struct Stretch {
  bool any = false;
  Period period;
};

// The instants at which the region holds: its now, and its birth where that moves along with now.
Stretch whenHolds(const core::LifeRegion& region, const std::optional<Result>& birth) {
  if (!birth) return {true, region.now};
  if (!birth->error && birth->rate == 0)
    return {region.birth.contains(birth->value.bits), region.now};
  const Period both{std::max(region.now.from, region.birth.from),
                    std::min(region.now.until, region.birth.until)};
  return {both.from < both.until, both};
}

void narrow(Constancy& stays, const Period& period, Micros t) {
  for (const Micros bound : {period.from, period.until}) {
    if (bound <= t) stays.since = std::max(stays.since, bound);
    if (bound > t) stays.until = std::min(stays.until, bound);
  }
}

}  // namespace

RegionAt regionAt(const core::Life& life, Micros t, const std::optional<Result>& birth) {
  RegionAt at;
  Constancy between;
  for (const core::LifeRegion& region : life.regions) {
    const Stretch holds = whenHolds(region, birth);
    if (birth && birth->error) {
      narrow(between, region.now, t);
      narrow(between, region.birth, t);
    }
    if (!holds.any) continue;
    narrow(between, holds.period, t);
    if (!holds.period.contains(t)) continue;
    at.region = &region;
    at.stays = {holds.period.from, holds.period.until, false, false};
  }
  if (!at.region || (birth && birth->error)) at.stays = between;
  return at;
}

std::vector<const core::LifeConfig*> configsNow(const core::Life& life, Micros t) {
  std::vector<const core::LifeConfig*> found;
  for (const core::LifeRegion& region : life.regions) {
    if (!region.now.contains(t)) continue;
    for (const uint32_t config : region.configs) {
      if (config == kNone) continue;
      const core::LifeConfig* one = &life.configs[config];
      if (std::ranges::find(found, one) == found.end()) found.push_back(one);
    }
  }
  return found;
}

}  // namespace polc::interp
