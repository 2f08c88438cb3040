// What an expression may speak of at the place where it stands, and what is known there.
#pragma once
#include "compiler/sema/analysis.h"

namespace polc::sema {

// Known where it stands: the optional at `path` is given, or the entity at `path` is of a type.
struct Fact {
  std::string path;
  uint32_t type = kNone;  // kNone: it is given
};
using Facts = std::vector<Fact>;

struct Variable {
  std::string name;
  Op op = Op::variable;
  uint32_t slot = 0;
  Type type;
  Span span;
};

struct Scope {
  std::vector<Variable> variables;  // the innermost last
  Type subject = Type::of(TypeKind::any_entity);
  Type resource = Type::of(TypeKind::any_entity);
  uint32_t allowed = kUsesAll;
  std::string_view place = "a condition";  // for messages: "a header"
  Facts facts;
  uint32_t next_slot = 0;

  const Variable* find(std::string_view name) const;
  bool given(std::string_view path) const;
  uint32_t typeOf(std::string_view path) const;  // kNone where nothing is known
  // The path that starts at a name; empty where none does. Two names of one thing have one path.
  std::string root(std::string_view name) const;
};

// The path of `e.container`: something that two mentions of denote the same value; empty for other expressions.
std::string pathOf(const ast::Expr& expr, const Scope& scope);

}  // namespace polc::sema
