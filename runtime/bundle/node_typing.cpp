#include <algorithm>

#include "runtime/bundle/types.h"
#include "runtime/bundle/typing.h"
#include "runtime/core/static_type.h"

namespace polc::bundle {
namespace {

using core::ExprId;
using core::kNone;
using core::Node;
using core::Op;
using core::TypeId;
using core::TypeKind;

// Is a node's type that which its operands give?
class NodeTyping {
 public:
  explicit NodeTyping(const core::Bundle& bundle) : bundle_(bundle) {}

  bool fits(const Node& n) const {
    switch (n.op) {
      case Op::constant:
        return like(n, bundle_.constant_types[n.imm]);
      case Op::now:
        return kind(n.type) == TypeKind::time;
      case Op::subject:
      case Op::resource:
      case Op::self:
        return isEntity(core::plainType(bundle_, n.type));
      case Op::action:
        return kind(n.type) == TypeKind::action;
      case Op::context:
        return n.imm == kNone || like(n, bundle_.context[n.imm].type);
      case Op::param:
        return std::ranges::all_of(bundle_.params[n.imm].steps, [&](const core::ParamStep& step) {
          return like(n, bundle_.constant_types[step.constant]);
        });
      case Op::field:
        return isField(n);
      case Op::map_get:
        return like(n, element(n.a));
      case Op::call:
        return suits(bundle_, n.imm, n);
      default:
        return operands(n);
    }
  }

 private:
  bool operands(const Node& n) const {
    switch (n.op) {
      case Op::coalesce:
        return like(n, type(n.a)) && like(n, type(n.b));
      case Op::conditional:
        return like(n, type(n.b)) && like(n, type(n.c));
      case Op::equal:
      case Op::not_equal:
      case Op::less:
      case Op::less_equal:
      case Op::greater:
      case Op::greater_equal:
      case Op::subset:
      case Op::disjoint:
        return alike(bundle_, type(n.a), type(n.b));
      case Op::in_set:
        return alike(bundle_, type(n.a), element(n.b));
      case Op::count:
        return kind(n.type) == TypeKind::integer;
      case Op::set_of:
        return std::all_of(list(n), list(n) + n.count, [&](ExprId id) {
          return alike(bundle_, type(id), core::plainType(bundle_, n.type).element);
        });
      default:
        return true;
    }
  }

  TypeId type(ExprId id) const { return bundle_.nodes[id].type; }
  TypeKind kind(TypeId id) const { return core::plainType(bundle_, id).kind; }
  TypeId element(ExprId id) const { return core::plainType(bundle_, type(id)).element; }
  bool like(const Node& n, TypeId other) const { return alike(bundle_, n.type, other); }
  const ExprId* list(const Node& n) const { return bundle_.lists.data() + n.first; }
  bool isField(const Node& n) const {
    const core::Type& owner = core::plainType(bundle_, type(n.a));
    if (owner.kind != TypeKind::record && owner.kind != TypeKind::entity) return false;
    const std::vector<core::FieldDef>& fields = owner.kind == TypeKind::record
                                                    ? bundle_.records[owner.index].fields
                                                    : bundle_.entities[owner.index].fields;
    return n.imm < fields.size() && like(n, fields[n.imm].type);
  }

  const core::Bundle& bundle_;
};

}  // namespace

size_t illTypedNode(const core::Bundle& bundle) {
  NodeTyping typing(bundle);
  size_t at = 0;
  while (at < bundle.nodes.size() && typing.fits(bundle.nodes[at])) ++at;
  return at;
}

}  // namespace polc::bundle
