// Accesses in plain JSON, decided for their outcome alone: nothing of them is kept.
//
// In:      AuthZEN's JSON, a directory, the vocabulary of its bundle, and the defaults of the declared context
// Out:     a query; it points into the Skimmer until its next read
// Errors:  false where Request::access must read it: it refuses what is wrong, and it reads what is not plain: escapes, an entity
//          that the directory does not know, a value of a type that is rare in a context, or not of its type
// Threads: one at a time
#pragma once
#include <vector>

#include "runtime/json/skim.h"
#include "runtime/request/query.h"
#include "runtime/request/vocabulary.h"

namespace polc::request {

class Skimmer {
 public:
  bool read(const directory::Directory& directory, const Vocabulary& vocabulary,
            const value::Value* defaults, std::string_view json, Query& query);

 private:
  using Place = json::Skim::Place;
  using Key = json::Skim::Key;
  // What was read, as bits.
  enum Seen : uint32_t {
    kSubject = 1,
    kAction = 2,
    kResource = 4,
    kContext = 8,
    kType = 16,
    kId = 32,
    kProperties = 64,
    kName = 128
  };
  struct Entity {
    std::string_view type, id;
  };

  Place part(Place at, const Key& key, uint32_t& seen);
  Place entity(Place at, Entity& into);
  Place action(Place at);
  Place context(Place at);
  Place field(Place at, uint32_t number);
  Place value(Place at, core::TypeId id, value::Value& into);
  bool known(uint32_t row) const;

  const directory::Directory* directory_ = nullptr;
  const Vocabulary* vocabulary_ = nullptr;
  json::Skim skim_;
  Entity subject_, resource_;
  std::string_view action_;
  std::vector<value::Value> context_;
};

}  // namespace polc::request
