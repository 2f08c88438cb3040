// What an expression is declared to be, optional or not. The core's types and nodes are in range, parts before wholes.
#pragma once
#include "runtime/core/core.h"

namespace polc::core {

// A type without `?`.
inline const Type& plainType(const Bundle& bundle, TypeId id) {
  const Type* type = &bundle.types[id];
  while (type->kind == TypeKind::optional) type = &bundle.types[type->element];
  return *type;
}

// kNone where it is no entity, or one of any type.
inline uint32_t staticEntityType(const Bundle& bundle, ExprId expr) {
  const Type& type = plainType(bundle, bundle.nodes[expr].type);
  return type.kind == TypeKind::entity ? type.index : kNone;
}

// Of a `field` or a `has`: is it the birth of an entity?
inline bool readsBirth(const Bundle& bundle, const Node& node) {
  const uint32_t owner = staticEntityType(bundle, node.a);
  return owner != kNone && bundle.entities[owner].birth == node.imm;
}

}  // namespace polc::core
