#include <algorithm>

#include "runtime/engine/answer.h"

namespace polc::engine {
namespace {

using decision::Decision;
using decision::Effect;
using decision::Outcome;

class Access {
 public:
  Access(Session& session, Decision& out)
      : session_(session),
        bundle_(session.bundle()),
        out_(out),
        alone_(session.context.subject == session.context.resource),
        remedy_(bundle_.actions[session.access->action].remedy),
        open_(remedy_ && !alone_) {}

  void run() {
    if (session_.facts_changed) collect();
    grants();
    prohibitions();
    requirements();
    if (resource().expired && !remedy_) {
      expire();
    } else {
      entities();
      if (denied_ || !session_.inForce()) {
        out_.outcome = Outcome::deny;
      } else if (granted()) {
        allow();
      }
    }
    decision::sortReasons(out_.reasons, session_.entity);
    orderSetAside();
  }

 private:
  const EntityView& resource() const { return session_.views[0]; }
  const EntityView* subject() const { return alone_ ? nullptr : &session_.views[1]; }
  const Row& row(const Fact& fact) const { return session_.tables().rows[fact.row]; }
  const core::Grant& grant(const Fact& fact) const { return bundle_.grants[row(fact).rule]; }

  std::vector<Applying>& listOf(RuleKind kind) {
    if (kind == RuleKind::grant) return session_.grants;
    if (kind == RuleKind::mask) return session_.masks;
    return kind == RuleKind::requirement ? session_.requirements : session_.prohibitions;
  }

  void collect() {
    session_.facts_changed = false;
    for (auto* list :
         {&session_.grants, &session_.masks, &session_.prohibitions, &session_.requirements})
      list->clear();
    for (size_t i = 0; i < session_.unit_count; ++i) {
      Unit& unit = session_.units[i];
      if (!unit.bucket || unit.facts.empty()) continue;
      std::vector<Applying>& list = listOf(unit.bucket->kind);
      for (const Fact& fact : unit.facts) list.push_back({&unit, &fact});
    }
    orderRows(session_.grants);
    orderRows(session_.masks);
  }

  static void orderRows(std::vector<Applying>& list) {
    if (list.size() < 2) return;
    std::sort(list.begin(), list.end(),
              [](const Applying& a, const Applying& b) { return a.fact->row < b.fact->row; });
  }

  void grants() {
    for (const Applying& applying : session_.grants)
      sets_aside_ |= !grant(*applying.fact).sets_aside.empty();
  }
  bool granted() const { return !session_.grants.empty() || !resource().extends.empty(); }

  const core::Provenance* setAside(core::ClauseId clause) const {
    if (!sets_aside_) return nullptr;
    for (const Applying& applying : session_.grants) {
      const core::Grant& by = grant(*applying.fact);
      if (std::find(by.sets_aside.begin(), by.sets_aside.end(), clause) != by.sets_aside.end())
        return &by.from;
    }
    return nullptr;
  }

  // A rule that is true or in error: set aside, or it denies.
  void forbid(const core::Provenance& from, Effect effect, uint32_t entity, State state,
              bool denies) {
    if (const core::Provenance* by = setAside(from.clause)) {
      if (state == State::yes) out_.set_aside.push_back({{&from, effect, entity}, by});
    } else if (denies) {
      denied_ = true;
      if (state == State::yes) addReason(out_, from, effect, entity);
    }
  }

  void prohibitions() {
    for (const Applying& applying : session_.prohibitions) {
      const Fact& fact = *applying.fact;
      forbid(bundle_.prohibitions[row(fact).rule].from, Effect::deny, session_.entity, fact.state,
             true);
    }
  }

  void requirements() {
    for (const Applying& applying : session_.requirements) {
      uint32_t entity = applying.unit->entity;
      State state = applying.fact->state;
      const core::Requirement& rule = bundle_.requirements[row(*applying.fact).rule];
      if (state == State::yes) out_.findings.push_back({&rule, entity});
      bool open = open_ && entity == session_.entity;
      if (rule.blocking) forbid(rule.from, Effect::require, entity, state, !open);
    }
    orderFindings(out_, session_.entity);
  }

  void expire() {
    out_.outcome = Outcome::expire;
    out_.reasons.clear();
    for (const LifeView& life : resource().lives) {
      if (life.expired) addReason(out_, *life.expires, Effect::expire, session_.entity);
    }
  }

  void lives(const EntityView& view, uint32_t entity) {
    denied_ |= view.error || view.birth.error;
    for (const LifeView& life : view.lives) {
      if (!life.past) continue;
      denied_ = true;
      addReason(out_, *life.suspends, Effect::suspend, entity);
    }
  }

  void entities() {
    if (!open_) lives(resource(), session_.entity);
    if (subject()) lives(*subject(), session_.context.subject);
    if (unborn(resource()) || (subject() && unborn(*subject()))) denied_ = true;
    denied_ |= resource().extend_error;
    for (const core::Provenance* from : resource().exhausted) {
      denied_ = true;
      addReason(out_, *from, Effect::deny, session_.entity);
    }
    if (resource().held && session_.access->action == session_.tables().destroy_action) hold();
  }
  bool unborn(const EntityView& view) const {
    return view.birth.exists && !view.birth.error && session_.now() < view.birth.at;
  }
  void hold() {
    denied_ = true;
    for (const core::Provenance* from : resource().holds)
      addReason(out_, *from, Effect::hold, session_.entity);
  }

  void allow() {
    out_.outcome = Outcome::allow;
    for (const Applying& applying : session_.grants) {
      const core::Grant& by = grant(*applying.fact);
      addReason(out_, by.from, Effect::allow, session_.entity);
      emitted(applying);
      const Value* values = applying.unit->values.data() + applying.fact->values.first;
      for (const core::ObligationCall& call : by.obligations) {
        addObligation(session_, call.obligation, by.from.clause, values, call.arguments.size(),
                      out_);
        values += call.arguments.size();
      }
    }
    for (const core::Provenance* from : resource().extends)
      addReason(out_, *from, Effect::allow, session_.entity);
    masks();
  }

  // Arguments that move are read again at the next instant, where the answer holds them.
  void emitted(const Applying& applying) {
    if (applying.fact->moves) applying.unit->horizon.add(momentary(session_.now()));
  }

  void masks() {
    for (const Applying& applying : session_.masks) {
      const core::Mask& mask = bundle_.masks[row(*applying.fact).rule];
      emitted(applying);
      addObligation(session_, mask.obligation.obligation, mask.from.clause,
                    applying.unit->values.data() + applying.fact->values.first,
                    applying.fact->values.count, out_);
    }
  }

  void orderSetAside() {
    std::vector<decision::SetAside>& all = out_.set_aside;
    if (all.size() < 2) return;
    session_.reasons.clear();
    for (const decision::SetAside& one : all) session_.reasons.push_back(one.what);
    decision::sortReasons(session_.reasons, session_.entity);
    all.clear();
    for (const decision::Reason& what : session_.reasons)
      all.push_back({what, setAside(what.from->clause)});
  }

  Session& session_;
  const core::Bundle& bundle_;
  Decision& out_;
  bool alone_, remedy_, open_;
  bool denied_ = false, sets_aside_ = false;
};

}  // namespace

void answerAccess(Session& session, Decision& out) { Access(session, out).run(); }

}  // namespace polc::engine
