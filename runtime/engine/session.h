// One decision being made: the context of compiled code, what was found out, and until when it stays.
//
// Ownership: one for each thread, kept between decisions so that its vectors need no memory of their own
#pragma once
#include <array>
#include <deque>

#include "runtime/engine/engine.h"
#include "runtime/engine/limits.h"
#include "runtime/engine/moving.h"
#include "runtime/engine/tables.h"
#include "runtime/value/of_thread.h"

namespace polc::engine {

// The least bound met: where two fall together, the one that does not recur wins.
struct Horizon {
  Micros until = kNever;
  bool recurring = false;

  void add(Micros bound, bool recurs) {
    if (bound < until) {
      until = bound;
      recurring = recurs;
    } else if (bound == until) {
      recurring = recurring && recurs;
    }
  }
  void add(const Constancy& stretch) { add(stretch.until, stretch.until_recurring); }
  void instant(Micros at, Micros now) {
    if (at > now) add(at, false);
  }
};

// How the evaluation of an instant follows on the one before it in a walk.
enum class Step : uint8_t {
  first,  // it follows on none
  all,    // nothing of what was read is taken over
  due,    // what is not due stays
};

struct Fact {
  uint32_t row = 0;
  State state = State::no;  // yes or error
  bool moves = false;       // an argument is another at each instant
  Span values;              // of Unit::values: arguments
};

// One reading of a life: the first items that are past, of all, of those that count at once, of those that count after grace.
struct ConfigView {
  bool error = false;
  const core::Provenance* past = nullptr;
  const core::Provenance* at_once = nullptr;
  const core::Provenance* counting = nullptr;
};

// One life of an entity at an instant.
struct LifeView {
  uint32_t life = 0;
  bool past = false, error = false, expired = false;
  const core::Provenance* suspends = nullptr;  // the item that is past
  const core::Provenance* expires = nullptr;   // the item that counts
  uint32_t region = kNone;                     // whose configs decide
  Span configs;                                // of EntityView::configs, in the region's order
  Micros since = kNever;                       // where past: since when; kNever: nobody asked
  Constancy stays;                             // of being past
  bool held = false, surely_held = false;      // by its own configs
  Span holds;                                  // of EntityView::holds
  Horizon horizon;                             // of all that was read for it

  // Of the instant before in a walk
  bool follows = false, was_past = false;
  Micros was_since = kNever;

  void follow(const LifeView& earlier) {
    follows = true;
    was_past = earlier.past;
    was_since = earlier.since;
  }
};

// What the rules that hold an entity have found.
struct HeldByRules {
  bool seen = false, held = false, surely = false;
  std::vector<const core::Provenance*> by;
  Horizon horizon;
};

struct Birth {
  bool exists = false, error = false, moves = false;
  Micros at = 0;
};

// An entity with its lives and holds at an instant.
struct EntityView {
  Birth birth;
  bool past = false, error = false, expired = false;
  bool held = false, surely_held = false;  // where only errors hold, not surely
  Constancy stays;                         // of being past
  std::vector<LifeView> lives;
  std::vector<ConfigView> configs;
  std::vector<const core::Provenance*> holds;               // the true ones
  std::vector<const core::Provenance*> extends, exhausted;  // action `extend`: grants, prohibitions
  bool extend_error = false;
  // Standing
  Micros deadline = kNever;
  bool warned = false;
  bool restless = false;  // the deadline's search ended at its limits: search again at every step
  std::vector<Value> on_expiry;  // arguments of the expired lives' obligations, one after the other

  HeldByRules rules;

  // Of the instant before in a walk: the lives up to now, at most until their stretches ended
  bool goes_on = false, was_past = false, was_restless = false;
  Micros earlier_deadline = kNever;
  std::vector<LifeView> earlier;
  std::vector<ConfigView> earlier_configs;
  std::vector<const core::Provenance*> earlier_holds;

  void start() {
    goes_on = false;
    earlier.clear();
    lives.clear();
    configs.clear();
    holds.clear();
    clearRest();
  }
  // A walk goes on from what was seen last.
  void goOn() {
    remember();
    std::swap(lives, earlier);
    std::swap(configs, earlier_configs);
    std::swap(holds, earlier_holds);
    lives.clear();
    configs.clear();
    holds.clear();
    clearRest();
  }
  // As goOn(); of the lives nothing that was read is due.
  void keep(size_t holds_of_lives) {
    remember();
    holds.resize(holds_of_lives);
    clearRest();
  }

