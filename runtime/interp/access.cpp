#include <algorithm>
#include <optional>
#include <tuple>

#include "runtime/interp/answer.h"
#include "runtime/interp/extend.h"
#include "runtime/interp/limits.h"
#include "runtime/interp/moving.h"
#include "runtime/interp/rules.h"

// May the subject do the action on the resource? README §5, in its order.

namespace polc::interp {
namespace {

using decision::Decision;
using decision::Effect;
using decision::Outcome;

// What speaks against the request: true, or in error.
struct Objection {
  decision::Reason reason;
  Result result;
  bool open_to_remedy = false;
};

class Access {
 public:
  Access(const Session& session, Micros t, Decision& out)
      : session_(session),
        bundle_(session.bundle),
        request_(*session.access),
        t_(t),
        out_(out),
        lives_(session) {}

  Answer answer() {
    out_.contract_state = contractState(bundle_, t_);
    if (!asked()) return answer_;
    in_force_ = bundle_.term.contains(t_);
    remedy_ = bundle_.actions[request_.action].remedy;
    two_ = request_.subject != request_.resource;
    noteTerm();
    readLives();
    readGrants();
    readExtensions();
    readProhibitions();
    readRequirementsOf();
    readMasks();
    conclude();
    decision::sortReasons(out_.reasons, request_.resource);
    decision::sortErrors(out_.errors, session_.world);
    return answer_;
  }

 private:
  bool asked();
  void noteTerm() {
    answer_.horizon.noteInstant(bundle_.term.from, t_);
    answer_.horizon.noteInstant(bundle_.term.until, t_);
  }
  void readLives();
  void readGrants();
  void readGrant(const core::Grant& grant);
  void readExtensions();
  void readProhibitions();
  void readRequirementsOf();
  void readMasks();
  const core::Provenance* setAsideBy(core::ClauseId clause) const;
  void object(const Objection& objection, bool can_be_set_aside);
  bool matchesRule(const core::Pattern& subject, const core::Pattern& resource,
                   const std::vector<core::ActionId>& actions) const;
  bool isInForce(const core::Head& rule);
  void suspendedBy(const EntityLives& lives, uint32_t entity);
  bool deniedByLives();
  bool deniedByHold();
  void expire();
  void conclude();
  void sortSetAside();
  void allow();
  void listErrors(const std::vector<Cause>& causes) { append(out_.errors, causes); }

