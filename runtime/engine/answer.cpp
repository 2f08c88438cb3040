#include "runtime/engine/answer.h"

#include <algorithm>

namespace polc::engine {

using decision::Effect;

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

void orderFindings(decision::Decision& out, uint32_t resource) {
  if (out.findings.size() < 2) return;
  std::sort(out.findings.begin(), out.findings.end(),
            [&](const decision::FindingOf& a, const decision::FindingOf& b) {
              if (a.requirement != b.requirement) return a.requirement < b.requirement;
              return a.entity != b.entity && a.entity == resource;
            });
}

}  // namespace polc::engine
