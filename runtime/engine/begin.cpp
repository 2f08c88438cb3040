#include "runtime/engine/decide.h"
#include "runtime/engine/support.h"
#include "runtime/json/json.h"

namespace polc::engine {
namespace {

using decision::Decision;
using decision::ErrorCode;
using value::kNoEntity;

void undeclaredType(Session& session, const request::Name& name, Decision& out) {
  std::string text = name.type + "::";
  json::quote(text, name.id);
  fail(session.context, ErrorCode::undeclared_type, kNoEntity, out.arena().copy(text));
}

bool known(Session& session, uint32_t entity, const request::Name& name, Decision& out) {
  if (entity == kNoEntity) return undeclaredType(session, name, out), false;
  if (session.context.entity(entity).known) return true;
  fail(session.context, ErrorCode::unknown_entity, entity, {});
  return false;
}

bool declared(Session& session, const request::Access& access, Decision& out) {
  if (access.resource == kNoEntity) return true;
  uint32_t type = session.context.entity(access.resource).type;
  if (access.action != core::kNone && session.bundle().actionOn(access.action, type)) return true;
  fail(session.context, ErrorCode::undeclared_action, access.resource,
       out.arena().copy(access.action_name));
  return false;
}

bool beginAccess(Session& session, const request::Access& access, Decision& out) {
  Context& context = session.context;
  bool subject = known(session, access.subject, access.subject_name, out);
  bool resource = access.resource == access.subject && subject
                      ? true
                      : known(session, access.resource, access.resource_name, out);
  bool action = declared(session, access, out);
  if (!subject || !resource || !action) return false;
  context.subject = access.subject;
  context.resource = session.entity = access.resource;
  context.action = access.action;
  context.context = access.context;
  context.subject_entity = &context.entity(access.subject);
  context.resource_entity = &context.entity(access.resource);
  return true;
}

}  // namespace

bool begin(Session& session, Decision& out) {
  if (session.access) return beginAccess(session, *session.access, out);
  const auto& standing = std::get<request::Standing>(session.request->body());
  out.standing = true;
  session.entity = standing.entity;
  return known(session, standing.entity, standing.name, out);
}

}  // namespace polc::engine