  const Session& session_;
  const core::Bundle& bundle_;
  const request::Access& request_;
  Micros t_;
  Decision& out_;
  Lives lives_;
  Answer answer_;
  bool in_force_ = false, remedy_ = false, two_ = false;
  HeldState held_;
  EntityLives resource_, subject_;
  std::vector<const core::Grant*> granting_;
  std::vector<decision::Obligation> of_grants_, of_masks_;
  std::vector<decision::Reason> allowing_, objecting_;
  bool denied_ = false;
  bool moves_ = false;  // an argument of an obligation is another at each instant
};

bool Access::asked() {
  const auto resource = unknown(session_, request_.resource, request_.resource_name);
  const auto subject = unknown(session_, request_.subject, request_.subject_name);
  for (const auto& cause : {resource, subject})
    if (cause) out_.errors.push_back(*cause);
  if (request_.resource != kNoEntity &&
      (request_.action == kNone ||
       !bundle_.actionOn(request_.action, session_.entity(request_.resource).type)))
    out_.errors.push_back(
        {ErrorCode::undeclared_action, request_.resource, request_.action_name, {}});
  answer_.asked = out_.errors.empty();
  decision::sortErrors(out_.errors, session_.world);
  return answer_.asked;
}

void Access::readLives() {
  held_ = lives_.held(request_.resource, t_);
  answer_.horizon.note(held_.stays);
  listErrors(held_.causes);
  resource_ = lives_.at(request_.resource, t_, held_, answer_.horizon);
  listErrors(resource_.causes);
  if (!two_) return;
  subject_ = lives_.at(request_.subject, t_, {}, answer_.horizon);
  listErrors(subject_.causes);
}

bool Access::matchesRule(const core::Pattern& subject, const core::Pattern& resource,
                         const std::vector<core::ActionId>& actions) const {
  return hasAction(actions, request_.action) && matches(session_, subject, request_.subject) &&
         matches(session_, resource, request_.resource);
}

bool Access::isInForce(const core::Head& rule) {
  const InForce state = inForce(rule.periods, t_);
  answer_.horizon.note(state.stays);
  return state.holds && in_force_;
}

void Access::readGrants() {
  for (const core::Grant& grant : bundle_.grants)
    if (matchesRule(grant.subject, grant.resource, grant.actions) && isInForce(grant))
      readGrant(grant);
}

void Access::readGrant(const core::Grant& grant) {
  Evaluator evaluator(session_, t_, request_.resource);
  const Result guard = evaluator.guard(grant.guard);
  answer_.horizon.note(guard.constancy);
  listErrors(guard.causes);
  if (!guard.isTrue()) return;
  bool applies = true, moves = false;
  std::vector<decision::Obligation> obligations;
  for (const core::ObligationCall& call : grant.obligations) {
    const Called called = callObligation(call, grant.from.clause, request_.resource, evaluator);
    answer_.horizon.note(called.stays);
    listErrors(called.causes);
    applies = applies && called.causes.empty();
    moves = moves || called.moves;
    obligations.push_back(called.obligation);
  }
  if (!applies) return;
  moves_ = moves_ || moves;
  granting_.push_back(&grant);
  allowing_.push_back({&grant.from, Effect::allow, request_.resource});
  for (const auto& obligation : obligations) addObligation(of_grants_, obligation);
}

void Access::readExtensions() {
  if (!in_force_ || bundle_.actions[request_.action].name != "extend") return;
  for (const ExtendState& state : readExtends(session_, resource_, t_, answer_.horizon)) {
    listErrors(state.granted.causes);
    if (state.granted.isTrue()) allowing_.push_back({state.from, Effect::allow, request_.resource});
    object({{state.from, Effect::deny, request_.resource}, state.prohibited}, false);
  }
}

void Access::readProhibitions() {
  for (const core::Prohibition& rule : bundle_.prohibitions) {
    if (!matchesRule(rule.subject, rule.resource, rule.actions) || !isInForce(rule)) continue;
    LimitState limit;
    if (rule.is_limit)
      limit = readLimit(session_, rule, t_);
    else
      limit.result = Evaluator(session_, t_, request_.resource).guard(rule.guard);
    answer_.horizon.note(limit.result.constancy);
    listErrors(limit.of_others);
    object({{&rule.from, Effect::deny, request_.resource}, limit.result}, true);
  }
}

void Access::readRequirementsOf() {
  std::vector<RequirementState> all =
      readRequirements(session_, request_.resource, t_, answer_.horizon);
  const size_t own = all.size();
  if (two_)
    for (RequirementState& state :
         readRequirements(session_, request_.subject, t_, answer_.horizon))
      all.push_back(std::move(state));
  for (size_t i = 0; i < all.size(); ++i) {
    const RequirementState& state = all[i];
    if (state.result.isTrue()) out_.findings.push_back({state.requirement, state.entity});
    if (!state.requirement->blocking)
      listErrors(state.result.causes);
    else
      object({{&state.requirement->from, Effect::require, state.entity},
              state.result,
              i < own && remedy_ && two_},
             true);
  }
  std::ranges::stable_sort(
      out_.findings, [](const auto& a, const auto& b) { return a.requirement < b.requirement; });
}

void Access::readMasks() {
  for (const core::Mask& mask : bundle_.masks) {
    if (mask.entity_type != session_.entity(request_.resource).type || !isInForce(mask)) continue;
    Evaluator evaluator(session_, t_, request_.resource);
    const Result guard = evaluator.guard(mask.guard);
    answer_.horizon.note(guard.constancy);
    listErrors(guard.causes);
    if (guard.isFalse()) continue;
    const Called called =
        callObligation(mask.obligation, mask.from.clause, request_.resource, evaluator);
    answer_.horizon.note(called.stays);
    listErrors(called.causes);
    moves_ = moves_ || called.moves;
    addObligation(of_masks_, called.obligation);
  }
}

const core::Provenance* Access::setAsideBy(core::ClauseId clause) const {
  for (const core::Grant* grant : granting_)
    if (std::ranges::find(grant->sets_aside, clause) != grant->sets_aside.end())
      return &grant->from;
  return nullptr;
}

void Access::object(const Objection& objection, bool can_be_set_aside) {
  listErrors(objection.result.causes);
  const bool is_true = objection.result.isTrue();
  const core::Provenance* by =
      can_be_set_aside ? setAsideBy(objection.reason.from->clause) : nullptr;
  if (by) {
    if (is_true) out_.set_aside.push_back({objection.reason, by});
    return;
  }
  if (objection.open_to_remedy || !(is_true || objection.result.error)) return;
  denied_ = true;
  if (is_true) objecting_.push_back(objection.reason);
}

void Access::suspendedBy(const EntityLives& lives, uint32_t entity) {
  for (const LifeAnswer& life : lives.lives)
    if (life.state.past) objecting_.push_back({life.past_by, Effect::suspend, entity});
}

bool Access::deniedByLives() {
  const bool open = remedy_ && two_;
  if (!open) suspendedBy(resource_, request_.resource);
  if (two_) suspendedBy(subject_, request_.subject);
  bool denied = !open && (resource_.past || resource_.error);
  denied = denied || (two_ && (subject_.past || subject_.error));
  const bool resource_unborn = notYetBorn(resource_, t_, answer_.horizon);
  const bool subject_unborn = two_ && notYetBorn(subject_, t_, answer_.horizon);
  return denied || resource_unborn || subject_unborn;
}

bool Access::deniedByHold() {
  if (bundle_.actions[request_.action].name != "destroy" || !held_.held) return false;
  for (const core::Provenance* by : held_.by)
    objecting_.push_back({by, Effect::hold, request_.resource});
  return true;
}

void Access::expire() {
  out_.outcome = Outcome::expire;
  for (const LifeAnswer& life : resource_.lives)
    if (life.expired) out_.reasons.push_back({life.expired_by, Effect::expire, request_.resource});
}

void Access::allow() {
  out_.outcome = Outcome::allow;
  out_.reasons = allowing_;
  out_.obligations = of_grants_;
  for (const auto& obligation : of_masks_) addObligation(out_.obligations, obligation);
  if (moves_) answer_.horizon.note(onlyAt(t_));
}

// In the order of reasons, one for each clause, effect and entity.
void Access::sortSetAside() {
  const auto key = [&](const decision::SetAside& s) {
    return std::tuple(s.what.from->clause, s.what.entity != request_.resource, s.what.effect);
  };
  std::ranges::stable_sort(out_.set_aside, [&](const auto& a, const auto& b) {
    return std::pair(key(a), a.what.from->item) < std::pair(key(b), b.what.from->item);
  });
  const auto [first, last] = std::ranges::unique(
      out_.set_aside, [&](const auto& a, const auto& b) { return key(a) == key(b); });
  out_.set_aside.erase(first, last);
}

void Access::conclude() {
  sortSetAside();
  const bool by_lives = deniedByLives();
  const bool by_hold = deniedByHold();
  if (resource_.expired && !remedy_) return expire();
  if (!in_force_ || denied_ || by_lives || by_hold) {
    out_.outcome = Outcome::deny;
    out_.reasons = objecting_;
    return;
  }
  if (!allowing_.empty()) return allow();
  out_.outcome = Outcome::deny;
  answer_.by_default = true;
}

}  // namespace

Answer answerAccess(const Session& session, Micros t, Decision& out) {
  return Access(session, t, out).answer();
}

}  // namespace polc::interp
