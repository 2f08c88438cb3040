#include <algorithm>

#include "runtime/engine/life.h"
#include "runtime/engine/region.h"

namespace polc::engine {
namespace {

class Extends {
 public:
  Extends(Session& session, EntityView& view) : session_(session), view_(view) {}

  void life(uint32_t id) {
    const core::Life& life = session_.bundle().lives[id];
    Place place = placeOf(life, session_.now(), view_.birth);
    if (!view_.birth.error) {
      if (place.region != kNone) primary(id, life.regions[place.region].primary);
      return;
    }
    for (const core::LifeRegion& region : life.regions) {
      if (region.now.contains(session_.now())) primary(id, region.primary);
    }
  }

 private:
  void primary(uint32_t life, uint32_t at) {
    if (at == kNone) return;
    const core::LifeConfig& config = session_.bundle().lives[life].configs[at];
    const ConfigTable& table = session_.tables().lives[life].configs[at];
    if (!config.extend.present) return;
    State header = session_.holds(table.header);
    if (header == State::no) return;
    bool left = false;
    bool error = header == State::error || view_.birth.error || !extensionsLeft(table, left);
    uint64_t causes = session_.context.cause_count;
    bool fitting = fits(config.extend, table);
    if (error) {
      view_.extend_error = true;
    } else if (!left || view_.expired) {
      session_.context.cause_count = causes;
      view_.exhausted.push_back(&config.extend.from);
    } else if (fitting) {
      view_.extends.push_back(&config.extend.from);
    }
  }

  bool extensionsLeft(const ConfigTable& table, bool& left) {
    Result times;
    State state = session_.run(table.times, times);
    if (state == State::error) return false;
    int64_t made = 0;
    if (!readExtensions(session_, session_.entity, made)) return false;
    int64_t most = state == State::absent ? 0 : std::max<int64_t>(0, times.value.bits);
    left = made < most;
    return true;
  }

  bool fits(const core::Extend& extend, const ConfigTable& table) {
    if (table.by_owners.present()) return session_.holds(table.by_owners) == State::yes;
    uint32_t subject = session_.context.subject;
    const core::Pattern& who = extend.who;
    if (who.kind == core::Pattern::Kind::any) return true;
    if (session_.context.entity(subject).type != who.type) return false;
    if (who.kind == core::Pattern::Kind::exact) return subject == who.entity;
    return who.kind == core::Pattern::Kind::type ||
           session_.context.world.member(subject, who.entity);
  }

  Session& session_;
  EntityView& view_;
};

}  // namespace

void viewExtends(Session& session, EntityView& view) {
  if (!session.inForce()) return;
  session.context.setSelf(session.entity);
  Extends extends(session, view);
  for (uint32_t life : session.tables().lives_of[session.context.entity(session.entity).type])
    extends.life(life);
}

}  // namespace polc::engine
