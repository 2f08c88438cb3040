#include "compiler/plan/traits.h"

#include "runtime/functions/functions.h"

namespace polc::plan {
namespace {

using core::Bundle;
using core::Node;
using core::Op;
using core::TypeKind;
using functions::Id;

bool movingCall(const Node& node) {
  switch (static_cast<Id>(node.imm)) {
    case Id::add_time:
    case Id::sub_time:
    case Id::add_months:
    case Id::sub_months:
    case Id::time_between:
    case Id::add_duration:
    case Id::sub_duration:
    case Id::mul_duration:
    case Id::neg_duration:
    case Id::abs_duration:
    case Id::min:
    case Id::max:
      return true;
    default:
      return false;
  }
}

bool ownMoves(const Bundle& bundle, const Node& node) {
  return node.op == Op::now || (node.op == Op::field && readsBirth(bundle, node));
}

bool ownTimed(const Bundle& bundle, const Node& node) {
  return ownMoves(bundle, node) || node.op == Op::param || node.op == Op::in_period;
}

bool passesMotion(const Node& node) {
  return node.op == Op::coalesce || node.op == Op::conditional ||
         (node.op == Op::call && movingCall(node));
}

bool ownFails(const Bundle& bundle, const Node& node) {
  switch (node.op) {
    case Op::field:
    case Op::has:
    case Op::context:
    case Op::in_entity:
    case Op::call:
      return true;
    case Op::equal:
    case Op::not_equal:
      return comparesTypes(bundle, node);
    default:
      return false;
  }
}

bool ofRequest(const Bundle& bundle, core::ExprId id) {
  Op op = bundle.nodes[id].op;
  return op == Op::subject || op == Op::resource || op == Op::self;
}

// The context itself, not one of its fields.
bool isContext(const Bundle& bundle, core::ExprId id) {
  return bundle.nodes[id].op == Op::context && bundle.nodes[id].imm == core::kNone;
}

bool ownRisky(const Bundle& bundle, const Node& node) {
  switch (node.op) {
    case Op::field:
    case Op::in_entity:
      return !ofRequest(bundle, node.a);
    case Op::has:
      return !ofRequest(bundle, node.a) && !isContext(bundle, node.a);
    case Op::context:
      return false;
    default:
      return ownFails(bundle, node);
  }
}

class Walk {
 public:
  explicit Walk(const Bundle& bundle)
      : bundle_(bundle), traits_(bundle.nodes.size()), done_(bundle.nodes.size()) {}

  std::vector<Traits> run() {
    for (core::ExprId id = 0; id < bundle_.nodes.size(); ++id) of(id);
    return std::move(traits_);
  }

 private:
  const Traits& of(core::ExprId id) {
    if (done_[id]) return traits_[id];
    done_[id] = true;
    const Node& node = bundle_.nodes[id];
    Traits all;
    all.timed = ownTimed(bundle_, node);
    all.fails = ownFails(bundle_, node);
    all.risky = ownRisky(bundle_, node);
    all.constants = wordsOf(bundle_, node) > 0;
    bool moves = false;
    forChildren(bundle_, node, [&](core::ExprId child) {
      const Traits& part = of(child);
      all.timed |= part.timed;
      all.fails |= part.fails;
      all.risky |= part.risky;
      all.constants |= part.constants;
      moves |= part.moves;
    });
    all.moves = ownMoves(bundle_, node) || (moves && passesMotion(node));
    return traits_[id] = all;
  }

  const Bundle& bundle_;
  std::vector<Traits> traits_;
  std::vector<bool> done_;
};

}  // namespace

std::vector<Traits> traitsOf(const Bundle& bundle) { return Walk(bundle).run(); }

bool comparesTypes(const Bundle& bundle, const Node& node) {
  const core::Type& a = plainType(bundle, bundle.nodes[node.a].type);
  const core::Type& b = plainType(bundle, bundle.nodes[node.b].type);
  if (a.kind == TypeKind::any_entity || b.kind == TypeKind::any_entity) return true;
  return a.kind == TypeKind::entity && b.kind == TypeKind::entity && a.index != b.index;
}

uint32_t wordsOf(const Bundle& bundle, const Node& node) {
  switch (node.op) {
    case Op::constant: {
      value::Kind kind = bundle.constants[node.imm].kind;
      return kind == value::Kind::absent ? 0 : kind == value::Kind::string ? 2 : 1;
    }
    case Op::param:
    case Op::in_schedule:
    case Op::like:
    case Op::matches:
    case Op::in_period:
    case Op::call:
      return 1;
    case Op::equal:
    case Op::not_equal:
      return comparesTypes(bundle, node) ? 1 : 0;
    default:
      return 0;
  }
}

}  // namespace polc::plan