 private:
  void remember() {
    goes_on = true;
    was_past = past;
    was_restless = restless;
    earlier_deadline = deadline;
  }
  void clearRest() {
    birth = {};
    past = error = expired = held = surely_held = extend_error = warned = restless = false;
    deadline = kNever;
    on_expiry.clear();
    stays = {};
    extends.clear();
    exhausted.clear();
  }
};

// What is evaluated again only when its time has come.
struct Unit {
  const Bucket* bucket = nullptr;  // else the entity's lives
  uint32_t entity = value::kNoEntity;
  bool whole = false;  // lives: with holds and expiry
  Horizon horizon;
  std::vector<Fact> facts;
  std::vector<Value> values;
  EntityView* view = nullptr;  // lives: what was found out
};

struct Applying {
  Unit* unit;
  const Fact* fact;
};

struct Session {
  Session() { context.session = this; }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  Context context;
  const LimitIndices* limits = nullptr;
  std::shared_ptr<const LimitIndices> limits_kept;  // of the engine and directory last asked
  const request::Request* request = nullptr;
  const request::Access* access = nullptr;  // else a standing
  request::Access typed;                    // of a query
  uint32_t entity = value::kNoEntity;       // the resource, or the standing's
  Horizon horizon;                          // of what is being evaluated
  std::vector<Unit> units;
  size_t unit_count = 0;
  decision::Decision probe;                       // the answer at a later instant
  std::vector<std::vector<Value>> property_pool;  // of obligations that were dropped
  std::array<std::byte, 4096> room;
  value::Arena arena{room};             // of what later instants and plain decisions compute
  EntityView views[2];                  // of the entity, of the subject
  bool facts_changed = false;           // since the lists below were made
  std::vector<Applying> grants, masks;  // that apply, in text order
  std::vector<Applying> prohibitions, requirements;
  std::vector<decision::Reason> reasons;
  std::vector<Span> found;           // rows, by an index
  std::vector<uint32_t> found_rows;  // by several
  Unit hold_rules;                   // rules that hold an entity
  std::deque<EntityView> targets;    // entities that others go with, by depth
  size_t depth = 0;
  Result untimed;  // what runUntimed() has found

  const core::Bundle& bundle() const { return *context.bundle; }
  const Tables& tables() const { return *context.tables; }
  Micros now() const { return context.now; }
  bool inForce() const { return bundle().term.contains(context.now); }
  bool begun() const { return bundle().term.from <= context.now; }

  // Runs an expression; its constancy joins the horizon. Causes stay only where it is an error.
  State run(Expr expr, Result& out) {
    uint64_t causes = context.cause_count;
    State state =
        context.tables->code[expr.shape](&context, context.tables->words.data() + expr.words, &out);
    if (context.tables->timed[expr.shape]) horizon.add(out.constancy);
    if (state != State::error) context.cause_count = causes;
    return state;
  }
  // An expression that does not depend on now: the value stands in `untimed`.
  State runUntimed(Expr expr) {
    uint64_t causes = context.cause_count;
    State state = context.tables->code[expr.shape](
        &context, context.tables->words.data() + expr.words, &untimed);
    if (state != State::error) context.cause_count = causes;
    return state;
  }
  // A guard or condition; absent is false, none is true.
  State holds(Expr expr, Constancy* stays = nullptr) {
    if (!expr.present()) return State::yes;
    if (!context.tables->timed[expr.shape]) {
      State state = runUntimed(expr);
      return state == State::absent ? State::no : state;
    }
    Result out;
    State state = run(expr, out);
    if (stays) *stays = time::meet(*stays, out.constancy);
    return state == State::absent ? State::no : state;
  }
};

// A value, from what compiled code returned: Bool is in the state.
inline Value valueOf(State state, const Result& result) {
  if (state == State::absent) return {};
  return result.value.kind == value::Kind::absent ? Value::ofBool(state == State::yes)
                                                  : result.value;
}

inline Session& sessionOfThread() { return value::OfThread<Session>::get(); }

void evaluateBucket(Session& session, Unit& unit);
State evaluateLimit(Session& session, const Row& row);

}  // namespace polc::engine
