#include <algorithm>

#include "runtime/core/verifier.h"

namespace polc::core {
namespace {

bool isContext(const Bundle& bundle, ExprId id) {
  return bundle.nodes[id].op == Op::context && bundle.nodes[id].imm == kNone;
}

size_t fieldsOf(const Bundle& bundle, ExprId owner) {
  if (isContext(bundle, owner)) return bundle.context.size();
  Type type = bundle.type(bundle.nodes[owner].type);
  while (type.kind == TypeKind::optional) type = bundle.type(type.element);
  if (type.kind == TypeKind::record) return bundle.records[type.index].fields.size();
  return type.kind == TypeKind::entity ? bundle.entities[type.index].fields.size() : 0;
}

bool isEntity(const Bundle& bundle, ExprId id) {
  return isKind(bundle, id, TypeKind::entity) || isKind(bundle, id, TypeKind::any_entity);
}

// A Date stands where a Time is wanted.
bool isInstant(const Bundle& bundle, ExprId id) {
  return isKind(bundle, id, TypeKind::time) || isKind(bundle, id, TypeKind::date);
}

bool comparable(const Bundle& bundle, const Node& n) {
  if (isEntity(bundle, n.a) && isEntity(bundle, n.b)) return true;
  if (isInstant(bundle, n.a) && isInstant(bundle, n.b)) return true;
  return kindOf(bundle, n.a) == kindOf(bundle, n.b);
}

bool isOrdered(const Bundle& bundle, ExprId id) {
  switch (kindOf(bundle, id)) {
    case TypeKind::integer:
    case TypeKind::decimal:
    case TypeKind::time:
    case TypeKind::date:
    case TypeKind::duration:
    case TypeKind::period:
    case TypeKind::version:
      return true;
    case TypeKind::enumeration: {
      Type type = bundle.type(bundle.nodes[id].type);
      while (type.kind == TypeKind::optional) type = bundle.type(type.element);
      return bundle.enums[type.index].ordered;
    }
    default:
      return false;
  }
}

bool listOfBools(const Bundle& bundle, const Node& n) {
  return std::ranges::all_of(childrenOf(bundle, n), [&](ExprId child) {
    return isKind(bundle, child, TypeKind::boolean);
  });
}

bool fits(const Bundle& bundle, const Node& n) {
  const auto is = [&](ExprId id, TypeKind kind) { return isKind(bundle, id, kind); };
  switch (n.op) {
    case Op::field:
    case Op::has:
      return n.imm < fieldsOf(bundle, n.a);
    case Op::map_get:
      return is(n.a, TypeKind::map) && is(n.b, TypeKind::string);
    case Op::logical_and:
    case Op::logical_or:
      return listOfBools(bundle, n);
    case Op::logical_not:
    case Op::conditional:
      return is(n.a, TypeKind::boolean);
    case Op::equal:
    case Op::not_equal:
      return comparable(bundle, n);
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
      return comparable(bundle, n) && isOrdered(bundle, n.a);
    case Op::in_set:
      return is(n.b, TypeKind::set);
    case Op::in_entity:
      return isEntity(bundle, n.a) && isEntity(bundle, n.b);
    case Op::in_network:
      return is(n.a, TypeKind::ip) && is(n.b, TypeKind::ip);
    case Op::in_schedule:
      return isInstant(bundle, n.a);
    case Op::is_type:
      return isEntity(bundle, n.a);
    case Op::like:
    case Op::matches:
      return is(n.a, TypeKind::string);
    case Op::subset:
    case Op::disjoint:
      return is(n.a, TypeKind::set) && is(n.b, TypeKind::set);
    case Op::some:
    case Op::every:
    case Op::count:
      return is(n.a, TypeKind::set) && is(n.b, TypeKind::boolean);
    case Op::set_of:
      return bundle.type(n.type).kind == TypeKind::set;
    default:
      return true;
  }
}

bool isPredicate(Op op) {
  return (op >= Op::logical_and && op <= Op::logical_not) || (op >= Op::equal && op <= Op::every) ||
         op == Op::has || op == Op::in_period;
}

void verifyNode(const Bundle& bundle, ExprId id, Faults& faults, const std::string& where) {
  const Node& n = bundle.nodes[id];
  faults.check(fits(bundle, n), where, "an operand's type does not fit");
  if (isPredicate(n.op))
    faults.check(isKind(bundle, id, TypeKind::boolean), where, "is not a Bool");
  if (n.op == Op::context)
    faults.idOrNone(n.imm, bundle.context.size(), where, "field of the context");
}

}  // namespace

void verifyNodeTypes(const Bundle& bundle, Faults& faults) {
  for (uint32_t i = 0; i < bundle.nodes.size(); ++i) {
    Faults found;
    verifyNode(bundle, i, found, {});
    if (!found.none()) verifyNode(bundle, i, faults, fmt::format("node {}", i));
  }
}

}  // namespace polc::core
