#include "runtime/engine/answer.h"

#include <algorithm>

namespace polc::engine {

using decision::Effect;
using decision::Reason;

void clearDecision(Session& session, decision::Decision& out) {
  for (decision::Obligation& obligation : out.obligations) {
    if (obligation.properties.capacity() == 0) continue;
    obligation.properties.clear();
    session.property_pool.push_back(std::move(obligation.properties));
  }
  out.clear();
}

void addObligation(Session& session, uint32_t obligation, core::ClauseId clause,
                   const Value* values, size_t count, decision::Decision& out) {
  for (const decision::Obligation& earlier : out.obligations) {
    if (earlier.obligation == obligation && earlier.clause == clause &&
        std::equal(values, values + count, earlier.properties.begin(), earlier.properties.end(),
                   value::equal))
      return;
  }
  decision::Obligation added{obligation, clause, session.entity, {}};
  if (!session.property_pool.empty()) {
    added.properties = std::move(session.property_pool.back());
    session.property_pool.pop_back();
  }
  added.properties.assign(values, values + count);
  out.obligations.push_back(std::move(added));
}

void addReason(decision::Decision& out, const core::Provenance& from, Effect effect,
               uint32_t entity) {
  out.reasons.push_back({&from, effect, entity});
}

void orderReasons(std::vector<Reason>& reasons, uint32_t resource) {
  if (reasons.size() < 2) return;
  auto before = [&](const Reason& a, const Reason& b) {
    if (a.from->clause != b.from->clause) return a.from->clause < b.from->clause;
    if (a.entity != b.entity) return a.entity == resource;
    return decision::clauseBefore(*a.from, *b.from);
  };
  if (reasons.size() > 64) return decision::sortReasons(reasons, resource);
  size_t kept = 0;
  for (size_t i = 1; i < reasons.size(); ++i) {
    Reason moved = reasons[i];
    size_t at = i;
    for (; at > 0 && before(moved, reasons[at - 1]); --at) reasons[at] = reasons[at - 1];
    reasons[at] = moved;
  }
  for (const Reason& reason : reasons) {
    bool known = std::any_of(reasons.begin(), reasons.begin() + static_cast<ptrdiff_t>(kept),
                             [&](const Reason& r) {
                               return r.from->clause == reason.from->clause &&
                                      r.effect == reason.effect && r.entity == reason.entity;
                             });
    if (!known) reasons[kept++] = reason;
  }
  reasons.resize(kept);
}

void orderFindings(decision::Decision& out, uint32_t resource) {
  if (out.findings.size() < 2) return;
  std::sort(out.findings.begin(), out.findings.end(),
            [&](const decision::FindingOf& a, const decision::FindingOf& b) {
              if (a.requirement != b.requirement) return a.requirement < b.requirement;
              return a.entity != b.entity && a.entity == resource;
            });
}

}  // namespace polc::engine
