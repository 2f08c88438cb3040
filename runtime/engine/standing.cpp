#include "runtime/engine/answer.h"

namespace polc::engine {
namespace {

using decision::Decision;
using decision::Effect;
using decision::Outcome;
using decision::Phase;

class Standing {
 public:
  Standing(Session& session, Decision& out)
      : session_(session), bundle_(session.bundle()), out_(out), view_(session.views[0]) {}

  void run() {
    out_.standing = true;
    out_.deadline = view_.deadline;
    bool denied = requirements();
    if (view_.expired) {
      expire();
    } else {
      denied |= lives();
      bool unborn = notYet();
      denied |= view_.error || view_.birth.error || unborn || !session_.inForce();
      out_.outcome = denied ? Outcome::deny : Outcome::allow;
    }
    decision::sortReasons(out_.reasons, session_.entity);
    out_.phase = phase();
  }

 private:
  bool notYet() const {
    return view_.birth.exists && !view_.birth.error && session_.now() < view_.birth.at;
  }

  bool requirements() {
    bool denied = false;
    for (size_t i = 0; i < session_.unit_count; ++i) {
      const Unit& unit = session_.units[i];
      if (!unit.bucket) continue;
      for (const Fact& fact : unit.facts) {
        const core::Requirement& rule = bundle_.requirements[session_.tables().rows[fact.row].rule];
        bool violated = fact.state == State::yes;
        if (violated) out_.findings.push_back({&rule, session_.entity});
        denied |= rule.blocking;
        if (rule.blocking && violated) addReason(out_, rule.from, Effect::require, session_.entity);
      }
    }
    orderFindings(out_, session_.entity);
    return denied;
  }

  bool lives() {
    for (const LifeView& life : view_.lives) {
      if (life.past) addReason(out_, *life.suspends, Effect::suspend, session_.entity);
    }
    return view_.past;
  }

  void expire() {
    out_.outcome = Outcome::expire;
    out_.reasons.clear();
    const Value* values = view_.on_expiry.data();
    for (const LifeView& life : view_.lives) {
      if (!life.expired) continue;
      addReason(out_, *life.expires, Effect::expire, session_.entity);
      values = obligations(life, values);
    }
  }

  const Value* obligations(const LifeView& life, const Value* values) {
    const core::Life& core = bundle_.lives[life.life];
    uint32_t primary = core.regions[life.region].primary;
    if (primary == kNone) return values;
    for (const core::ObligationCall& call : core.configs[primary].on_expiry) {
      addObligation(session_, call.obligation, core.clause, values, call.arguments.size(), out_);
      values += call.arguments.size();
    }
    return values;
  }

  Phase phase() const {
    if (view_.expired) return Phase::expired;
    if (view_.past) return view_.held ? Phase::held : Phase::suspended;
    if (notYet()) return Phase::not_yet;
    return view_.warned ? Phase::warned : Phase::active;
  }

  Session& session_;
  const core::Bundle& bundle_;
  Decision& out_;
  const EntityView& view_;
};

void warn(Session& session, Expr warning, core::ExprId text, EntityView& view) {
  Result length;
  if (readLength(session, warning, text, length) != State::given || view.deadline == kNever) return;
  bool months = length.value.kind == value::Kind::period;
  Value operands[2] = {Value::of(value::Kind::time, view.deadline), length.value};
  functions::Call call{session.context.bundle, session.context.scratch};
  Result from;
  from.value = months ? functions::sub_months(call, operands) : functions::sub_time(call, operands);
  from.rate = -length.rate;
  session.horizon.add(reachedConstancy(from, session.now()));
  view.warned |= session.now() >= from.value.bits;
}

void readOnExpiry(Session& session, const ConfigTable& table, EntityView& view) {
  for (Expr argument : table.on_expiry) {
    Result result;
    State state = session.run(argument, result);
    if (result.rate != 0) session.horizon.add(momentary(session.now()));
    view.on_expiry.push_back(state == State::error ? Value{} : valueOf(state, result));
  }
}

}  // namespace

void answerStanding(Session& session, Decision& out) { Standing(session, out).run(); }

void viewStanding(Session& session, EntityView& view) {
  Deadline deadline = deadlineOf(session, session.entity, view);
  view.deadline = deadline.at;
  view.restless = deadline.cut_short;
  session.context.setSelf(session.entity);
  for (const LifeView& seen : view.lives) {
    const core::Life& life = session.bundle().lives[seen.life];
    uint32_t primary = seen.region == kNone ? kNone : life.regions[seen.region].primary;
    if (primary == kNone) continue;
    const ConfigTable& table = session.tables().lives[seen.life].configs[primary];
    if (seen.expired) readOnExpiry(session, table, view);
    uint64_t causes = session.context.cause_count;
    State header = session.holds(table.header);
    session.context.cause_count = causes;
    if (header != State::yes) continue;
    for (size_t i = 0; i < table.warnings.size(); ++i)
      warn(session, table.warnings[i], life.configs[primary].warnings[i].value, view);
  }
}

}  // namespace polc::engine
