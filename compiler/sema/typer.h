// Types one expression in a scope and writes it into the program.
//
// In:     a tree, the type that its place asks for (or a hint, by which bare enum members are read)
// Out:    the id of the typed expression; of type `bad` where something is wrong, which silences what follows from it
// Errors: P2xxx names, P3xxx types
// Source: language reference §4
#pragma once
#include <span>

#include "compiler/sema/scope.h"

namespace polc::sema {

class Nearest;

class Typer {
 public:
  Typer(Analysis& analysis, Scope scope) : analysis_(analysis), scope_(std::move(scope)) {}

  ExprId infer(const ast::Expr& expr, const Type* hint = nullptr);
  ExprId typed(const ast::Expr& expr, const Type& expected);  // inferred and made to fit
  ExprId fit(
      ExprId id,
      const Type& expected);  // a conversion where one is needed; `bad` (reported) where none fits
  ExprId condition(const ast::Expr& expr) { return typed(expr, Type::of(TypeKind::boolean)); }
  // A constant of the type, for params, defaults and lengths of `existing grace`; kNone where it is none (reported).
  ExprId constant(const ast::Expr& expr, const Type& expected);
  // Makes what is known where `condition` holds (or fails) known from here on.
  void know(const ast::Expr& condition, bool holds);

  Scope& scope() { return scope_; }
  const Type& type(ExprId id) const { return analysis_.program.exprs[id].type; }

 private:
  Program& program() { return analysis_.program; }
  ExprId add(Expr expr);
  ExprId make(Op op, Type type, Span span, std::vector<ExprId> children = {}, uint32_t ref = kNone);
  ExprId bad(Span span) { return make(Op::bad, {}, span); }
  ExprId makeConstant(Type type, Span span, int64_t bits, std::string text = {});
  Span spanOf(ExprId id) const { return analysis_.program.exprs[id].span; }
  bool isConstant(ExprId id) const { return analysis_.program.exprs[id].op == Op::constant; }

  // typer_fit.cpp
  bool fits(const Type& have, const Type& expected) const;  // as it is, or by a conversion
  ExprId toDecimal(ExprId id);
  ExprId operand(const ast::Expr& expr, const Type* hint = nullptr);  // inferred and not optional
  void unguarded(ExprId id);
  void mismatch(Span span, const Type& expected, const Type& have);
  // Two operands of one type: each hints the other, an Int beside a Decimal becomes one. False where they do not go
  // together; nothing is reported.
  bool pair(const ast::Expr& left, const ast::Expr& right, ExprId& a, ExprId& b,
            const Type* hint = nullptr);
  bool unify(ExprId& a, ExprId& b);
  bool needsHint(const ast::Expr& expr) const;

  // typer_names.cpp
  ExprId name(const ast::Expr& expr, const Type* hint);
  ExprId word(const ast::Expr& expr);
  ExprId contextual(const ast::Expr& expr,
                    const Type& hint);  // kNone where the type has no such member
  ExprId unknownName(const ast::Expr& expr, const Type* hint);
  std::string adviseName(Nearest& nearest, const std::string& name, const Type* hint) const;
  ExprId qualified(const ast::Expr& expr);
  ExprId entity(const ast::Expr& expr);
  ExprId field(const ast::Expr& expr);
  ExprId has(const ast::Expr& expr);
  bool allow(uint32_t uses, Span span, std::string_view what);
  struct Owner {
    ExprId id = kNone;
    const std::vector<Field>* fields = nullptr;  // null where it has none (reported, unless bad)
    std::string name;
  };
  Owner owner(const ast::Expr& expr);
  uint32_t fieldIndex(const Owner& owner, const ast::Expr& expr);

  // typer_literals.cpp
  ExprId literal(const ast::Expr& expr);
  ExprId malformed(const ast::Expr& expr, std::string_view what, std::string_view advice);
  ExprId timeLiteral(const ast::Expr& expr);
  Micros inZone(const ast::Expr& expr, const time::Civil& civil);  // warns where it is not unique
  ExprId set(const ast::Expr& expr, const Type* hint);
  ExprId parsedCall(const ast::Expr& expr, TypeKind kind);  // ip("…"), version("…")

  // typer_operators.cpp
  ExprId unary(const ast::Expr& expr, const Type* hint);
  ExprId binary(const ast::Expr& expr, const Type* hint);
  ExprId connective(const ast::Expr& expr);
  ExprId equality(const ast::Expr& expr);
  ExprId order(const ast::Expr& expr);
  ExprId coalesce(const ast::Expr& expr, const Type* hint);
  ExprId textPattern(const ast::Expr& expr);
  ExprId sets(const ast::Expr& expr);
  ExprId conditional(const ast::Expr& expr, const Type* hint);
  Type declaredType(ExprId id) const;  // before any narrowing

  // typer_members.cpp
  ExprId member(const ast::Expr& expr);
  ExprId memberOfNamed(const ast::Expr& expr, SourceId source);
  ExprId memberOf(const ast::Expr& expr, ExprId left, ExprId right);
  ExprId memberOfSet(const ast::Expr& expr);
  ExprId remedyMember(const ast::Expr& expr);
  ExprId is(const ast::Expr& expr);
  ExprId owns(const ast::Expr& expr);
  ExprId index(const ast::Expr& expr);
  ExprId quantifier(const ast::Expr& expr);
  bool possible(Span span, const Type& member, const Type& group);

  // typer_calls.cpp
  ExprId call(const ast::Expr& expr, const Type* hint);
  ExprId age(const ast::Expr& expr);
  ExprId defineCall(const ast::Expr& expr, SourceId source);
  ExprId function(const ast::Expr& expr, const Type* hint);
  ExprId arithmetic(const ast::Expr& expr, const Type* hint);
  // The row of functions.def that takes the operands; kNone where none does.
  uint32_t overload(std::string_view source, std::span<const ExprId> arguments) const;
  ExprId callRow(uint32_t row, Span span, std::vector<ExprId> arguments);
  ExprId fold(uint32_t row, Span span, const std::vector<ExprId>& arguments);

  Analysis& analysis_;
  Scope scope_;
  bool constants_only_ = false;  // what overflows is an error, not a warning
};

bool ordered(const Analysis& analysis, const Type& type);

}  // namespace polc::sema
