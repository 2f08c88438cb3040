// One request against one world: what does not depend on the instant.
//
// Ownership: texts made for causes live in the decision's arena
#pragma once
#include "runtime/decision/decision.h"
#include "runtime/interp/life_memo.h"
#include "runtime/interp/result.h"
#include "runtime/request/request.h"

namespace polc::interp {

struct Session {
  const request::Request& request;
  directory::World world;
  const core::Bundle& bundle;
  value::Arena& arena;
  const request::Access* access;  // one of the two is null
  const request::Standing* standing;
  mutable LifeMemo memo;

  Session(const request::Request& request, value::Arena& arena);

  const directory::Entity& entity(uint32_t row) const { return world.entity(row); }
  const core::EntityType& typeOf(uint32_t row) const {
    return bundle.entities[world.entity(row).type];
  }
  std::string_view text(uint32_t id) const {
    return id == kNone ? std::string_view{} : std::string_view{bundle.texts[id]};
  }
};

}  // namespace polc::interp
