#include "runtime/interp/life.h"

#include <algorithm>

// Since when an entity is past, when it first will be, and whether it is expired.

namespace polc::interp {

using core::Expiry;

PastSince Lives::pastSince(const LifeState& state, uint32_t entity) const {
  PastSince past;
  past.since = state.past_stays.since;
  for (int step = 0; step < kStepsMax && past.since > bundle_.term.from; ++step) {
    const LifeState before = this->state(*state.life, entity, past.since - 1);
    if (!before.past) break;
    past.since = before.past_stays.since;
  }
  past.since = std::max(past.since, bundle_.term.from);
  past.grace_until = past.since;
  for (const ConfigState& config : state.configs)
    if (!config.grace.error && !config.grace.absent())
      past.grace_until =
          std::max(past.grace_until, plusLength(bundle_, past.since, config.grace.value, 1));
  return past;
}

namespace {

const core::Provenance* earlier(const core::Provenance* a, const core::Provenance* b) {
  return !a || b->item < a->item ? b : a;
}

}  // namespace

LifeAnswer Lives::answer(const core::Life& life, uint32_t entity, Micros t, bool held,
                         Horizon& horizon) const {
  LifeAnswer answer;
  answer.state = state(life, entity, t);
  const LifeState& state = answer.state;
  horizon.note(state.stays);
  PastSince past;
  if (state.past) past = pastSince(state, entity);
  horizon.noteInstant(past.grace_until, t);
  answer.expired = state.past && !state.error && !held;
  for (const ConfigState& config : state.configs) {
    const core::Provenance *first = nullptr, *counting = nullptr;
    for (const ExpiryState& expiry : config.expiries) {
      const bool target_expired =
          expiry.target == kNoEntity || expiredAt(expiry.target, t, horizon);
      if (!expiry.past) continue;
      first = earlier(first, &expiry.expiry->from);
      const bool at_once = expiry.expiry->form == Expiry::Form::when;
      if (at_once || (past.grace_until <= t && target_expired))
        counting = earlier(counting, &expiry.expiry->from);
    }
    answer.expired = answer.expired && counting;
    if (!answer.past_by) answer.past_by = first;
    if (!answer.expired_by) answer.expired_by = counting;
  }
  return answer;
}

bool Lives::expiredAt(uint32_t entity, Micros t, Horizon& horizon) const {
  if (!session_.entity(entity).known) return false;
  const HeldState held = this->held(entity, t);
  horizon.note(held.stays);
  return at(entity, t, held, horizon).expired;
}

EntityLives Lives::at(uint32_t entity, Micros t, const HeldState& held, Horizon& horizon) const {
  EntityLives all;
  all.birth = birth(entity, t);
  if (all.birth && all.birth->error) {
    all.error = true;
    append(all.causes, all.birth->causes);
  }
  for (const core::Life& life : bundle_.lives) {
    if (life.entity_type != session_.entity(entity).type || !begun(t)) continue;
    all.lives.push_back(answer(life, entity, t, held.held, horizon));
    const LifeAnswer& last = all.lives.back();
    all.past = all.past || last.state.past;
    all.error = all.error || last.state.error;
    all.expired = all.expired || last.expired;
    append(all.causes, last.state.causes);
  }
  return all;
}

Micros Lives::firstPast(const core::Life& life, uint32_t entity, Micros t) const {
  Stepper stepper(t);
  for (int step = 0; step < kStepsMax; ++step) {
    const LifeState state = this->state(life, entity, stepper.at());
    if (state.past && stepper.at() > t) return stepper.at();
    Horizon next;
    next.note(state.past_stays);
    if (stepper.to(next) != Stepper::Step::moved) return kNever;
  }
  return kNever;
}

Micros Lives::deadline(uint32_t entity, Micros t) const {
  TargetState now = begun(t) ? target(entity, t) : TargetState{};
  Micros first = kNever;
  if (!now.past) {
    for (const core::Life& life : bundle_.lives)
      if (life.entity_type == session_.entity(entity).type)
        first = std::min(first, firstPast(life, entity, t));
    return first;
  }
  Micros since = now.past_stays.since;
  for (int step = 0; step < kStepsMax && since > bundle_.term.from; ++step) {
    now = target(entity, since - 1);
    if (!now.past) break;
    since = now.past_stays.since;
  }
  return std::max(since, bundle_.term.from);
}

}  // namespace polc::interp
