#include "runtime/decision/decision.h"

#include <algorithm>

namespace polc::decision {
namespace {

bool sameProvenance(const core::Provenance* a, const core::Provenance* b) {
  if (a == b || !a || !b) return a == b;
  return a->clause == b->clause && a->amendment == b->amendment && a->file == b->file &&
         a->line == b->line && a->title == b->title;
}

bool sameReason(const Reason& a, const Reason& b) {
  return a.effect == b.effect && a.entity == b.entity && sameProvenance(a.from, b.from);
}

bool sameObligation(const Obligation& a, const Obligation& b) {
  return a.obligation == b.obligation && a.clause == b.clause && a.entity == b.entity &&
         std::equal(a.properties.begin(), a.properties.end(), b.properties.begin(),
                    b.properties.end(), value::equal);
}

bool sameFinding(const FindingOf& a, const FindingOf& b) {
  const core::Requirement &x = *a.requirement, &y = *b.requirement;
  return a.entity == b.entity && x.from.clause == y.from.clause && x.severity == y.severity &&
         x.cites == y.cites && x.message == y.message;
}

template <class T, class Same>
bool sameAll(const std::vector<T>& a, const std::vector<T>& b, Same same) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), same);
}

}  // namespace

void Decision::clear() {
  outcome = Outcome::deny;
  reasons.clear();
  nearest.clear();
  set_aside.clear();
  obligations.clear();
  findings.clear();
  standing = false;
  phase = Phase::active;
  deadline = value::kNever;
  stable_until = value::kNever;
  errors.clear();
  contract_state = ContractState::in_force;
  if (own.use_count() == 1) {
    own->reset();
  } else {
    own.reset();
  }
}

value::Arena& Decision::arena() {
  if (scratch) return *scratch;
  if (!own) own = std::make_shared<value::Arena>();
  return *own;
}

bool sameAnswer(const Decision& a, const Decision& b) {
  return a.outcome == b.outcome && a.phase == b.phase &&
         sameAll(a.reasons, b.reasons, sameReason) &&
         sameAll(a.obligations, b.obligations, sameObligation) &&
         sameAll(a.findings, b.findings, sameFinding);
}

std::string_view name(Outcome outcome) {
  constexpr std::string_view kNames[] = {"allow", "deny", "expire"};
  return kNames[static_cast<size_t>(outcome)];
}

std::string_view name(Effect effect) {
  constexpr std::string_view kNames[] = {"allow", "deny", "require", "hold", "suspend", "expire"};
  return kNames[static_cast<size_t>(effect)];
}

std::string_view name(Phase phase) {
  constexpr std::string_view kNames[] = {"expired", "held",   "suspended",
                                         "not_yet", "warned", "active"};
  return kNames[static_cast<size_t>(phase)];
}

}  // namespace polc::decision
