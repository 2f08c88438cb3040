// What is known of one entity.
#pragma once
#include <string_view>

#include "runtime/core/core.h"

namespace polc::directory {

using value::Value;

struct Entity {
  uint32_t type = core::kNone;
  uint32_t groups = 0;  // what it is a member of, of Memberships; 0: nothing
  const Value* fields =
      nullptr;  // one for each declared field, defaults filled in; null where not known
  const char* id_text = nullptr;
  uint32_t id_size = 0;
  bool known = false;     // in the directory, or described by the request
  bool born_now = false;  // the resource of `create`: its birth is the instant of the evaluation
  bool sound = false;     // in the directory, and none of its fields is missing or invalid
  bool group = false;     // in the directory, an entity is or was a member of it

  std::string_view id() const { return {id_text, id_size}; }
  void setId(std::string_view id) {
    id_text = id.data();
    id_size = static_cast<uint32_t>(id.size());
  }
};
static_assert(sizeof(Entity) == 16 + 2 * sizeof(void*));

}  // namespace polc::directory
