#include <algorithm>

#include "runtime/interp/answer.h"
#include "runtime/interp/conditions.h"
#include "runtime/interp/interp.h"
#include "runtime/interp/rules.h"

// The grants that come nearest to allowing what nothing allows.

namespace polc::interp {
namespace {

using decision::Lack;
using decision::Near;

constexpr size_t kNearestMax = 10;

// A group or an exact entity that the pattern wants and the row is not.
void addPatternLack(const Session& session, const core::Pattern& pattern, uint32_t row,
                    std::string_view role, std::vector<Lack>& to) {
  if (matches(session, pattern, row)) return;
  const std::string wanted = entityName(session, pattern.entity);
  if (pattern.kind == core::Pattern::Kind::member)
    to.push_back({std::string(role) + " in " + wanted, {memberships(session, row)}});
  else
    to.push_back({std::string(role) + " == " + wanted,
                  {std::string(role) + " = " + entityName(session, row)}});
}

Near nearTo(const Session& session, const core::Grant& grant, Micros t) {
  Near near{&grant.from, {}};
  addPatternLack(session, grant.subject, session.access->subject, "subject", near.lacked);
  addPatternLack(session, grant.resource, session.access->resource, "resource", near.lacked);
  Conditions conditions(session, t, session.access->resource);
  for (Lack& lack : conditions.lacks(grant.guard)) near.lacked.push_back(std::move(lack));
  Evaluator evaluator(session, t, session.access->resource);
  for (const core::ObligationCall& call : grant.obligations)
    for (const ExprId argument : call.arguments)
      if (evaluator.eval(argument).error)
        near.lacked.push_back({conditions.textOf(argument), {"it cannot be evaluated"}});
  return near;
}

}  // namespace

void explainDeny(const request::Request& request, Micros now, decision::Decision& out) {
  out.nearest.clear();
  const Session session(request, out.arena());
  if (!session.access) return;
  decision::Decision answer;
  answer.scratch = &out.arena();
  if (!answerAccess(session, now, answer).by_default) return;
  const request::Access& access = *session.access;
  for (const core::Grant& grant : session.bundle.grants)
    if (hasAction(grant.actions, access.action) && inForce(grant.periods, now).holds &&
        typeMatches(session, grant.subject, access.subject) &&
        typeMatches(session, grant.resource, access.resource))
      out.nearest.push_back(nearTo(session, grant, now));
  std::ranges::stable_sort(out.nearest, {}, [](const Near& near) { return near.lacked.size(); });
  if (out.nearest.size() > kNearestMax) out.nearest.resize(kNearestMax);
}

}  // namespace polc::interp
