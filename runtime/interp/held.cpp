#include <algorithm>

#include "runtime/core/static_type.h"
#include "runtime/interp/life.h"
#include "runtime/interp/rules.h"

// Is an entity held: by hold rules, by its lives, by what it goes with. An error holds.

namespace polc::interp {

using core::Expiry;

namespace {

// One hold: what is true or an error holds, what is true is cited.
void take(const Result& hold, const core::Provenance& from, HeldState& into) {
  into.stays = meet(into.stays, hold.constancy);
  append(into.causes, hold.causes);
  if (hold.error || hold.isTrue()) into.held = true;
  if (hold.isTrue()) into.by.push_back(&from);
}

}  // namespace

HeldState Lives::held(uint32_t entity, Micros t) const {
  HeldState state;
  if (!begun(t)) return state;
  const uint32_t type = session_.entity(entity).type;
  for (const core::Hold& hold : bundle_.holds) {
    if (hold.entity_type != type) continue;
    const InForce in_force = inForce(hold.periods, t);
    state.stays = meet(state.stays, in_force.stays);
    if (in_force.holds) take(Evaluator(session_, t, entity).guard(hold.guard), hold.from, state);
  }
  for (const core::Life& life : bundle_.lives)
    if (life.entity_type == type) heldByLife(life, entity, t, state);
  return state;
}

void Lives::heldByLife(const core::Life& life, uint32_t entity, Micros t, HeldState& into) const {
  const std::optional<Result> born = birth(entity, t);
  const RegionAt at = regionAt(life, t, born);
  into.stays = meet(into.stays, at.stays);
  if (born && born->error) {
    for (const core::LifeConfig* config : configsNow(life, t))
      heldByConfig(*config, entity, t, into);
  } else if (at.region) {
    for (const uint32_t config : at.region->configs)
      if (config != kNone) heldByConfig(life.configs[config], entity, t, into);
  }
}

void Lives::heldByConfig(const core::LifeConfig& config, uint32_t entity, Micros t,
                         HeldState& into) const {
  const auto is_with = [](const Expiry& e) { return e.form == Expiry::Form::with; };
  if (config.holds.empty() && std::ranges::none_of(config.expiries, is_with)) return;
  Evaluator evaluator(session_, t, entity);
  const Result header = evaluator.guard(config.header);
  into.stays = meet(into.stays, header.constancy);
  append(into.causes, header.causes);
  if (header.error) into.held = true;
  if (!header.isTrue()) return;
  for (const core::LifeItem& hold : config.holds)
    take(evaluator.guard(hold.value), hold.from, into);
  for (const Expiry& expiry : config.expiries) {
    if (!is_with(expiry) || !evaluator.guard(expiry.condition).isTrue()) continue;
    const Result base = evaluator.eval(expiry.base);
    if (base.error || base.absent()) continue;
    const uint32_t row = base.value.row();
    const directory::Entity& found = session_.entity(row);
    if (found.type != core::staticEntityType(bundle_, expiry.base) || !found.known) continue;
    const HeldState target = held(row, t);
    into.stays = meet(into.stays, target.stays);
    if (target.held) into.held = true;
    if (!target.by.empty()) into.by.push_back(&expiry.from);
  }
}

}  // namespace polc::interp
