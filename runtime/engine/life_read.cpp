#include "runtime/engine/life_read.h"

#include <algorithm>

#include "runtime/core/static_type.h"
#include "runtime/engine/region.h"
#include "runtime/engine/support.h"

namespace polc::engine {

using core::Expiry;
using decision::ErrorCode;

LifeReader::LifeReader(Session& session, uint32_t life, uint32_t entity, const Birth& birth,
                       EntityView* view, bool whole)
    : session_(session),
      life_(session.bundle().lives[life]),
      table_(session.tables().lives[life]),
      life_id_(life),
      entity_(entity),
      birth_(birth),
      view_(view),
      whole_(whole) {}

void LifeReader::read(LifeView& out) {
  out.life = life_id_;
  Micros now = session_.now();
  Place place = table_.everywhere ? Place{0, {}} : placeOf(life_, now, birth_);
  stays_ = place.stays;
  out.region = place.region;
  if (!birth_.error) {
    if (place.region != kNone) readRegion(life_.regions[place.region], true, out);
  } else {
    bool any = false;
    for (uint32_t i = 0; i < life_.regions.size(); ++i) {
      if (!life_.regions[i].now.contains(now)) continue;
      if (!view_ && i != place.region) continue;
      any |= readRegion(life_.regions[i], i == place.region, out);
    }
    out.error |= any;
  }
  out.stays = stays_;
}

// True where a header is not false.
bool LifeReader::readRegion(const core::LifeRegion& region, bool decides, LifeView& out) {
  bool past = !region.configs.empty(), open = false;
  uint32_t first = view_ ? static_cast<uint32_t>(view_->configs.size()) : 0;
  const core::Provenance* item = nullptr;
  for (uint32_t config : region.configs) {
    ConfigView seen;
    if (config != kNone) {
      bool header_false = false;
      seen = readConfig(config, header_false);
      open |= !header_false;
    }
    past &= seen.past != nullptr;
    if (!item) item = seen.past;
    out.error |= seen.error;
    if (view_ && decides) view_->configs.push_back(seen);
  }
  if (!decides) return open;
  out.past = past;
  out.suspends = item;
  if (view_) out.configs = {first, static_cast<uint32_t>(view_->configs.size()) - first};
  return open;
}

ConfigView LifeReader::readConfig(uint32_t at, bool& header_false) {
  const core::LifeConfig& config = life_.configs[at];
  const ConfigTable& table = table_.configs[at];
  fixed_ = &session_.tables().fixed[life_id_][at];
  ConfigView out;
  State header = session_.holds(table.header, &stays_);
  header_false = header == State::no;
  if (whole_) readHolds(config, table, header);
  if (header == State::no) return out;
  if (header == State::error) {
    out.error = true;
    return out;
  }
  for (size_t i = 0; i < config.expiries.size(); ++i) readExpiry(at, i, out);
  if (view_ && table.grace.present()) {
    Result grace;
    out.error |= readLength(session_, table.grace, config.grace.value, grace) == State::error;
  }
  return out;
}

void LifeReader::readExpiry(uint32_t at, size_t i, ConfigView& out) {
  const core::LifeConfig& config = life_.configs[at];
  Reached reached = reach(config, table_.configs[at], i);
  out.error |= reached.error || reached.state == State::error;
  if (reached.state != State::yes) return;
  const core::Provenance* item = &config.expiries[i].from;
  if (!out.past) out.past = item;
  if (reached.counts && !out.at_once) out.at_once = item;
  if (reached.counted && !out.counting) out.counting = item;
}

LifeReader::Reached LifeReader::reach(const core::LifeConfig& config, const ConfigTable& table,
                                      size_t i) {
  const Expiry& item = config.expiries[i];
  const ConfigTable::Expiry& expiry = table.expiries[i];
  State condition = session_.holds(expiry.condition, &stays_);
  if (item.form == Expiry::Form::when) return {condition, true};
  if (condition != State::yes) return {condition};
  switch (item.form) {
    case Expiry::Form::at:
      return {reachAt(expiry.base)};
    case Expiry::Form::after:
      return {reachAfter(config, table, i)};
    default:
      return reachWith(expiry, item);
  }
}

State LifeReader::value(Expr expr, Result& out) {
  State state = session_.run(expr, out);
  met(out.constancy);
  return state;
}

void LifeReader::met(const Constancy& stays) {
  if (stays != Constancy{}) stays_ = time::meet(stays_, stays);
}

State LifeReader::passed(const Result& deadline) {
  met(deadline.constancy);
  if (deadline.rate == 0) return passedAt(deadline.value.bits);
  Micros now = session_.now();
  Constancy stays = reachedConstancy(deadline, now);
  stays_ = time::meet(stays_, stays);
  session_.horizon.add(stays);
  return now >= deadline.value.bits ? State::yes : State::no;
}

// Of a deadline that does not move.
State LifeReader::passedAt(Micros deadline) {
  Constancy stays;
  bool past = session_.now() >= deadline;
  (past ? stays.since : stays.until) = deadline;
  stays_ = time::meet(stays_, stays);
  session_.horizon.add(stays);
  return past ? State::yes : State::no;
}

State LifeReader::reachAt(Expr base) {
  Result deadline;
  State state = value(base, deadline);
  return state == State::given ? passed(deadline) : state == State::error ? state : State::no;
}

// What is absent ends the reading: the expiry does not apply.
State LifeReader::reachAfter(const core::LifeConfig& config, const ConfigTable& table, size_t i) {
  Result deadline;
  State state = value(table.expiries[i].base, deadline);
  if (state != State::given) return state == State::error ? state : State::no;
  const FixedConfig::Fixed& length = fixed_->lengths[i];
  bool extends = config.extend.present;
  if (length && deadline.rate == 0 && (!extends || (fixed_->extension && fixed_->times)))
    return reachFixed(config, time::addSaturated(deadline.value.bits, *length));
  state = lengthen(deadline, table.expiries[i], length, config.expiries[i].amount);
  if (state != State::given) return state == State::error ? state : State::no;
  if (extends) {
    State more = extended(config, table, deadline);
    if (more != State::given) return more == State::error ? more : State::no;
  }
  return passed(deadline);
}

// Likewise, where all lengths are known and nothing moves. `deadline`: without the extensions made.
State LifeReader::reachFixed(const core::LifeConfig& config, Micros deadline) {
  if (config.extend.present &&
      extendBy(*fixed_->extension, *fixed_->times, deadline) == State::error)
    return State::error;
  return passedAt(deadline);
}

// Moves the base by the expiry's amount.
State LifeReader::lengthen(Result& base, const ConfigTable::Expiry& expiry,
                           const FixedConfig::Fixed& length, core::ExprId text) {
  if (length && base.rate == 0) {
    base.value = Value::of(value::Kind::time, time::addSaturated(base.value.bits, *length));
    base.constancy = {};
    return State::given;
  }
  Result amount;
  State state = readLength(session_, expiry.amount, text, amount);
  met(amount.constancy);
  if (state == State::given) base = addLength(session_.context, base, amount);
  return state;
}

// Moves the deadline by amount × n, n = the extensions made within 0 and `times`.
State LifeReader::extended(const core::LifeConfig& config, const ConfigTable& table,
                           Result& deadline) {
  if (fixed_->extension && fixed_->times && deadline.rate == 0)
    return extendBy(*fixed_->extension, *fixed_->times, deadline.value.bits);
  Result length, times, more;
  State state = readLength(session_, table.extension, config.extend.amount, length);
  met(length.constancy);
  if (state != State::given) return state;
  int64_t made = 0;
  if (!readExtensions(session_, entity_, made)) return State::error;
  state = value(table.times, times);
  if (state == State::error) return state;
  int64_t most = state == State::given ? std::max<int64_t>(0, times.value.bits) : 0;
  made = std::clamp<int64_t>(made, 0, most);
  if (made == 0 && length.value.kind == value::Kind::duration && length.rate == 0)
    return State::given;
  if (!multiplyLength(session_.context, length, made, more)) {
    polcFailText(&session_.context, static_cast<uint32_t>(ErrorCode::overflow), value::kNoEntity,
                 session_.bundle().nodes[config.extend.amount].text);
    return State::error;
  }
  deadline = addLength(session_.context, deadline, more);
  return State::given;
}

State LifeReader::extendBy(Micros length, int64_t times, Micros& deadline) {
  int64_t made = 0;
  if (!readExtensions(session_, entity_, made)) return State::error;
  made = std::clamp<int64_t>(made, 0, times);
  Micros more = 0;
  if (__builtin_mul_overflow(length, made, &more)) more = value::kDurationMax;
  more = std::min(more, value::kDurationMax);
  if (more > 0) deadline = time::addSaturated(deadline, more);
  return State::given;
}

LifeReader::Reached LifeReader::reachWith(const ConfigTable::Expiry& expiry, const Expiry& item) {
  Result base;
  State state = value(expiry.base, base);
  if (state != State::given) return {state == State::error ? state : State::no};
  uint32_t target = base.value.row();
  if (session_.context.entity(target).type != core::staticEntityType(session_.bundle(), item.base))
    return {State::no};
  if (!session_.context.entity(target).known) {
    failTarget(target);
    return {State::error};
  }
  return view_ ? viewTarget(target, item) : Reached{targetPast(target)};
}

State LifeReader::targetPast(uint32_t target) {
  bool past = false;
  for (uint32_t life : session_.tables().lives_of[session_.context.entity(target).type]) {
    Pastness seen = pastness(session_, life, target);
    past |= seen.past;
    stays_ = time::meet(stays_, seen.stays);
  }
  return past ? State::yes : State::no;
}

LifeReader::Reached LifeReader::viewTarget(uint32_t target, const Expiry& item) {
  if (session_.depth == session_.targets.size()) session_.targets.emplace_back();
  EntityView& seen = session_.targets[session_.depth++];
  uint64_t causes = session_.context.cause_count;
  viewEntity(session_, target, whole_, Step::first, seen);
  session_.context.cause_count = causes;
  session_.context.setSelf(entity_);
  --session_.depth;
  stays_ = time::meet(stays_, seen.stays);
  Reached reached{seen.past ? State::yes : State::no, false, seen.expired};
  reached.error = seen.error || seen.birth.error;
  if (reached.error) failTarget(target);
  view_->held |= seen.held;
  if (seen.surely_held) hold(item.from);
  return reached;
}

void LifeReader::hold(const core::Provenance& item) {
  view_->held = view_->surely_held = true;
  view_->holds.push_back(&item);
}

void LifeReader::readHolds(const core::LifeConfig& config, const ConfigTable& table, State header) {
  if (header == State::error) {
    auto with = [](const Expiry& expiry) { return expiry.form == Expiry::Form::with; };
    view_->held |=
        !config.holds.empty() || std::any_of(config.expiries.begin(), config.expiries.end(), with);
  }
  if (header != State::yes) return;
  for (size_t i = 0; i < config.holds.size(); ++i) {
    State state = session_.holds(table.holds[i]);
    if (state == State::yes) hold(config.holds[i].from);
    view_->held |= state == State::error;
  }
}

void LifeReader::failTarget(uint32_t target) {
  fail(session_.context, ErrorCode::target_in_error, target, {});
}

}  // namespace polc::engine
