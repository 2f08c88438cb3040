#include "compiler/plan/atoms.h"

namespace polc::plan {
namespace {

using core::Bundle;
using core::ExprId;
using core::Node;
using core::Op;
using core::TypeKind;
using Mode = engine::Probe::Mode;

// Values that are equal where their words are.
bool hashes(const Bundle& bundle, core::TypeId id) {
  switch (plainType(bundle, id).kind) {
    case TypeKind::boolean:
    case TypeKind::integer:
    case TypeKind::decimal:
    case TypeKind::string:
    case TypeKind::time:
    case TypeKind::date:
    case TypeKind::duration:
    case TypeKind::period:
    case TypeKind::enumeration:
    case TypeKind::entity:
    case TypeKind::action:
      return true;
    default:
      return false;
  }
}

class Search {
 public:
  Search(const Bundle& bundle, const std::vector<Traits>& traits)
      : bundle_(bundle), traits_(traits) {}

  void conjunct(ExprId id, Necessary& out) {
    if (id == core::kNone) return;
    const Node& node = bundle_.nodes[id];
    if (node.op == Op::logical_and) {
      for (uint32_t i = 0; i < node.count; ++i) conjunct(bundle_.lists[node.first + i], out);
      return;
    }
    if (traits_[id].timed) return;
    if (!traits_[id].constants) return out.common.push_back(id);
    atom(node, out);
  }

 private:
  bool plain(ExprId id) const { return !traits_[id].timed && !traits_[id].constants; }
  bool constant(ExprId id) const { return bundle_.nodes[id].op == Op::constant; }

  void atom(const Node& node, Necessary& out) {
    if (node.op == Op::equal && !comparesTypes(bundle_, node) &&
        hashes(bundle_, bundle_.nodes[node.a].type)) {
      if (plain(node.a) && constant(node.b)) out.atoms.push_back({Mode::exact, node.a, node.b});
      if (plain(node.b) && constant(node.a)) out.atoms.push_back({Mode::exact, node.b, node.a});
    } else if (node.op == Op::in_entity && plain(node.a) && constant(node.b)) {
      out.atoms.push_back({Mode::member, node.a, node.b});
    } else if (node.op == Op::in_set) {
      ofSet(node, out);
    }
  }

  void ofSet(const Node& node, Necessary& out) {
    ExprId element = constant(node.a) ? node.a : node.b;
    if (!hashes(bundle_, element == node.a
                             ? bundle_.nodes[node.a].type
                             : plainType(bundle_, bundle_.nodes[node.b].type).element))
      return;
    if (plain(node.a) && constant(node.b)) out.atoms.push_back({Mode::exact, node.a, node.b});
    if (plain(node.b) && constant(node.a)) out.atoms.push_back({Mode::members, node.b, node.a});
  }

  const Bundle& bundle_;
  const std::vector<Traits>& traits_;
};

}  // namespace

Necessary necessaryOf(const Bundle& bundle, const std::vector<Traits>& traits, const Shape& shape) {
  Necessary found;
  Search(bundle, traits).conjunct(shape.roots[0], found);
  return found;
}

}  // namespace polc::plan
