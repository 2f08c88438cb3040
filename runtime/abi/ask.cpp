#include "runtime/abi/ask.h"

#include <array>

#include "runtime/abi/guard.h"
#include "runtime/engine/engine.h"

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

size_t queriesOf(const polc_directory& directory, std::span<const polc_request> asked,
                 request::Query* queries, size_t* places) {
  size_t count = 0;
  for (const polc_request& one : asked) __builtin_prefetch(one.context);
  for (size_t i = 0; i < asked.size(); ++i) {
    places[count] = i;
    count += queryOf(directory, asked[i], queries[count]) ? 1 : 0;
  }
  return count;
}

size_t queriesOf(const polc_directory& directory, std::span<const polc_named_request> asked,
                 request::Query* queries, size_t* places) {
  const directory::Directory& held = *directory.held;
  std::array<request::Resolution, engine::kTogether> resolutions;
  size_t count = 0;
  for (const polc_named_request& one : asked) {
    __builtin_prefetch(one.context);
    __builtin_prefetch(one.subject_id.data);
    __builtin_prefetch(one.resource_id.data);
  }
  for (size_t i = 0; i < asked.size(); ++i) {
    if (!fits(directory, asked[i].context)) continue;
    places[count] = i;
    resolutions[count++] = {held, namesOf(asked[i])};
  }
  for (size_t i = 0; i < count; ++i) resolutions[i].fetch(held);
  for (size_t i = 0; i < count; ++i) {
    queries[i] = resolutions[i].query(held);
    giveContext(asked[places[i]].context, queries[i]);
  }
  return count;
}

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
