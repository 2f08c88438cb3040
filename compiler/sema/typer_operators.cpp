// Connectives, comparisons, text patterns, sets and choices.
#include <algorithm>

#include "compiler/sema/narrowing.h"
#include "compiler/sema/typer.h"

namespace polc::sema {

using diag::Code;

namespace {

Type boolean() { return Type::of(TypeKind::boolean); }

Op comparison(ast::Op op) {
  switch (op) {
    case ast::Op::less:
      return Op::less;
    case ast::Op::less_equal:
      return Op::less_equal;
    case ast::Op::greater:
      return Op::greater;
    case ast::Op::greater_equal:
      return Op::greater_equal;
    case ast::Op::equal:
      return Op::equal;
    default:
      return Op::not_equal;
  }
}

}  // namespace

ExprId Typer::unary(const ast::Expr& expr, const Type* hint) {
  const ast::Expr& child = *expr.children[0];
  if (expr.op == ast::Op::logical_not) {
    ExprId id = condition(child);
    return make(Op::logical_not, boolean(), expr.span, {id});
  }
  ExprId id = operand(child, hint);
  if (type(id).bad()) return bad(expr.span);
  uint32_t row = overload("-", std::span(&id, 1));
  if (row != kNone) return callRow(row, expr.span, {id});
  analysis_.diagnostics.report(Code::no_overload, expr.span, "-", analysis_.typeName(type(id)));
  return bad(expr.span);
}

ExprId Typer::binary(const ast::Expr& expr, const Type* hint) {
  switch (expr.op) {
    case ast::Op::logical_or:
    case ast::Op::logical_and:
      return connective(expr);
    case ast::Op::equal:
    case ast::Op::not_equal:
      return equality(expr);
    case ast::Op::less:
    case ast::Op::less_equal:
    case ast::Op::greater:
    case ast::Op::greater_equal:
      return order(expr);
    case ast::Op::in:
      return member(expr);
    case ast::Op::not_in: {
      ExprId id = member(expr);
      return type(id).bad() ? id : make(Op::logical_not, boolean(), expr.span, {id});
    }
    case ast::Op::like:
    case ast::Op::matches:
      return textPattern(expr);
    case ast::Op::owns:
      return owns(expr);
    case ast::Op::subset_of:
    case ast::Op::disjoint_from:
      return sets(expr);
    case ast::Op::coalesce:
      return coalesce(expr, hint);
    case ast::Op::add:
    case ast::Op::subtract:
    case ast::Op::multiply:
      return arithmetic(expr, hint);
    default:
      return bad(expr.span);
  }
}

// Each operand knows what the others establish, whatever their order; what it establishes itself is out of sight.
ExprId Typer::connective(const ast::Expr& expr) {
  static const Fact kHidden{"?", kNone};  // no path is written so
  bool conjunction = expr.op == ast::Op::logical_and;
  size_t n = expr.children.size();
  size_t outer = scope_.facts.size();
  std::vector<Facts> facts(n);
  for (size_t i = 0; i < n; ++i) {
    facts[i] = factsOf(analysis_, scope_, *expr.children[i], conjunction);
  }
  for (const Facts& own : facts) scope_.facts.insert(scope_.facts.end(), own.begin(), own.end());
  size_t all = scope_.facts.size();
  std::vector<ExprId> children;
  for (size_t i = 0, at = outer; i < n; at += facts[i++].size()) {
    auto own = scope_.facts.begin() + static_cast<ptrdiff_t>(at);
    std::fill_n(own, facts[i].size(), kHidden);
    children.push_back(condition(*expr.children[i]));
    scope_.facts.resize(all);
    std::copy(facts[i].begin(), facts[i].end(), scope_.facts.begin() + static_cast<ptrdiff_t>(at));
  }
  scope_.facts.resize(outer);
  return make(conjunction ? Op::logical_and : Op::logical_or, boolean(), expr.span,
              std::move(children));
}

ExprId Typer::equality(const ast::Expr& expr) {
  ExprId a = kNone;
  ExprId b = kNone;
  if (!pair(*expr.children[0], *expr.children[1], a, b)) {
    analysis_.diagnostics.report(Code::not_comparable, expr.span, analysis_.typeName(type(a)),
                                 analysis_.typeName(type(b)));
    return bad(expr.span);
  }
  if (type(a).bad() || type(b).bad()) return bad(expr.span);
  return make(comparison(expr.op), boolean(), expr.span, {a, b});
}

ExprId Typer::order(const ast::Expr& expr) {
  ExprId a = kNone;
  ExprId b = kNone;
  if (!pair(*expr.children[0], *expr.children[1], a, b)) {
    analysis_.diagnostics.report(Code::not_comparable, expr.span, analysis_.typeName(type(a)),
                                 analysis_.typeName(type(b)));
    return bad(expr.span);
  }
  if (type(a).bad() || type(b).bad()) return bad(expr.span);
  if (!ordered(analysis_, type(a))) {
    std::string_view advice =
        type(a).is(TypeKind::enumeration)
            ? "declare its members with `<` between them, or compare with `==` or `in { … }`"
            : "compare with `==`";
    analysis_.diagnostics.report(Code::not_ordered, expr.span, analysis_.typeName(type(a)), advice);
    return bad(expr.span);
  }
  return make(comparison(expr.op), boolean(), expr.span, {a, b});
}

ExprId Typer::textPattern(const ast::Expr& expr) {
  ExprId text = typed(*expr.children[0], Type::of(TypeKind::string));
  std::string_view word = expr.op == ast::Op::like ? "like" : "matches";
  const ast::Expr& pattern = *expr.children[1];
  if (pattern.kind != ast::ExprKind::string_literal) {
    if (pattern.kind != ast::ExprKind::bad) {
      analysis_.diagnostics.report(Code::not_a_literal, pattern.span, fmt::format("`{}`", word),
                                   fmt::format("`{} \"…\"`", word));
    }
    return bad(expr.span);
  }
  if (type(text).bad()) return bad(expr.span);
  ExprId id = make(expr.op == ast::Op::like ? Op::like : Op::matches, boolean(), expr.span, {text});
  program().exprs[id].value.text = pattern.text;
  return id;
}

ExprId Typer::sets(const ast::Expr& expr) {
  ExprId a = kNone;
  ExprId b = kNone;
  bool same = pair(*expr.children[0], *expr.children[1], a, b);
  if (type(a).bad() || type(b).bad()) return bad(expr.span);
  std::string_view sign = expr.op == ast::Op::subset_of ? "subset of" : "disjoint from";
  if (!same || !type(a).is(TypeKind::set)) {
    analysis_.diagnostics.report(
        Code::no_overload, expr.span, sign,
        fmt::format("{} and {}", analysis_.typeName(type(a)), analysis_.typeName(type(b))));
    return bad(expr.span);
  }
  return make(expr.op == ast::Op::subset_of ? Op::subset : Op::disjoint, boolean(), expr.span,
              {a, b});
}

Type Typer::declaredType(ExprId id) const {
  const Expr& expr = analysis_.program.exprs[id];
  const Vocabulary& vocabulary = analysis_.vocabulary();
  if (expr.op == Op::context && expr.ref != kNone) return vocabulary.context[expr.ref].type;
  if (expr.op != Op::field) return expr.type;
  const Type& owner = type(expr.children[0]);
  return owner.is(TypeKind::entity) ? vocabulary.entities[owner.index].fields[expr.ref].type
                                    : vocabulary.records[owner.index].fields[expr.ref].type;
}

ExprId Typer::coalesce(const ast::Expr& expr, const Type* hint) {
  ExprId a = infer(*expr.children[0], hint);
  Type left = declaredType(a);
  if (left.bad()) return bad(expr.span);
  if (!left.is(TypeKind::optional)) {
    analysis_.diagnostics.report(Code::never_absent, spanOf(a), analysis_.textOf(spanOf(a)));
    return bad(expr.span);
  }
  Type element = *left.element;
  ExprId b = infer(*expr.children[1], &element);
  Type right = type(b);
  if (right.bad()) return bad(expr.span);
  bool optional = right.is(TypeKind::optional);
  if (optional) right = Type(*right.element);
  if (element.is(TypeKind::date) && right.is(TypeKind::time)) element = right;
  if (!fits(right, element) ||
      (optional && element.is(TypeKind::decimal) && right.is(TypeKind::integer))) {
    mismatch(spanOf(b), element, right);
    return bad(expr.span);
  }
  if (!optional) b = fit(b, element);
  return make(Op::coalesce, optional ? Type::wrap(TypeKind::optional, element) : element, expr.span,
              {a, b});
}

ExprId Typer::conditional(const ast::Expr& expr, const Type* hint) {
  ExprId test = condition(*expr.children[0]);
  size_t outer = scope_.facts.size();
  ExprId branches[2] = {kNone, kNone};
  Type known = hint ? *hint : Type();
  bool is_known = hint != nullptr;
  int first = !is_known && needsHint(*expr.children[1]) ? 1 : 0;
  for (int turn = 0; turn < 2; ++turn) {
    int branch = turn == 0 ? first : 1 - first;
    know(*expr.children[0], branch == 0);
    branches[branch] = infer(*expr.children[branch + 1], is_known ? &known : nullptr);
    scope_.facts.resize(outer);
    if (!is_known) known = type(branches[branch]);
    is_known = true;
  }
  Type a = type(branches[0]);
  Type b = type(branches[1]);
  if (a.bad() || b.bad()) return bad(expr.span);
  bool optional = a.is(TypeKind::optional) || b.is(TypeKind::optional);
  if (optional) {
    Type x = a.is(TypeKind::optional) ? Type(*a.element) : a;
    Type y = b.is(TypeKind::optional) ? Type(*b.element) : b;
    if (x == y)
      return make(Op::conditional, Type::wrap(TypeKind::optional, x), expr.span,
                  {test, branches[0], branches[1]});
  }
  if (optional || !unify(branches[0], branches[1])) {
    mismatch(spanOf(branches[1]), a, b);
    return bad(expr.span);
  }
  Type result = type(branches[0]);
  if (result.is(TypeKind::date) || type(branches[1]).is(TypeKind::any_entity))
    result = type(branches[1]);
  return make(Op::conditional, result, expr.span, {test, branches[0], branches[1]});
}

}  // namespace polc::sema
