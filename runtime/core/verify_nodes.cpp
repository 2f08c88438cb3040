#include <algorithm>

#include "runtime/core/verifier.h"

namespace polc::core {
namespace {

constexpr const char* kSignatures[] = {
#define FUNCTION(id, source, result, arguments, cost) arguments,
#include "runtime/functions/functions.def"
#undef FUNCTION
};

struct Shape {
  int operands;  // of a, b, c
  bool list;
};
Shape shapeOf(Op op) {
  switch (op) {
    case Op::field:
    case Op::has:
    case Op::logical_not:
    case Op::in_schedule:
    case Op::is_type:
    case Op::like:
    case Op::matches:
      return {1, false};
    case Op::map_get:
    case Op::coalesce:
    case Op::equal:
    case Op::not_equal:
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
    case Op::in_set:
    case Op::in_entity:
    case Op::in_network:
    case Op::subset:
    case Op::disjoint:
    case Op::some:
    case Op::every:
    case Op::count:
      return {2, false};
    case Op::conditional:
      return {3, false};
    case Op::logical_and:
    case Op::logical_or:
    case Op::set_of:
    case Op::call:
      return {0, true};
    default:
      return {0, false};
  }
}

// How many entries the table has that imm is an index of; fields are looked at with the types.
uint64_t tableOf(const Bundle& bundle, Op op) {
  switch (op) {
    case Op::constant:
      return bundle.constants.size();
    case Op::variable:
    case Op::some:
    case Op::every:
    case Op::count:
      return bundle.slots;
    case Op::param:
      return bundle.params.size();
    case Op::in_schedule:
      return bundle.schedules.size();
    case Op::is_type:
      return bundle.entities.size();
    case Op::like:
      return bundle.patterns.size();
    case Op::matches:
      return bundle.automata.size();
    case Op::in_period:
      return bundle.period_lists.size();
    case Op::call:
      return std::size(kSignatures);
    default:
      return UINT64_MAX;
  }
}

void verifyNode(const Bundle& bundle, const Node& n, Faults& faults, const std::string& where) {
  const Shape shape = shapeOf(n.op);
  const ExprId operands[] = {n.a, n.b, n.c};
  for (int i = 0; i < 3; ++i) {
    faults.check((operands[i] != kNone) == (i < shape.operands), where, "number of operands");
    faults.idOrNone(operands[i], bundle.nodes.size(), where, "operand");
  }
  faults.check(shape.list || n.count == 0, where, "has a list");
  if (faults.check(n.first <= bundle.lists.size() && n.count <= bundle.lists.size() - n.first,
                   where, "its list is out of range"))
    for (uint32_t i = 0; i < n.count; ++i)
      faults.id(bundle.lists[n.first + i], bundle.nodes.size(), where, "operand");
  faults.id(n.type, bundle.types.size(), where, "type");
  faults.id(n.imm, tableOf(bundle, n.op), where, "imm");
  faults.idOrNone(n.text, bundle.texts.size(), where, "text");
  if (n.op == Op::call && n.imm < std::size(kSignatures))
    faults.check(n.count == 1u + static_cast<uint32_t>(
                                     std::ranges::count(std::string_view(kSignatures[n.imm]), ',')),
                 where, "number of arguments");
}

// Takes away nodes whose operands are all gone, until none is left or each contains itself.
void verifyAcyclic(const Bundle& bundle, Faults& faults) {
  std::vector<bool> gone(bundle.nodes.size());
  size_t left = bundle.nodes.size();
  for (bool changed = true; changed && left > 0;) {
    changed = false;
    for (size_t i = 0; i < bundle.nodes.size(); ++i) {
      if (gone[i]) continue;
      const auto children = childrenOf(bundle, bundle.nodes[i]);
      if (!std::ranges::all_of(children, [&](ExprId child) { return gone[child]; })) continue;
      gone[i] = changed = true;
      --left;
    }
  }
  faults.check(left == 0, "nodes", "a node contains itself");
}

}  // namespace

void verifyNodes(const Bundle& bundle, Faults& faults) {
  const bool sound = faults.none();
  for (size_t i = 0; i < bundle.nodes.size(); ++i) {
    Faults found;
    verifyNode(bundle, bundle.nodes[i], found, {});
    if (!found.none()) verifyNode(bundle, bundle.nodes[i], faults, fmt::format("node {}", i));
  }
  if (sound && faults.none()) verifyAcyclic(bundle, faults);
}

}  // namespace polc::core
