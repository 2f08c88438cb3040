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

// Names on their way to rows, in steps: made, fetch(), query(). The steps of several requests are taken together, so that they wait
// for memory together. The names stay.
class Resolution {
 public:
  Resolution() = default;
  Resolution(const directory::Directory& directory, const Names& names)
      : subject_(directory.search(directory.findType(names.subject_type), names.subject)),
        resource_(directory.search(directory.findType(names.resource_type), names.resource)),
        action_(names.action) {}

  void fetch(const directory::Directory& directory) {
    directory.fetch(subject_);
    directory.fetch(resource_);
  }
  Query query(const directory::Directory& directory, const value::Value* context = nullptr) const {
    core::ActionId action = directory.findAction(action_);
    return {&directory, directory.find(subject_), directory.find(resource_), action, context};
  }

 private:
  directory::Directory::Search subject_, resource_;
  std::string_view action_;
};

inline Query resolve(const directory::Directory& directory, const Names& names,
                     const value::Value* context = nullptr) {
  Resolution resolution(directory, names);
  resolution.fetch(directory);
  return resolution.query(directory, context);
}

}  // namespace polc::request
