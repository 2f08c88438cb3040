// What a caller asked, as requests that engines decide.
#pragma once
#include <span>

#include "runtime/abi/guard.h"

namespace polc::abi {

// What a context was made for, or none.
inline bool fits(const polc_directory& directory, const polc_context* context) {
  return !context || context->directory.get() == directory.held.get();
}
inline void giveContext(const polc_context* context, request::Query& query) {
  query.context = context ? context->values() : nullptr;
  query.context_sound = context && context->unsound == 0;
}

inline bool exists(const polc_directory& directory, const polc_request& asked) {
  uint32_t size = directory.held->size();
  return asked.subject < size && asked.resource < size &&
         asked.action < directory.held->bundle().actions.size();
}

// Names that are of nothing are decided: as errors.
inline bool exists(const polc_directory& /*directory*/, const polc_named_request& /*asked*/) {
  return true;
}

// What was asked as it stands: numbers may be of no entity or action. False where the context is of another directory.
inline bool askedOf(const polc_directory& directory, const polc_request& asked,
                    request::Query& query) {
  if (!fits(directory, asked.context)) return false;
  query.directory = directory.held.get();
  query.subject = asked.subject;
  query.resource = asked.resource;
  query.action = asked.action;
  giveContext(asked.context, query);
  return true;
}
inline request::Names namesOf(const polc_named_request& asked) {
  return {view(asked.subject_type), view(asked.subject_id), view(asked.action),
          view(asked.resource_type), view(asked.resource_id)};
}
inline bool askedOf(const polc_directory& directory, const polc_named_request& asked,
                    request::Query& query) {
  if (!fits(directory, asked.context)) return false;
  query = request::resolve(*directory.held, namesOf(asked));
  giveContext(asked.context, query);
  return true;
}

// For an outcome alone: nothing is copied. False where a number is of no entity or action, or the context is of another
// directory.
template <class Asked>
bool queryOf(const polc_directory& directory, const Asked& asked, request::Query& query) {
  return exists(directory, asked) && askedOf(directory, asked, query);
}

// The queries of those that have one, with their places among what was asked; how many. At most engine::kTogether.
size_t queriesOf(const polc_directory& directory, std::span<const polc_request> asked,
                 request::Query* queries, size_t* places);
size_t queriesOf(const polc_directory& directory, std::span<const polc_named_request> asked,
                 request::Query* queries, size_t* places);

// Null where a number is of no entity or action, or the context is of another directory.
std::shared_ptr<const request::Request> requestOf(const polc_directory& directory,
                                                  const polc_request& asked);
// Null where the context is of another directory.
std::shared_ptr<const request::Request> requestOf(const polc_directory& directory,
                                                  const polc_named_request& asked);

}  // namespace polc::abi
