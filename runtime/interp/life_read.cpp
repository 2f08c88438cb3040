#include <algorithm>

#include "runtime/core/static_type.h"
#include "runtime/interp/calls.h"
#include "runtime/interp/life.h"
#include "runtime/interp/moving.h"

// Reads the configs of a life at one instant: headers, expiries, graces.

namespace polc::interp {

using core::Expiry;
using functions::Id;

namespace {

// What `past` rests on, and so everything.
void restOn(LifeState& into, const Constancy& constancy) {
  into.past_stays = meet(into.past_stays, constancy);
  into.stays = meet(into.stays, constancy);
}

// False, with the causes noted, where it is an error.
bool readable(const Result& result, LifeState& into) {
  restOn(into, result.constancy);
  append(into.causes, result.causes);
  return !result.error;
}

constexpr int64_t kMonthsMax = 240'000;  // beyond every instant from every instant

Value months(int64_t length, int64_t n) {
  const Wide exact = static_cast<Wide>(length) * n;
  return Value::of(Kind::period,
                   static_cast<int64_t>(std::clamp<Wide>(exact, -kMonthsMax, kMonthsMax)));
}

Result add(const Session& session, const Result& base, const Result& length, Micros t) {
  const Id id = length.value.kind == Kind::period ? Id::add_months : Id::add_time;
  return callFunction(session, id, {base, length}, t, {});
}

}  // namespace

Micros plusLength(const core::Bundle& bundle, Micros t, const Value& length, int64_t n) {
  if (t < value::kTimeMin || t > value::kTimeMax) return t;
  if (length.kind == Kind::period)
    return time::addMonths(bundle.zones[0], t, months(length.bits, n).bits);
  return std::clamp(shifted(t, static_cast<Wide>(length.bits) * n), value::kTimeMin,
                    value::kTimeMax);
}

Result readLength(const Session& session, Evaluator& evaluator, ExprId expr, Micros t) {
  Result length = evaluator.eval(expr);
  if (length.error || length.absent()) return length;
  if (length.rate != 0)
    length.constancy = meet(length.constancy,
                            comparisonStays(core::Op::less, t, length.value.bits, 0, length.rate));
  if (length.value.bits >= 0) return length;
  const std::string_view text = session.text(session.bundle.nodes[expr].text);
  return Result::failed({ErrorCode::negative_length, kNoEntity, text, {}}, length.constancy);
}

std::optional<Result> Lives::birth(uint32_t entity, Micros t) const {
  const uint32_t field = session_.typeOf(entity).birth;
  if (field == kNone) return std::nullopt;
  return Evaluator(session_, t, entity).field(entity, field);
}

LifeState Lives::state(const core::Life& life, uint32_t entity, Micros t) const {
  LifeState state;
  state.life = &life;
  if (!begun(t)) {
    state.past_stays.until = state.stays.until = bundle_.term.from;
    return state;
  }
  const std::optional<Result> born = birth(entity, t);
  const RegionAt at = regionAt(life, t, born);
  state.region = at.region;
  restOn(state, at.stays);
  readConfigs(state, entity, t);
  if (!born || !born->error) return state;
  for (const core::LifeConfig* config : configsNow(life, t)) {
    LifeState aside;
    const ConfigState read = readConfig(*config, entity, t, aside);
    state.error = state.error || !read.header.isFalse();
    state.stays = meet(state.stays, aside.stays);
    append(state.causes, aside.causes);
  }
  return state;
}

void Lives::readConfigs(LifeState& state, uint32_t entity, Micros t) const {
  if (!state.region) return;
  state.past = !state.region->configs.empty();
  for (const uint32_t index : state.region->configs) {
    ConfigState config;
    if (index != kNone) config = readConfig(state.life->configs[index], entity, t, state);
    state.past = state.past && config.past;
    state.error = state.error || config.error;
    state.configs.push_back(std::move(config));
  }
}

ConfigState Lives::readConfig(const core::LifeConfig& config, uint32_t entity, Micros t,
                              LifeState& into) const {
  Evaluator evaluator(session_, t, entity);
  ConfigState state;
  state.config = &config;
  state.header = evaluator.guard(config.header);
  state.error = !readable(state.header, into);
  if (!state.header.isTrue()) return state;
  for (const Expiry& expiry : config.expiries) {
    state.expiries.push_back(readExpiry(expiry, config, evaluator, entity, t, into));
    state.past = state.past || state.expiries.back().past;
    state.error = state.error || state.expiries.back().error;
  }
  if (config.grace.value == kNone) return state;
  state.grace = readLength(session_, evaluator, config.grace.value, t);
  into.stays = meet(into.stays, state.grace.constancy);
  append(into.causes, state.grace.causes);
  state.error = state.error || state.grace.error;
  return state;
}

ExpiryState Lives::readExpiry(const Expiry& expiry, const core::LifeConfig& config,
                              Evaluator& evaluator, uint32_t entity, Micros t,
                              LifeState& into) const {
  ExpiryState state;
  state.expiry = &expiry;
  const Result condition = evaluator.guard(expiry.condition);
  state.error = !readable(condition, into);
  if (!condition.isTrue()) return state;
  state.applies = true;
  switch (expiry.form) {
    case Expiry::Form::when:
      state.past = true;
      break;
    case Expiry::Form::with:
      readTarget(state, evaluator, t, into);
      break;
    default:
      readDeadline(state, config, evaluator, entity, t, into);
  }
  return state;
}

void Lives::readDeadline(ExpiryState& state, const core::LifeConfig& config, Evaluator& evaluator,
                         uint32_t entity, Micros t, LifeState& into) const {
  std::optional<Result> deadline = evaluator.eval(state.expiry->base);
  if (!readable(*deadline, into)) deadline.reset();
  if (deadline && deadline->absent()) {
    state.applies = false;
    return;
  }
  if (deadline && state.expiry->form == Expiry::Form::after) {
    const Result amount = readLength(session_, evaluator, state.expiry->amount, t);
    if (amount.absent()) {
      state.applies = false;
      return;
    }
    if (readable(amount, into))
      deadline = add(session_, *deadline, amount, t);
    else
      deadline.reset();
    if (deadline && config.extend.present)
      deadline = extended(*deadline, config.extend, evaluator, entity, t, into);
  }
  state.error = !deadline;
  if (!deadline) return;
  restOn(into, deadline->constancy);
  restOn(into, reachedStays(t, deadline->value.bits, deadline->rate));
  state.deadline = deadline->value.bits;
  state.past = t >= state.deadline;
}

std::optional<Result> Lives::extended(const Result& deadline, const core::Extend& extend,
                                      Evaluator& evaluator, uint32_t entity, Micros t,
                                      LifeState& into) const {
  Result amount = readLength(session_, evaluator, extend.amount, t);
  if (!readable(amount, into)) return std::nullopt;
  const uint32_t field = session_.typeOf(entity).extensions;
  const Result made = field == kNone ? Result{} : evaluator.field(entity, field);
  if (!readable(made, into)) return std::nullopt;
  const Result times = evaluator.eval(extend.times);
  if (!readable(times, into)) return std::nullopt;
  const int64_t most = std::max<int64_t>(times.value.bits, 0);
  const int64_t n = std::clamp<int64_t>(made.value.bits, 0, most);
  const Id multiply = amount.value.kind == Kind::period ? Id::mul_period : Id::mul_duration;
  amount = callFunction(session_, multiply, {amount, Result::of(Value::of(Kind::integer, n))}, t,
                        session_.text(bundle_.nodes[extend.amount].text));
  if (!readable(amount, into)) return std::nullopt;
  return add(session_, deadline, amount, t);
}

void Lives::readTarget(ExpiryState& state, Evaluator& evaluator, Micros t, LifeState& into) const {
  const Result base = evaluator.eval(state.expiry->base);
  state.error = !readable(base, into);
  state.applies =
      !state.error && !base.absent() &&
      session_.entity(base.value.row()).type == core::staticEntityType(bundle_, state.expiry->base);
  if (!state.applies) return;
  state.target = base.value.row();
  const TargetState target = this->target(state.target, t);
  into.past_stays = meet(into.past_stays, target.past_stays);
  into.stays = meet(into.stays, target.stays);
  state.past = target.past;
  state.error = target.error;
  if (state.error) into.causes.push_back({ErrorCode::target_in_error, state.target, {}, {}});
}

Lives::TargetState Lives::target(uint32_t entity, Micros t) const {
  TargetState all;
  if (!session_.entity(entity).known) {
    all.error = true;
    return all;
  }
  const std::optional<Result> born = birth(entity, t);
  all.error = born && born->error;
  for (const core::Life& life : bundle_.lives) {
    if (life.entity_type != session_.entity(entity).type) continue;
    const LifeState state = this->state(life, entity, t);
    all.past = all.past || state.past;
    all.error = all.error || state.error;
    all.past_stays = meet(all.past_stays, state.past_stays);
    all.stays = meet(all.stays, state.stays);
  }
  return all;
}

}  // namespace polc::interp
