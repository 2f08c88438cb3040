#include "runtime/abi/ask.h"

#include "runtime/abi/guard.h"

namespace polc::abi {
namespace {

using request::Name;
using request::Request;

const value::Value* valuesOf(const polc_context* context) {
  return context ? context->values() : nullptr;
}

Name nameOf(const polc_directory& directory, uint32_t row) {
  const directory::Entity& entity = directory.held->entity(row);
  return {directory.bundle->core->entities[entity.type].name, std::string(entity.id())};
}

Name nameOf(polc_string type, polc_string id) {
  return {std::string(view(type)), std::string(view(id))};
}

}  // namespace

std::shared_ptr<const Request> requestOf(const polc_directory& directory,
                                         const polc_request& asked) {
  if (!exists(directory, asked) || !fits(directory, asked.context)) return nullptr;
  const auto& actions = directory.bundle->core->actions;
  return Request::accessOf(directory.held, nameOf(directory, asked.subject),
                           actions[asked.action].name, nameOf(directory, asked.resource),
                           valuesOf(asked.context));
}

std::shared_ptr<const Request> requestOf(const polc_directory& directory,
                                         const polc_named_request& asked) {
  if (!fits(directory, asked.context)) return nullptr;
  return Request::accessOf(directory.held, nameOf(asked.subject_type, asked.subject_id),
                           view(asked.action), nameOf(asked.resource_type, asked.resource_id),
                           valuesOf(asked.context));
}

}  // namespace polc::abi
