// Accesses in plain JSON, decided for their outcome alone: nothing of them is kept.
//
// In:      AuthZEN's JSON, and the defaults of the declared context
// Out:     a query; it points into the Skimmer until its next read
// Errors:  false where Request::access must read it: it refuses what is wrong, and it reads what is not plain: escapes, an entity
//          that the directory does not know, a value of a type that is rare in a context, or not of its type
// Threads: one at a time
#pragma once
#include <vector>

#include "runtime/directory/names.h"
#include "runtime/json/skim.h"
#include "runtime/request/query.h"

namespace polc::request {

class Skimmer {
 public:
  bool read(const directory::Directory& directory, const value::Value* defaults,
            std::string_view json, Query& query);

 private:
  using Node = json::Skimmed;
  const Node* member(uint32_t object, std::string_view key) const;
  const Node* given(uint32_t object, std::string_view key) const;  // null: neither
  bool text(uint32_t object, std::string_view key, std::string_view& into) const;
  bool entity(std::string_view key, uint32_t& row) const;
  bool context();
  bool field(const core::FieldDef& declared, const Node& node, value::Value& into) const;
  void nameFields();

  const directory::Directory* directory_ = nullptr;
  json::Skim skim_;
  std::vector<value::Value> context_;
  // The directory of whose bundle `fields_` finds the context's fields, by its serial number.
  uint64_t named_ = 0;
  directory::NameIndex fields_;
};

}  // namespace polc::request
