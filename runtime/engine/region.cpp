#include "runtime/engine/region.h"

#include <algorithm>

namespace polc::engine {
namespace {

core::Period both(const core::LifeRegion& region) {
  return {std::max(region.now.from, region.birth.from),
          std::min(region.now.until, region.birth.until)};
}

void bound(Micros at, Micros now, Constancy& stays) {
  if (at == kAlways || at == kNever) return;
  if (at <= now) {
    stays.since = std::max(stays.since, at);
  } else {
    stays.until = std::min(stays.until, at);
  }
}

// A birth that cannot be read: every bound may matter.
Place withoutBirth(const core::Life& life, Micros now) {
  Place place;
  for (uint32_t i = 0; i < life.regions.size(); ++i) {
    const core::LifeRegion& region = life.regions[i];
    if (both(region).contains(now)) place.region = i;
    for (Micros at : {region.now.from, region.now.until, region.birth.from, region.birth.until})
      bound(at, now, place.stays);
  }
  return place;
}

}  // namespace

// With a birth that moves, birth is now.
Place placeOf(const core::Life& life, Micros now, const Birth& birth) {
  if (birth.error) return withoutBirth(life, now);
  Place place;
  for (uint32_t i = 0; i < life.regions.size(); ++i) {
    const core::LifeRegion& region = life.regions[i];
    if (birth.exists && !birth.moves && !region.birth.contains(birth.at)) continue;
    const core::Period when = birth.exists && birth.moves ? both(region) : region.now;
    if (when.from >= when.until) continue;
    if (now < when.from) {
      place.stays.until = std::min(place.stays.until, when.from);
    } else if (now >= when.until) {
      place.stays.since = std::max(place.stays.since, when.until);
    } else {
      place.region = i;
      place.stays.since = std::max(place.stays.since, when.from);
      place.stays.until = std::min(place.stays.until, when.until);
    }
  }
  return place;
}

}  // namespace polc::engine
