// An access once its names are rows: what a service that asks often keeps of its requests.
//
// Shapes:    subject and resource are rows of the directory; kNoEntity, kNone: there is no such entity, action
// Context:   one value for each declared field, in the order of the bundle; null: none is given, defaults hold. Texts and entities
//            that it points to live as long as the query
// Ownership: the directory outlives the query
#pragma once
#include "runtime/directory/directory.h"

namespace polc::request {

struct Query {
  const directory::Directory* directory = nullptr;
  uint32_t subject = value::kNoEntity;
  uint32_t resource = value::kNoEntity;
  core::ActionId action = core::kNone;
  const value::Value* context = nullptr;
  bool context_sound = false;  // it is known that none of its values is missing or invalid
};

// An access by names.
struct Names {
  std::string_view subject_type, subject, action, resource_type, resource;
};

inline Query resolve(const directory::Directory& directory, const Names& names,
                     const value::Value* context = nullptr) {
  return {&directory, directory.find(names.subject_type, names.subject),
          directory.find(names.resource_type, names.resource), directory.findAction(names.action),
          context};
}

}  // namespace polc::request
