// Makes expressions fit the types that their places ask for.
#include "compiler/sema/typer.h"

namespace polc::sema {

using diag::Code;

namespace {

bool instant(const Type& type) { return type.is(TypeKind::time) || type.is(TypeKind::date); }
bool entityLike(const Type& type) {
  return type.is(TypeKind::entity) || type.is(TypeKind::any_entity);
}

}  // namespace

bool Typer::fits(const Type& have, const Type& expected) const {
  if (have.bad() || expected.bad() || have == expected) return true;
  if (expected.is(TypeKind::optional)) return fits(have, *expected.element);
  if (expected.is(TypeKind::time)) return have.is(TypeKind::date);
  if (expected.is(TypeKind::decimal)) return have.is(TypeKind::integer);
  if (expected.is(TypeKind::any_entity)) return have.is(TypeKind::entity);
  return false;
}

void Typer::mismatch(Span span, const Type& expected, const Type& have) {
  if (expected.bad() || have.bad()) return;
  analysis_.diagnostics.report(Code::type_mismatch, span, analysis_.typeName(expected),
                               analysis_.typeName(have));
}

ExprId Typer::toDecimal(ExprId id) {
  Span span = spanOf(id);
  int64_t scaled = 0;
  if (isConstant(id)) {
    if (!__builtin_mul_overflow(program().exprs[id].value.bits, value::kDecimalScale, &scaled)) {
      return makeConstant(Type::of(TypeKind::decimal), span, scaled);
    }
  }
  return callRow(overload("decimal", std::span(&id, 1)), span, {id});
}

ExprId Typer::fit(ExprId id, const Type& expected) {
  Type have = type(id);
  if (have.bad() || expected.bad()) return id;
  const Type& wanted = expected.is(TypeKind::optional) && !have.is(TypeKind::optional)
                           ? *expected.element
                           : expected;
  if (have.is(TypeKind::optional) && !wanted.is(TypeKind::optional)) {
    if (fits(*have.element, wanted)) {
      unguarded(id);
    } else {
      mismatch(spanOf(id), wanted, have);
    }
    return bad(spanOf(id));
  }
  if (!fits(have, wanted)) {
    mismatch(spanOf(id), wanted, have);
    return bad(spanOf(id));
  }
  if (wanted.is(TypeKind::decimal) && have.is(TypeKind::integer)) return toDecimal(id);
  return id;
}

void Typer::unguarded(ExprId id) {
  const Expr& expr = program().exprs[id];
  std::string text = analysis_.textOf(expr.span);
  std::string advice = fmt::format("write `{} ?? …` with what holds where it is absent", text);
  if (expr.op == Op::field || expr.op == Op::context) {
    std::string_view owner = "context";
    std::string name;
    if (expr.op == Op::context) {
      name = analysis_.vocabulary().context[expr.ref].name;
    } else {
      const Expr& child = program().exprs[expr.children[0]];
      owner = analysis_.sources.text(child.span);
      const Vocabulary& vocabulary = analysis_.vocabulary();
      name = child.type.is(TypeKind::entity)
                 ? vocabulary.entities[child.type.index].fields[expr.ref].name
                 : vocabulary.records[child.type.index].fields[expr.ref].name;
    }
    advice = fmt::format("guard it with `{} has {} and …`, or write `{} ?? …`", owner, name, text);
  }
  analysis_.diagnostics.report(Code::unguarded_optional, expr.span, text, advice);
}

ExprId Typer::operand(const ast::Expr& expr, const Type* hint) {
  ExprId id = infer(expr, hint);
  if (!type(id).is(TypeKind::optional)) return id;
  unguarded(id);
  return bad(expr.span);
}

bool Typer::needsHint(const ast::Expr& expr) const {
  auto any = [&](size_t first) {
    for (size_t i = first; i < expr.children.size(); ++i) {
      if (needsHint(*expr.children[i])) return true;
    }
    return false;
  };
  switch (expr.kind) {
    case ast::ExprKind::set:
      return expr.children.empty() || any(0);
    case ast::ExprKind::conditional:
      return any(1);
    case ast::ExprKind::name:
      break;
    default:
      return false;
  }
  for (std::string_view word : {"now", "subject", "resource", "action", "context"}) {
    if (expr.text == word) return false;
  }
  return !scope_.find(expr.text) && analysis_.find(SourceKind::param, expr.text) == kNone;
}

bool Typer::pair(const ast::Expr& left, const ast::Expr& right, ExprId& a, ExprId& b,
                 const Type* hint) {
  if (needsHint(left) && !needsHint(right)) {
    b = operand(right, hint);
    Type known = type(b);
    a = operand(left, &known);
  } else {
    a = operand(left, hint);
    Type known = type(a);
    b = operand(right, &known);
  }
  return unify(a, b);
}

bool Typer::unify(ExprId& a, ExprId& b) {
  Type x = type(a);
  Type y = type(b);
  if (x.bad() || y.bad() || x == y) return true;
  if (instant(x) && instant(y)) return true;
  if (entityLike(x) && entityLike(y))
    return x.is(TypeKind::any_entity) || y.is(TypeKind::any_entity);
  if (x.is(TypeKind::integer) && y.is(TypeKind::decimal)) {
    a = toDecimal(a);
    return true;
  }
  if (x.is(TypeKind::decimal) && y.is(TypeKind::integer)) {
    b = toDecimal(b);
    return true;
  }
  return false;
}

bool ordered(const Analysis& analysis, const Type& type) {
  switch (type.kind) {
    case TypeKind::bad:
    case TypeKind::integer:
    case TypeKind::decimal:
    case TypeKind::time:
    case TypeKind::date:
    case TypeKind::duration:
    case TypeKind::period:
    case TypeKind::version:
      return true;
    case TypeKind::enumeration:
      return analysis.vocabulary().enums[type.index].ordered;
    default:
      return false;
  }
}

}  // namespace polc::sema
