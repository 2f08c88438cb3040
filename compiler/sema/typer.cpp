#include "compiler/sema/typer.h"

#include <algorithm>

#include "compiler/sema/narrowing.h"

namespace polc::sema {

using diag::Code;

ExprId Typer::add(Expr expr) {
  program().exprs.push_back(std::move(expr));
  return static_cast<ExprId>(program().exprs.size() - 1);
}

ExprId Typer::make(Op op, Type type, Span span, std::vector<ExprId> children, uint32_t ref) {
  Expr expr;
  expr.op = op;
  expr.type = std::move(type);
  expr.span = span;
  expr.children = std::move(children);
  expr.ref = ref;
  return add(std::move(expr));
}

ExprId Typer::makeConstant(Type type, Span span, int64_t bits, std::string text) {
  ExprId id = make(Op::constant, std::move(type), span);
  program().exprs[id].value.bits = bits;
  program().exprs[id].value.text = std::move(text);
  return id;
}

void Typer::know(const ast::Expr& condition, bool holds) {
  Facts more = factsOf(analysis_, scope_, condition, holds);
  scope_.facts.insert(scope_.facts.end(), more.begin(), more.end());
}

ExprId Typer::typed(const ast::Expr& expr, const Type& expected) {
  return fit(infer(expr, &expected), expected);
}

ExprId Typer::constant(const ast::Expr& expr, const Type& expected) {
  constants_only_ = true;
  ExprId id = typed(expr, expected);
  constants_only_ = false;
  const Expr& result = program().exprs[id];
  if (result.type.bad()) return kNone;
  auto is_constant = [&](ExprId child) { return isConstant(child); };
  if (result.op == Op::constant) return id;
  if (result.op == Op::set_of &&
      std::all_of(result.children.begin(), result.children.end(), is_constant))
    return id;
  analysis_.diagnostics.report(Code::not_constant, expr.span, analysis_.textOf(expr.span));
  return kNone;
}

ExprId Typer::infer(const ast::Expr& expr, const Type* hint) {
  switch (expr.kind) {
    case ast::ExprKind::bad:
      return bad(expr.span);
    case ast::ExprKind::bool_literal:
    case ast::ExprKind::int_literal:
    case ast::ExprKind::decimal_literal:
    case ast::ExprKind::string_literal:
    case ast::ExprKind::date_literal:
    case ast::ExprKind::time_literal:
    case ast::ExprKind::duration_literal:
    case ast::ExprKind::period_literal:
      return literal(expr);
    case ast::ExprKind::name:
      return name(expr, hint);
    case ast::ExprKind::qualified:
      return qualified(expr);
    case ast::ExprKind::entity:
      return entity(expr);
    case ast::ExprKind::set:
      return set(expr, hint);
    case ast::ExprKind::unary:
      return unary(expr, hint);
    case ast::ExprKind::binary:
      return binary(expr, hint);
    case ast::ExprKind::is:
      return is(expr);
    case ast::ExprKind::has:
      return has(expr);
    case ast::ExprKind::field:
      return field(expr);
    case ast::ExprKind::index:
      return index(expr);
    case ast::ExprKind::call:
      return call(expr, hint);
    case ast::ExprKind::conditional:
      return conditional(expr, hint);
    case ast::ExprKind::quantifier:
    case ast::ExprKind::count:
      return quantifier(expr);
  }
  return bad(expr.span);
}

}  // namespace polc::sema
