#include <algorithm>

#include "runtime/interp/answer.h"
#include "runtime/interp/moving.h"
#include "runtime/interp/rules.h"

// May the entity go on as it is? README §6.

namespace polc::interp {
namespace {

using decision::Decision;
using decision::Effect;
using decision::Outcome;
using decision::Phase;

class Standing {
 public:
  Standing(const Session& session, Micros t, Decision& out)
      : session_(session),
        bundle_(session.bundle),
        entity_(session.standing->entity),
        t_(t),
        out_(out),
        lives_(session) {}

  Answer answer() {
    out_.standing = true;
    out_.contract_state = contractState(bundle_, t_);
    if (const auto cause = unknown(session_, entity_, session_.standing->name)) {
      out_.errors.push_back(*cause);
      answer_.asked = false;
      return answer_;
    }
    answer_.horizon.noteInstant(bundle_.term.from, t_);
    answer_.horizon.noteInstant(bundle_.term.until, t_);
    held_ = lives_.held(entity_, t_);
    answer_.horizon.note(held_.stays);
    append(out_.errors, held_.causes);
    own_ = lives_.at(entity_, t_, held_, answer_.horizon);
    append(out_.errors, own_.causes);
    out_.deadline = lives_.deadline(entity_, t_);
    conclude();
    decision::sortReasons(out_.reasons, entity_);
    decision::sortErrors(out_.errors, session_.world);
    return answer_;
  }

 private:
  void conclude();
  bool deniedByRequirements(std::vector<decision::Reason>& reasons);
  void expire();
  void onExpiry(const LifeAnswer& life);
  bool warned();
  bool warnedBy(const core::LifeConfig& config);

  const Session& session_;
  const core::Bundle& bundle_;
  uint32_t entity_;
  Micros t_;
  Decision& out_;
  Lives lives_;
  Answer answer_;
  HeldState held_;
  EntityLives own_;
};

void Standing::conclude() {
  const bool unborn = notYetBorn(own_, t_, answer_.horizon);
  const bool is_warned = warned();
  std::vector<decision::Reason> reasons;
  for (const LifeAnswer& life : own_.lives)
    if (life.state.past) reasons.push_back({life.past_by, Effect::suspend, entity_});
  const bool unmet = deniedByRequirements(reasons);
  out_.phase = own_.expired              ? Phase::expired
               : held_.held && own_.past ? Phase::held
               : own_.past               ? Phase::suspended
               : unborn                  ? Phase::not_yet
               : is_warned               ? Phase::warned
                                         : Phase::active;
  if (own_.expired) return expire();
  const bool denied = !bundle_.term.contains(t_) || own_.past || own_.error || unmet || unborn;
  out_.outcome = denied ? Outcome::deny : Outcome::allow;
  if (denied) out_.reasons = reasons;
}

bool Standing::deniedByRequirements(std::vector<decision::Reason>& reasons) {
  bool denied = false;
  for (const RequirementState& state : readRequirements(session_, entity_, t_, answer_.horizon)) {
    append(out_.errors, state.result.causes);
    if (state.result.isTrue()) out_.findings.push_back({state.requirement, entity_});
    if (!state.requirement->blocking || state.result.isFalse()) continue;
    denied = true;
    if (state.result.isTrue())
      reasons.push_back({&state.requirement->from, Effect::require, entity_});
  }
  return denied;
}

void Standing::expire() {
  out_.outcome = Outcome::expire;
  for (const LifeAnswer& life : own_.lives) {
    if (!life.expired) continue;
    out_.reasons.push_back({life.expired_by, Effect::expire, entity_});
    onExpiry(life);
  }
}

void Standing::onExpiry(const LifeAnswer& life) {
  if (life.state.region->primary == kNone) return;
  Evaluator evaluator(session_, t_, entity_);
  for (const core::ObligationCall& call :
       life.state.life->configs[life.state.region->primary].on_expiry) {
    const Called called = callObligation(call, life.state.life->clause, entity_, evaluator);
    answer_.horizon.note(called.stays);
    if (called.moves) answer_.horizon.note(onlyAt(t_));
    append(out_.errors, called.causes);
    addObligation(out_.obligations, called.obligation);
  }
}

bool Standing::warned() {
  bool any = false;
  for (const LifeAnswer& life : own_.lives) {
    const core::LifeRegion* region = life.state.region;
    if (!region || region->primary == kNone) continue;
    const core::LifeConfig& config = life.state.life->configs[region->primary];
    const Result header = Evaluator(session_, t_, entity_).guard(config.header);
    answer_.horizon.note(header.constancy);
    if (header.isTrue() && warnedBy(config)) any = true;
  }
  return any;
}

bool Standing::warnedBy(const core::LifeConfig& config) {
  bool any = false;
  Evaluator evaluator(session_, t_, entity_);
  for (const core::LifeItem& warning : config.warnings) {
    const Result length = readLength(session_, evaluator, warning.value, t_);
    answer_.horizon.note(length.constancy);
    append(out_.errors, length.causes);
    if (length.error || length.absent() || out_.deadline == kNever) continue;
    const Micros from = plusLength(bundle_, out_.deadline, length.value, -1);
    answer_.horizon.note(reachedStays(t_, from, -length.rate));
    any = any || t_ >= from;
  }
  return any;
}

}  // namespace

Answer answerStanding(const Session& session, Micros t, Decision& out) {
  return Standing(session, t, out).answer();
}

}  // namespace polc::interp
