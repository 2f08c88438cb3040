#include "compiler/plan/shaper.h"

namespace polc::plan {
namespace {

using core::ExprId;
using core::Node;
using core::Op;
using engine::Expr;

// Is `imm` part of the code? Else it is a word of the row.
bool structural(Op op) {
  switch (op) {
    case Op::constant:
    case Op::param:
    case Op::in_schedule:
    case Op::like:
    case Op::matches:
    case Op::in_period:
      return false;
    default:
      return true;
  }
}

}  // namespace

Expr Shaper::value(ExprId root) {
  return root == core::kNone ? Expr{} : add(Shape::Form::value, {root});
}

Expr Shaper::violation(ExprId guard, ExprId condition) {
  return add(Shape::Form::violation, {guard, condition});
}

Expr Shaper::common(const std::vector<ExprId>& roots) {
  return roots.empty() ? Expr{} : add(Shape::Form::common, roots);
}

Expr Shaper::add(Shape::Form form, const std::vector<ExprId>& roots) {
  key_.clear();
  seen_.clear();
  places_.clear();
  first_word_ = static_cast<uint32_t>(plan_.tables.words.size());
  put(static_cast<uint64_t>(form));
  for (ExprId root : roots) visit(root);
  auto [found, fresh] = known_.emplace(key_, plan_.shapes.size());
  if (fresh) {
    Shape shape{form, roots, places_};
    shape.word_count = static_cast<uint32_t>(plan_.tables.words.size()) - first_word_;
    bool risky = false;
    for (ExprId root : roots) {
      if (root == core::kNone) continue;
      shape.timed |= plan_.traits[root].timed;
      risky |= plan_.traits[root].risky;
    }
    plan_.tables.timed.push_back(shape.timed);
    plan_.tables.risky.push_back(risky);
    plan_.shapes.push_back(std::move(shape));
  }
  return {found->second, first_word_};
}

void Shaper::visit(ExprId id) {
  if (id == core::kNone) return put(UINT64_MAX);
  auto [found, fresh] = seen_.emplace(id, seen_.size());
  if (!fresh) return put(UINT64_MAX - 1 - found->second);
  const Node& node = bundle_.nodes[id];
  describe(node);
  if (wordsOf(bundle_, node) > 0) {
    places_[id] = static_cast<uint32_t>(plan_.tables.words.size()) - first_word_;
    writeWords(node);
  }
  visit(node.a);
  visit(node.b);
  visit(node.c);
  for (uint32_t i = 0; i < node.count; ++i) visit(bundle_.lists[node.first + i]);
}

void Shaper::describe(const Node& node) {
  put(static_cast<uint64_t>(node.op) | uint64_t(node.count) << 8);
  describeType(node.type);
  if (node.op == Op::constant) put(static_cast<uint64_t>(bundle_.constants[node.imm].kind));
  if (structural(node.op)) put(node.imm);
}

void Shaper::describeType(core::TypeId id) {
  if (id == core::kNone) return put(UINT64_MAX);
  const core::Type& type = bundle_.types[id];
  put(static_cast<uint64_t>(type.kind) | uint64_t(type.index) << 8);
  if (type.element != core::kNone) describeType(type.element);
}

void Shaper::writeWords(const Node& node) {
  std::vector<uint64_t>& words = plan_.tables.words;
  if (node.op == Op::constant) {
    const value::Value& constant = bundle_.constants[node.imm];
    if (value::isPointer(constant.kind))
      plan_.tables.constant_words.push_back({static_cast<uint32_t>(words.size()), node.imm});
    words.push_back(static_cast<uint64_t>(constant.bits));
    if (constant.kind == value::Kind::string) words.push_back(constant.extra);
  } else if (structural(node.op)) {
    words.push_back(node.text);
  } else {
    words.push_back(node.imm);
  }
}

}  // namespace polc::plan
