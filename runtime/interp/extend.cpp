#include "runtime/interp/extend.h"

#include <algorithm>

#include "runtime/interp/rules.h"

namespace polc::interp {
namespace {

class Extends {
 public:
  Extends(const Session& session, const EntityLives& lives, Micros t, Horizon& horizon)
      : session_(session),
        lives_(lives),
        t_(t),
        horizon_(horizon),
        resource_(session.access->resource),
        evaluator_(session, t, resource_) {}

  std::vector<ExtendState> read() {
    const bool unborn = lives_.birth && lives_.birth->error;
    for (const LifeAnswer& answer : lives_.lives) {
      const core::Life& life = *answer.state.life;
      if (unborn)
        ofUnreadableBirth(life);
      else if (answer.state.region && answer.state.region->primary != kNone)
        ofConfig(life.configs[answer.state.region->primary]);
    }
    return std::move(found_);
  }

 private:
  Result note(Result result) {
    horizon_.note(result.constancy);
    return result;
  }

  void ofUnreadableBirth(const core::Life& life) {
    std::vector<uint32_t> seen;
    for (const core::LifeRegion& region : life.regions) {
      if (!region.now.contains(t_) || region.primary == kNone) continue;
      if (std::ranges::find(seen, region.primary) != seen.end()) continue;
      seen.push_back(region.primary);
      const core::LifeConfig& config = life.configs[region.primary];
      if (config.extend.present && !note(evaluator_.guard(config.header)).isFalse())
        add(config.extend, *lives_.birth, *lives_.birth);
    }
  }

  void ofConfig(const core::LifeConfig& config) {
    if (!config.extend.present) return;
    const Result header = note(evaluator_.guard(config.header));
    if (header.isFalse()) return;
    if (header.error) return add(config.extend, header, header);
    const Result times = note(evaluator_.eval(config.extend.times));
    if (times.error) return add(config.extend, times, times);
    const uint32_t field = session_.typeOf(resource_).extensions;
    const Result made = field == kNone ? Result{} : evaluator_.field(resource_, field);
    if (made.error) return add(config.extend, made, made);
    const bool exhausted = made.value.bits >= std::max<int64_t>(times.value.bits, 0);
    const bool closed = exhausted || lives_.expired;
    add(config.extend, Result::ofBool(!closed), Result::ofBool(closed));
  }

  // may: nobody's count and life stand against it.
  void add(const core::Extend& extend, const Result& may, const Result& prohibited) {
    Result granted = Result::ofBool(false);
    if (extend.by_owners != kNone) {
      granted = combine(true, {may, note(evaluator_.guard(extend.by_owners))});
    } else if (matches(session_, extend.who, session_.access->subject)) {
      granted = may;
    }
    found_.push_back({&extend.from, granted, prohibited});
  }

  const Session& session_;
  const EntityLives& lives_;
  Micros t_;
  Horizon& horizon_;
  uint32_t resource_;
  Evaluator evaluator_;
  std::vector<ExtendState> found_;
};

}  // namespace

std::vector<ExtendState> readExtends(const Session& session, const EntityLives& resource, Micros t,
                                     Horizon& horizon) {
  return Extends(session, resource, t, horizon).read();
}

}  // namespace polc::interp
