#include "compiler/consolidate/steps.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace polc::consolidate {
namespace {

using sema::Operation;

// One act's effect begins or ends, or is taken away or given back by a withdrawal.
struct Toggle {
  Micros at;
  bool begins;
  const Operation* operation;  // whose beginning or end it is
  uint32_t act;
  Effect effect;
  bool on;
};

class Walk {
 public:
  Walk(VersionId base, const std::vector<Act>& acts) : base_(base), acts_(acts) {}

  void set(uint32_t act, Effect effect, bool on) {
    mark(groupOf(effect), act, on);
    if (effect == Effect::renew) mark(decisive_, act, on);
    if (effect == Effect::clear) mark(cleared_, act, on);
  }

  VersionId standing() const {
    VersionId below = ground(UINT32_MAX);
    if (below == sema::kNone || replacing_.empty()) return below;
    bool covered = !decisive_.empty() && *replacing_.rbegin() < *decisive_.rbegin();
    return covered ? below : acts_[*replacing_.rbegin()].version;
  }

  VersionId visible() const { return hidden() ? sema::kNone : standing(); }

 private:
  static void mark(std::set<uint32_t>& group, uint32_t act, bool on) {
    if (on) {
      group.insert(act);
    } else {
      group.erase(act);
    }
  }

  std::set<uint32_t>& groupOf(Effect effect) {
    if (effect == Effect::replace) return replacing_;
    if (effect == Effect::suspend) return suspending_;
    return effect == Effect::renew ? renewing_ : decisive_;
  }

  // What acts before `act` set or cleared, replacements left out: kNone where a replacement would meet nothing.
  VersionId ground(uint32_t act) const {
    auto above = decisive_.lower_bound(act);
    if (above == decisive_.begin()) return base_;
    uint32_t last = *std::prev(above);
    return cleared_.contains(last) ? sema::kNone : acts_[last].version;
  }

  const std::vector<uint32_t>* over() const {
    uint32_t decisive = decisive_.empty() ? 0 : *decisive_.rbegin() + 1;
    uint32_t replacing = replacing_.empty() ? 0 : *replacing_.rbegin() + 1;
    uint32_t top = std::max(decisive, replacing);
    return top == 0 ? nullptr : &acts_[top - 1].operation->over;
  }

  bool hidden() const {
    auto first =
        renewing_.empty() ? suspending_.begin() : suspending_.lower_bound(*renewing_.rbegin());
    const std::vector<uint32_t>* named = over();
    return std::any_of(first, suspending_.end(), [&](uint32_t act) {
      if (ground(act) == sema::kNone) return false;
      uint32_t number = acts_[act].amendment->number;
      return !named || std::find(named->begin(), named->end(), number) == named->end();
    });
  }

  VersionId base_;
  const std::vector<Act>& acts_;
  std::set<uint32_t> decisive_, cleared_, replacing_, suspending_, renewing_;
};

void addToggles(uint32_t index, const Act& act, const std::vector<Outage>& outages, Clock clock,
                std::vector<Toggle>& out) {
  for (const Stretch& stretch : stretches(act, clock)) {
    bool tail = stretch.period.from >= act.operation->until;
    Period left = stretch.period;
    bool left_begins =
        !tail || act.operation->until < begins(*act.amendment, *act.operation, clock);
    const Operation* left_by = act.operation;
    auto add = [&](Period part, bool begins_by, const Operation* by, const Operation* ended_by) {
      if (part.empty()) return;
      out.push_back({part.from, begins_by, by, index, stretch.effect, true});
      if (part.until == time::kNever) return;
      bool own = !ended_by;
      out.push_back(
          {part.until, !own, own ? act.operation : ended_by, index, stretch.effect, false});
    };
    for (const Outage& outage : outages) {
      if (outage.period.until <= left.from) continue;
      if (outage.period.from >= left.until) break;
      add({left.from, outage.period.from}, left_begins, left_by, outage.begun_by);
      left.from = outage.period.until;
      left_by = outage.ended_by;
      left_begins = true;
    }
    if (left.from < left.until) add(left, left_begins, left_by, nullptr);
  }
}

auto placeOf(const Toggle& toggle) {
  return std::tuple(toggle.at, toggle.begins, toggle.operation->amendment, toggle.operation);
}

}  // namespace

std::vector<Step> steps(VersionId base, const std::vector<Act>& acts,
                        const Withdrawals& withdrawals, Clock clock) {
  std::vector<Toggle> toggles;
  for (uint32_t i = 0; i < acts.size(); ++i) {
    addToggles(i, acts[i], withdrawals.of(acts[i].amendment->number), clock, toggles);
  }
  std::stable_sort(toggles.begin(), toggles.end(),
                   [](const Toggle& a, const Toggle& b) { return placeOf(a) < placeOf(b); });
  Walk walk(base, acts);
  std::vector<Step> out;
  VersionId current = base;
  for (size_t i = 0; i < toggles.size(); ++i) {
    walk.set(toggles[i].act, toggles[i].effect, toggles[i].on);
    bool more = i + 1 < toggles.size() && placeOf(toggles[i + 1]) == placeOf(toggles[i]);
    if (more) continue;
    VersionId after = walk.visible();
    if (after == current) continue;
    bool suspended = after == sema::kNone && walk.standing() != sema::kNone;
    out.push_back(
        {toggles[i].at, current, after, toggles[i].operation, toggles[i].begins, suspended});
    current = after;
  }
  return out;
}

}  // namespace polc::consolidate
