#include "runtime/engine/region.h"

#include <algorithm>

namespace polc::engine {
namespace {

// When now may be for the region to hold: with a birth that moves, birth is now.
core::Period whenHolds(const core::LifeRegion& region, const Birth& birth) {
  if (!birth.exists) return region.now;
  if (birth.moves || birth.error)
    return {std::max(region.now.from, region.birth.from),
            std::min(region.now.until, region.birth.until)};
  return region.birth.contains(birth.at) ? region.now : core::Period{0, 0};
}

void bound(Micros at, Micros now, Constancy& stays) {
  if (at == kAlways || at == kNever) return;
  if (at <= now) {
    stays.since = std::max(stays.since, at);
  } else {
    stays.until = std::min(stays.until, at);
  }
}

}  // namespace

Place placeOf(const core::Life& life, Micros now, const Birth& birth) {
  Place place;
  for (uint32_t i = 0; i < life.regions.size(); ++i) {
    const core::LifeRegion& region = life.regions[i];
    core::Period when = whenHolds(region, birth);
    if (when.contains(now)) place.region = i;
    if (birth.error) {
      for (const core::Period& period : {region.now, region.birth}) {
        bound(period.from, now, place.stays);
        bound(period.until, now, place.stays);
      }
    } else if (when.from < when.until) {
      bound(when.from, now, place.stays);
      bound(when.until, now, place.stays);
    }
  }
  return place;
}

}  // namespace polc::engine
