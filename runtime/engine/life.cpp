#include "runtime/engine/life.h"

#include <algorithm>
#include <utility>

#include "runtime/engine/life_read.h"
#include "runtime/engine/region.h"
#include "runtime/engine/support.h"

namespace polc::engine {
namespace {

using decision::ErrorCode;

constexpr int kStepsMax = 10'000;
constexpr Micros kRecurringMax = 400 * value::kMicrosPerDay;
constexpr LifeView kUnread{};

// What a search at other instants must leave as it was.
class Elsewhere {
 public:
  explicit Elsewhere(Session& session)
      : session_(session),
        now_(session.context.now),
        causes_(session.context.cause_count),
        self_(session.context.self),
        horizon_(session.horizon) {}
  ~Elsewhere() {
    session_.context.now = now_;
    session_.context.cause_count = causes_;
    if (self_ != value::kNoEntity) session_.context.setSelf(self_);
    session_.horizon = horizon_;
  }
  Elsewhere(const Elsewhere&) = delete;
  Elsewhere& operator=(const Elsewhere&) = delete;

 private:
  Session& session_;
  Micros now_;
  uint64_t causes_;
  uint32_t self_;
  Horizon horizon_;
};

const std::vector<uint32_t>& livesOf(const Session& session, uint32_t entity) {
  return session.tables().lives_of[session.context.entity(entity).type];
}

template <class T>
Span append(const std::vector<T>& from, Span span, std::vector<T>& to) {
  auto first = static_cast<uint32_t>(to.size());
  auto begin = from.begin() + span.first;
  to.insert(to.end(), begin, begin + span.count);
  return {first, span.count};
}

// A life of the instant before, of which nothing that was read is due.
LifeView takeOver(const LifeView& earlier, EntityView& out) {
  LifeView seen = earlier;
  seen.configs = append(out.earlier_configs, earlier.configs, out.configs);
  seen.holds = append(out.earlier_holds, earlier.holds, out.holds);
  seen.expired = false;
  seen.expires = nullptr;
  seen.since = kNever;
  return seen;
}

void readLife(Session& session, uint32_t life, uint32_t entity, bool whole, EntityView& out) {
  Horizon others = std::exchange(session.horizon, {});
  bool held = std::exchange(out.held, false), surely = std::exchange(out.surely_held, false);
  auto first = static_cast<uint32_t>(out.holds.size());
  LifeView& seen = out.lives.emplace_back(kUnread);
  LifeReader(session, life, entity, out.birth, &out, whole).read(seen);
  seen.held = std::exchange(out.held, held);
  seen.surely_held = std::exchange(out.surely_held, surely);
  seen.holds = {first, static_cast<uint32_t>(out.holds.size()) - first};
  seen.horizon = session.horizon;
  seen.horizon.add(seen.stays);
  session.horizon = others;
}

// What was read for the lives at the instant before is not due.
bool allStay(const Session& session, const EntityView& view, size_t lives) {
  return view.lives.size() == lives &&
         std::all_of(view.lives.begin(), view.lives.end(),
                     [&](const LifeView& life) { return life.horizon.until > session.now(); });
}

void keepLives(EntityView& out) {
  size_t holds = 0;
  for (LifeView& seen : out.lives) {
    holds += seen.holds.count;
    seen.follow(seen);
    seen.expired = false;
    seen.expires = nullptr;
    seen.since = kNever;
  }
  out.keep(holds);
}

void readLives(Session& session, uint32_t entity, bool whole, Step step,
               const std::vector<uint32_t>& lives, EntityView& out) {
  bool follows = out.earlier.size() == lives.size();
  for (size_t i = 0; i < lives.size(); ++i) {
    if (step == Step::due && follows && out.earlier[i].horizon.until > session.now()) {
      out.lives.push_back(takeOver(out.earlier[i], out));
    } else {
      readLife(session, lives[i], entity, whole, out);
    }
    if (follows) out.lives.back().follow(out.earlier[i]);
  }
}

void sumLives(Session& session, EntityView& out) {
  for (const LifeView& seen : out.lives) {
    session.horizon.add(seen.horizon.until, seen.horizon.recurring);
    out.past |= seen.past;
    out.error |= seen.error;
    out.held |= seen.held;
    out.surely_held |= seen.surely_held;
    out.stays = time::meet(out.stays, seen.stays);
  }
}

void readHoldRules(Session& session, uint32_t entity, HeldByRules& out) {
  const Tables& tables = session.tables();
  Horizon others = std::exchange(session.horizon, {});
  out.seen = true;
  out.held = out.surely = false;
  out.by.clear();
  Span buckets = tables.by_type[session.context.entity(entity).type];
  for (uint32_t i = 0; i < buckets.count; ++i) {
    const Bucket& bucket = tables.buckets[tables.bucket_ids[buckets.first + i]];
    if (bucket.kind != RuleKind::hold) continue;
    Unit& unit = session.hold_rules;
    unit.bucket = &bucket;
    unit.entity = entity;
    evaluateBucket(session, unit);
    for (const Fact& fact : unit.facts) {
      out.held = true;
      if (fact.state != State::yes) continue;
      out.surely = true;
      out.by.push_back(&session.bundle().holds[tables.rows[fact.row].rule].from);
    }
  }
  out.horizon = std::exchange(session.horizon, others);
}

void viewHoldRules(Session& session, uint32_t entity, Step step, EntityView& out) {
  HeldByRules& rules = out.rules;
  if (step != Step::due || !rules.seen || rules.horizon.until <= session.now())
    readHoldRules(session, entity, rules);
  session.horizon.add(rules.horizon.until, rules.horizon.recurring);
  out.held |= rules.held;
  out.surely_held |= rules.surely;
  out.holds.insert(out.holds.end(), rules.by.begin(), rules.by.end());
}

// The end of the longest grace that begins at `since`; the horizon has taken the graces already.
struct Grace {
  Micros end, fixed;  // of all, and of those that do not move
  Constancy stays;    // of those that move: over, or not over
  bool given = false, months = false, moves = false;
};
Grace graceFrom(Session& session, const LifeView& seen, Micros since) {
  const core::Life& life = session.bundle().lives[seen.life];
  Grace grace{since, since};
  for (uint32_t config : life.regions[seen.region].configs) {
    Expr length = session.tables().lives[seen.life].configs[config].grace;
    if (!length.present()) continue;
    Elsewhere kept(session);
    Result from, read;
    if (readLength(session, length, life.configs[config].grace.value, read) != State::given)
      continue;
    from.value = Value::of(value::Kind::time, since);
    Result end = addLength(session.context, from, read);
    grace.end = std::max(grace.end, end.value.bits);
    grace.given = true;
    grace.months |= read.value.kind == value::Kind::period;
    grace.moves |= read.rate != 0;
    if (read.rate == 0) {
      grace.fixed = std::max(grace.fixed, end.value.bits);
    } else {
      end.rate = read.rate;
      grace.stays = time::meet(grace.stays, reachedConstancy(end, session.now()));
    }
  }
  return grace;
}

// Since when a life is past, from what the walk saw before: it was past then, or is since now.
Micros knownSince(const Session& session, const LifeView& seen) {
  if (!seen.follows) return kNever;
  return seen.was_past ? seen.was_since : session.now();
}

// Past since `since` or earlier: where a grace from then is over, the exact instant does not matter.
Grace endOfGrace(Session& session, uint32_t entity, EntityView& out, size_t at) {
  LifeView& seen = out.lives[at];
  seen.since = knownSince(session, seen);
  Micros latest = seen.since != kNever ? seen.since : seen.stays.since;
  Grace grace = graceFrom(session, seen, latest);
  if (!grace.given) return {session.now(), session.now()};
  bool over = !grace.months && !grace.moves && grace.end <= session.now();
  if (seen.since != kNever || over) return grace;
  seen.since = pastSince(session, seen.life, entity, seen.stays.since);
  return graceFrom(session, seen, seen.since);
}

void settle(Session& session, uint32_t entity, bool whole, EntityView& out, size_t at) {
  LifeView& seen = out.lives[at];
  Grace grace = endOfGrace(session, entity, out, at);
  session.horizon.instant(grace.fixed, session.now());
  session.horizon.add(grace.stays);
  if (!whole || seen.error || out.held) return;
  bool over = grace.end <= session.now();
  seen.expired = true;
  for (uint32_t i = 0; i < seen.configs.count; ++i) {
    const ConfigView& config = out.configs[seen.configs.first + i];
    const core::Provenance* item = over ? config.counting : config.at_once;
    seen.expired &= item != nullptr;
    if (!seen.expires) seen.expires = item;
  }
  out.expired |= seen.expired;
}

}  // namespace

Birth birthOf(Session& session, uint32_t entity, bool list) {
  const directory::Entity& found = session.context.entity(entity);
  uint32_t field = session.bundle().entities[found.type].birth;
  Birth birth;
  if (field == core::kNone) return birth;
  birth.exists = true;
  birth.moves = found.born_now;
  birth.at = session.now();
  if (found.born_now) return birth;
  value::Kind kind = found.fields ? found.fields[field].kind : value::Kind::missing;
  birth.error = kind <= value::Kind::invalid;
  if (birth.error && list) polcFailField(&session.context, entity, found.type, field);
  if (!birth.error) birth.at = found.fields[field].bits;
  return birth;
}

Pastness pastness(Session& session, uint32_t life, uint32_t entity) {
  Elsewhere kept(session);
  if (!session.begun()) {
    Pastness before;
    before.stays.until = session.bundle().term.from;
    return before;
  }
  session.context.setSelf(entity);
  Birth birth = birthOf(session, entity, false);
  LifeView seen;
  LifeReader(session, life, entity, birth, nullptr, false).read(seen);
  return {seen.past, seen.stays};
}

void viewEntity(Session& session, uint32_t entity, bool whole, Step step, EntityView& out) {
  const std::vector<uint32_t>& lives = livesOf(session, entity);
  bool stay = step == Step::due && allStay(session, out, lives.size());
  if (step == Step::first) out.rules.seen = false;
  if (stay) {
    keepLives(out);
  } else if (step == Step::first) {
    out.start();
  } else {
    out.goOn();
  }
  session.context.setSelf(entity);
  out.birth = birthOf(session, entity, true);
  if (!session.begun()) {
    out.stays.until = session.bundle().term.from;
    session.horizon.add(out.stays);
    return;
  }
  if (!stay) readLives(session, entity, whole, step, lives, out);
  sumLives(session, out);
  if (whole) viewHoldRules(session, entity, step, out);
  session.context.setSelf(entity);
  for (size_t i = 0; i < out.lives.size(); ++i) {
    if (out.lives[i].past) settle(session, entity, whole, out, i);
  }
}

Micros pastSince(Session& session, uint32_t life, uint32_t entity, Micros since) {
  Elsewhere kept(session);
  Micros first = session.bundle().term.from;
  for (int i = 0; i < kStepsMax && since > first; ++i) {
    session.context.now = since - 1;
    Pastness before = pastness(session, life, entity);
    if (!before.past) break;
    since = before.stays.since;
  }
  return std::max(since, first);
}

bool readExtensions(Session& session, uint32_t entity, int64_t& made) {
  const directory::Entity& found = session.context.entity(entity);
  uint32_t field = session.bundle().entities[found.type].extensions;
  made = 0;
  if (field == core::kNone) return true;
  value::Kind kind = found.fields ? found.fields[field].kind : value::Kind::missing;
  if (kind == value::Kind::absent) return true;
  if (kind <= value::Kind::invalid) {
    polcFailField(&session.context, entity, found.type, field);
    return false;
  }
  made = found.fields[field].bits;
  return true;
}

State readLength(Session& session, Expr expr, core::ExprId text, Result& out) {
  State state = session.run(expr, out);
  if (state != State::given || (out.rate == 0 && out.value.bits >= 0)) return state;
  Result zero;
  zero.value = Value::of(out.value.kind, 0);
  Constancy stays = comparisonConstancy(core::Op::less, out, zero, session.now());
  out.constancy = time::meet(out.constancy, stays);
  session.horizon.add(stays);
  if (out.value.bits >= 0) return state;
  polcFailText(&session.context, static_cast<uint32_t>(ErrorCode::negative_length),
               value::kNoEntity, session.bundle().nodes[text].text);
  return State::error;
}

namespace {

// The first instant after now at which the life, which is not past and stays so, is past.
Deadline search(Session& session, uint32_t life, uint32_t entity, Constancy stays) {
  Micros fixed = session.now();
  for (int i = 0; i < kStepsMax; ++i) {
    if (i > 0) {
      Pastness seen = pastness(session, life, entity);
      if (seen.past) return {session.now()};
      stays = seen.stays;
    }
    if (stays.until == kNever) return {};
    if (stays.until_recurring && stays.until - fixed > kRecurringMax) return {kNever, true};
    if (!stays.until_recurring) fixed = stays.until;
    session.context.now = stays.until;
  }
  return {kNever, true};
}

// Since when an entity is past: its lives may take over from one another.
Micros sinceOf(Session& session, uint32_t entity, const EntityView& view) {
  Micros first = session.bundle().term.from, since = kNever;
  for (const LifeView& life : view.lives) {
    if (!life.past) continue;
    Micros own =
        life.since != kNever ? life.since : pastSince(session, life.life, entity, life.stays.since);
    since = std::min(since, own);
  }
  bool found = true;
  for (int i = 0; i < kStepsMax && found && since > first; ++i) {
    found = false;
    session.context.now = since - 1;
    for (uint32_t life : livesOf(session, entity)) {
      Pastness before = pastness(session, life, entity);
      if (!before.past) continue;
      since = std::min(since, before.stays.since);
      found = true;
    }
  }
  return std::max(since, first);
}

}  // namespace

Deadline deadlineOf(Session& session, uint32_t entity, const EntityView& view) {
  if (view.goes_on && !view.was_restless) {
    if (view.past && !view.was_past) return {session.now()};
    if (view.past == view.was_past) return {view.earlier_deadline};
  }
  Elsewhere kept(session);
  if (view.past) return {sinceOf(session, entity, view)};
  Deadline least;
  Micros now = session.now();
  for (uint32_t life : livesOf(session, entity)) {
    session.context.now = now;
    Constancy stays = view.stays;
    for (const LifeView& seen : view.lives) {
      if (seen.life == life) stays = seen.stays;
    }
    Deadline found = search(session, life, entity, stays);
    least.at = std::min(least.at, found.at);
    least.cut_short |= found.cut_short;
  }
  return least;
}

}  // namespace polc::engine
