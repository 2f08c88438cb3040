#include "runtime/interp/life.h"

#include <algorithm>

#include "runtime/interp/moving.h"

// Since when an entity is past, when it first will be, and whether it is expired.

namespace polc::interp {

using core::Expiry;

std::pair<bool, Constancy> Lives::pastAt(const core::Life* life, uint32_t entity, Micros t) const {
  if (life) {
    const LifeState state = this->state(*life, entity, t);
    return {state.past, state.past_stays};
  }
  const TargetState all = target(entity, t);
  return {all.past, all.past_stays};
}

Micros Lives::runStart(const core::Life* life, uint32_t entity, Micros t,
                       const Constancy& stays) const {
  const bool remember = !session_.entity(entity).born_now;
  auto known = session_.memo.runs.find({life, entity});
  const bool any = remember && known != session_.memo.runs.end();
  auto joins = [&](Micros at) {
    return any && known->second.since <= at && at <= known->second.upto;
  };
  if (joins(t) && t < known->second.upto) return known->second.since;
  Micros since = stays.since;
  for (int step = 0; step < kStepsMax && since > bundle_.term.from && !joins(since); ++step) {
    const auto [past, before] = pastAt(life, entity, since - 1);
    if (!past) break;
    since = before.since;
  }
  if (joins(since)) since = known->second.since;
  since = std::max(since, bundle_.term.from);
  if (remember) session_.memo.runs[{life, entity}] = {since, stays.until};
  return since;
}

PastSince Lives::pastSince(const LifeState& state, uint32_t entity, Micros t) const {
  PastSince past;
  past.since = runStart(state.life, entity, t, state.past_stays);
  past.grace_until = past.fixed_until = past.since;
  for (const ConfigState& config : state.configs) {
    const Result& grace = config.grace;
    if (grace.error || grace.absent()) continue;
    const Micros end = plusLength(bundle_, past.since, grace.value, 1);
    past.grace_until = std::max(past.grace_until, end);
    if (grace.rate == 0) {
      past.fixed_until = std::max(past.fixed_until, end);
    } else {
      past.stays = meet(past.stays, reachedStays(t, end, grace.rate));
    }
  }
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
  if (state.past) past = pastSince(state, entity, t);
  horizon.noteInstant(past.fixed_until, t);
  horizon.note(past.stays);
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
  PastSearch search{t, t, t};
  auto known = session_.memo.searches.find({&life, entity});
  if (known != session_.memo.searches.end() && known->second.from <= t) {
    const PastSearch& before = known->second;
    if (before.ended || (before.found != kNever && t < before.found)) return before.found;
    if (t < before.position) search = {t, before.position, std::max(t, before.anchor)};
  }
  Stepper stepper(search.position, search.anchor);
  for (int step = 0; step < kStepsMax; ++step) {
    const auto [past, stays] = pastAt(&life, entity, stepper.at());
    if (past && stepper.at() > t) {
      search.found = stepper.at();
      break;
    }
    Horizon next;
    next.note(stays);
    const Stepper::Step taken = stepper.to(next);
    search.ended = taken == Stepper::Step::none;
    if (taken != Stepper::Step::moved) break;
  }
  search.position = stepper.at();
  search.anchor = stepper.anchor();
  if (!session_.entity(entity).born_now) session_.memo.searches[{&life, entity}] = search;
  return search.found;
}

Micros Lives::deadline(uint32_t entity, Micros t) const {
  const TargetState now = begun(t) ? target(entity, t) : TargetState{};
  if (now.past) return runStart(nullptr, entity, t, now.past_stays);
  Micros first = kNever;
  for (const core::Life& life : bundle_.lives)
    if (life.entity_type == session_.entity(entity).type)
      first = std::min(first, firstPast(life, entity, t));
  return first;
}

}  // namespace polc::interp
