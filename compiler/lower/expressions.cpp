#include "compiler/lower/expressions.h"

#include <algorithm>

#include "compiler/base/limits.h"

namespace polc::lower {

using core::kNone;
using core::Node;
using core::Op;

uint32_t Shared::textOf(source::Span span) const {
  if (texts == Texts::drop || !span.valid()) return kNone;
  return builder.text(plainText(sources.text(span)));
}

void Expressions::beginClause(source::Span head) {
  clause_ = head;
  reported_ = false;
  expanded_ = 0;
}

bool Expressions::allowed(const sema::Expr& expr) {
  if (inlining_ > 0) ++expanded_;
  bool too_many = expanded_ > limits::kDefineExpansion;
  if (!too_many && height_ <= limits::kExpressionHeight) return true;
  if (!reported_) {
    reported_ = true;
    if (too_many) {
      shared_.diagnostics.report(diag::Code::expansion_too_large, clause_,
                                 limits::kDefineExpansion);
    } else {
      shared_.diagnostics.report(diag::Code::expression_too_high, expr.span,
                                 limits::kExpressionHeight);
    }
  }
  return false;
}

core::ExprId Expressions::lower(sema::ExprId id) {
  if (id == sema::kNone) return kNone;
  Frame frame;
  return lower(id, frame);
}

core::ExprId Expressions::amount(sema::ExprId id) {
  if (id == sema::kNone) return kNone;
  uint32_t text = shared_.textOf(shared_.program.expr(id).span);
  core::ExprId made = lower(id);
  return text == kNone ? made : builder_.withText(made, text);
}

core::ExprId Expressions::lower(sema::ExprId id, Frame& frame) {
  const sema::Expr& expr = shared_.program.expr(id);
  ++height_;
  core::ExprId made = allowed(expr) ? operation(expr, frame) : falsehood();
  --height_;
  return made;
}

core::ExprId Expressions::falsehood() {
  return builder_.constantNode(value::Value::ofBool(false), builder_.boolean());
}

core::ExprId Expressions::subject() {
  return builder_.node(
      {.op = Op::subject, .type = builder_.type(core::Type{core::TypeKind::any_entity})});
}

namespace {

// Operators of the program that are the core's, over the same operands.
struct Plain {
  sema::Op from;
  Op to;
};
constexpr Plain kPlain[] = {
    {sema::Op::map_get, Op::map_get},
    {sema::Op::coalesce, Op::coalesce},
    {sema::Op::logical_not, Op::logical_not},
    {sema::Op::conditional, Op::conditional},
    {sema::Op::equal, Op::equal},
    {sema::Op::not_equal, Op::not_equal},
    {sema::Op::less, Op::less},
    {sema::Op::less_equal, Op::less_equal},
    {sema::Op::greater, Op::greater},
    {sema::Op::greater_equal, Op::greater_equal},
    {sema::Op::in_set, Op::in_set},
    {sema::Op::in_entity, Op::in_entity},
    {sema::Op::in_network, Op::in_network},
    {sema::Op::subset, Op::subset},
    {sema::Op::disjoint, Op::disjoint},
};

}  // namespace

core::ExprId Expressions::operation(const sema::Expr& expr, Frame& frame) {
  using From = sema::Op;
  for (const Plain& row : kPlain) {
    if (row.from == expr.op) return plain(row.to, expr, frame);
  }
  switch (expr.op) {
    case From::bad:
      return falsehood();
    case From::constant:
      return literal(expr);
    case From::now:
      return leaf(Op::now, expr);
    case From::subject:
      return leaf(Op::subject, expr);
    case From::resource:
      return leaf(Op::resource, expr);
    case From::action:
      return leaf(Op::action, expr);
    case From::self:
      return frame.self.expr == sema::kNone && frame.self.node == kNone ? leaf(Op::self, expr)
                                                                        : bound(frame.self);
    case From::variable:
      return variable(expr, frame);
    case From::context:
      return leaf(Op::context, expr, expr.ref);
    case From::param:
      return parameter(expr);
    case From::field:
      return field(expr, frame);
    case From::has:
      return has(expr, frame);
    case From::logical_and:
      return list(Op::logical_and, expr, frame);
    case From::logical_or:
      return list(Op::logical_or, expr, frame);
    case From::in_schedule:
      return plain(Op::in_schedule, expr, frame, schedule(expr.ref));
    case From::in_group:
      return inGroup(expr, frame);
    case From::is_type:
      return plain(Op::is_type, expr, frame, expr.ref);
    case From::like:
      return plain(Op::like, expr, frame, like(expr.value.text));
    case From::matches:
      return plain(Op::matches, expr, frame, automaton(expr));
    case From::owns:
      return owns(expr, frame);
    case From::some:
      return quantifier(Op::some, expr, frame);
    case From::every:
      return quantifier(Op::every, expr, frame);
    case From::no:
      return builder_.negation(quantifier(Op::some, expr, frame));
    case From::count:
      return quantifier(Op::count, expr, frame);
    case From::set_of:
      return setOf(expr, frame);
    case From::call:
      return call(expr, frame);
    case From::define_call:
      return definition(expr, frame);
    default:
      return falsehood();
  }
}

core::ExprId Expressions::leaf(Op op, const sema::Expr& expr, uint32_t imm) {
  bool reads = op == Op::context;
  return builder_.node({.op = op,
                        .type = type(expr),
                        .imm = imm,
                        .text = reads ? shared_.textOf(expr.span) : kNone});
}

core::ExprId Expressions::plain(Op op, const sema::Expr& expr, Frame& frame, uint32_t imm) {
  bool speaks = op != Op::logical_not && op != Op::conditional && op != Op::coalesce;
  Node node{.op = op, .type = type(expr), .imm = imm};
  if (!expr.children.empty()) node.a = lower(expr.children[0], frame);
  if (expr.children.size() > 1) node.b = lower(expr.children[1], frame);
  if (expr.children.size() > 2) node.c = lower(expr.children[2], frame);
  if (speaks) node.text = shared_.textOf(expr.span);
  return builder_.node(node);
}

core::ExprId Expressions::list(Op op, const sema::Expr& expr, Frame& frame, uint32_t imm) {
  std::vector<core::ExprId> children;
  for (sema::ExprId child : expr.children) children.push_back(lower(child, frame));
  if (op == Op::logical_and || op == Op::logical_or) return builder_.logical(op, children);
  Node node{.op = op, .type = type(expr), .imm = imm, .text = shared_.textOf(expr.span)};
  return builder_.node(node, children);
}

core::ExprId Expressions::bound(const Binding& binding) {
  return binding.node != kNone ? binding.node : lower(binding.expr, *binding.frame);
}

core::ExprId Expressions::variable(const sema::Expr& expr, Frame& frame) {
  for (size_t i = frame.slots.size(); i-- > 0;) {
    if (frame.slots[i].first == expr.slot) return bound(Binding(frame.slots[i].second));
  }
  return falsehood();
}

core::ExprId Expressions::parameter(const sema::Expr& expr) {
  core::TypeId type = builder_.type(shared_.program.sources[expr.ref].type);
  if (!fixed_) {
    uint32_t made = param(expr.ref);
    if (made != kNone) return builder_.node({.op = Op::param, .type = type, .imm = made});
  }
  VersionId version = shared_.selection.chosen(expr.ref);
  return version == sema::kNone ? falsehood()
                                : constantNode(shared_.program.versions[version].value, type);
}

// The parameter over time; kNone where it always has one value.
uint32_t Expressions::param(SourceId source) {
  auto [at, fresh] = params_.try_emplace(source, kNone);
  if (!fresh || !shared_.selection.varies(source)) return at->second;
  core::TypeId type = builder_.type(shared_.program.sources[source].type);
  core::Param made{shared_.program.sources[source].name, {}};
  for (const Segment& step : shared_.selection.steps(source)) {
    uint32_t value = constant(shared_.program.versions[step.version].value, type);
    if (!made.steps.empty() && made.steps.back().constant == value) {
      made.steps.back().when.until = step.until;
    } else {
      made.steps.push_back({{step.from, step.until}, value});
    }
  }
  if (made.steps.size() == 1) return kNone;
  auto& params = builder_.bundle().params;
  params.push_back(std::move(made));
  return at->second = static_cast<uint32_t>(params.size() - 1);
}

core::ExprId Expressions::field(const sema::Expr& expr, Frame& frame) {
  return plain(Op::field, expr, frame, expr.ref);
}

core::ExprId Expressions::has(const sema::Expr& expr, Frame& frame) {
  const sema::Expr& owner = shared_.program.expr(expr.children[0]);
  if (owner.op != sema::Op::context || owner.ref != sema::kNone)
    return plain(Op::has, expr, frame, expr.ref);
  Node context{.op = Op::context, .type = type(expr), .imm = kNone};
  return builder_.node({.op = Op::has,
                        .type = type(expr),
                        .a = builder_.node(context),
                        .imm = expr.ref,
                        .text = shared_.textOf(expr.span)});
}

core::ExprId Expressions::quantifier(Op op, const sema::Expr& expr, Frame& frame) {
  core::ExprId set = lower(expr.children[0], frame);
  uint32_t slot = depth_++;
  builder_.bundle().slots = std::max(builder_.bundle().slots, depth_);
  Node variable{.op = Op::variable, .imm = slot};
  variable.type = builder_.bundle().types[builder_.at(set).type].element;
  frame.slots.push_back({expr.slot, {.node = builder_.node(variable)}});
  core::ExprId body = lower(expr.children[1], frame);
  frame.slots.pop_back();
  --depth_;
  core::TypeId type = op == Op::count ? this->type(expr) : builder_.boolean();
  return builder_.node({.op = op, .type = type, .a = set, .b = body, .imm = slot});
}

core::ExprId Expressions::inGroup(const sema::Expr& expr, Frame& frame) {
  core::TypeId action = builder_.type(core::Type{core::TypeKind::action});
  std::vector<value::Value> members;
  VersionId version = shared_.selection.chosen(expr.ref);
  if (version != sema::kNone) {
    for (uint32_t member : shared_.program.versions[version].group) {
      members.push_back(value::Value::of(value::Kind::action, member));
    }
  }
  Node node{.op = Op::in_set, .type = builder_.boolean()};
  node.a = expr.children.empty() ? builder_.node({.op = Op::action, .type = action})
                                 : lower(expr.children[0], frame);
  node.b = builder_.constantNode(builder_.arena().set(std::move(members)), builder_.setOf(action));
  node.text = shared_.textOf(expr.span);
  return builder_.node(node);
}

core::ExprId Expressions::setOf(const sema::Expr& expr, Frame& frame) {
  for (sema::ExprId child : expr.children) {
    sema::Op op = shared_.program.expr(child).op;
    if (op != sema::Op::constant && op != sema::Op::set_of) return list(Op::set_of, expr, frame);
  }
  core::TypeId type = this->type(expr);
  return builder_.constantNode(constantValue(expr, type), type);
}

core::ExprId Expressions::definition(const sema::Expr& expr, Frame& frame) {
  VersionId number = shared_.selection.chosen(expr.ref);
  if (number == sema::kNone) return falsehood();
  const sema::Version& version = shared_.program.versions[number];
  Frame inner;
  for (uint32_t i = 0; i < version.parameters.size() && i < expr.children.size(); ++i) {
    inner.slots.push_back({i, {.expr = expr.children[i], .frame = &frame}});
  }
  if (version.body == sema::kNone) return falsehood();
  ++inlining_;
  core::ExprId made = lower(version.body, inner);
  --inlining_;
  return made;
}

}  // namespace polc::lower
