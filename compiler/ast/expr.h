// The expressions, types and patterns of a source text, as written.
//
// One node shape for all expressions: `kind` says which fields are used (the table beside each row).
// Ownership: a node owns its children. Spans cover the whole construct.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/source/source.h"

namespace polc::ast {

using source::Span;

struct Name {
  std::string text;
  Span span;
};

enum class ExprKind : uint8_t {
  bad,           // could not be parsed; already reported
  bool_literal,  // text "true" | "false"
  int_literal,   // text as written
  decimal_literal,
  string_literal,    // text decoded (escapes resolved)
  date_literal,      // 2026-03-01
  time_literal,      // 2026-03-01T10:00Z
  duration_literal,  // 72h
  period_literal,    // 6mo
  name,              // text: a NAME
  qualified,         // Stage.staging     text = member, type = "Stage"
  entity,            // Team::"platform"  text = id decoded, type = "Team"
  set,               // children = members
  unary,             // op, children[0]
  binary,            // op, children[0..1]; `and`/`or` are flattened: children.size() >= 2
  is,                // children[0] is type [in children[1]]
  has,               // children[0] has text
  field,             // children[0] . text
  index,             // children[0] [ children[1] ]
  call,              // text ( children )
  conditional,       // if children[0] then children[1] else children[2]
  quantifier,  // op some|every|no: text = variable, children[0] = set, children[1] = condition
  count,       // count(text in children[0] where children[1])
};

enum class Op : uint8_t {
  none,
  logical_or,
  logical_and,
  logical_not,
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  in,
  not_in,
  like,
  matches,
  owns,
  subset_of,
  disjoint_from,
  coalesce,
  add,
  subtract,
  multiply,
  negate,
  some,
  every,
  no,
};

struct Expr;
using ExprPtr = std::unique_ptr<Expr>;

struct Expr {
  ExprKind kind = ExprKind::bad;
  Op op = Op::none;
  Span span;
  std::string text;
  std::string type;
  Span text_span;  // of `text`: the field's name, the called name, the variable
  Span type_span;
  bool bracketed = false;  // stood in brackets of its own in the source
  uint32_t height =
      1;  // of a parsed tree; at most limits::kNesting, so that recursion over it is safe
  std::vector<ExprPtr> children;
};

// Bool | Stage | Set<T> | Map<T> | T?
struct TypeExpr {
  std::string name;  // "Set", "Map" or the plain name
  std::vector<TypeExpr> arguments;
  bool optional = false;
  Span span;
};

// any | T | T in G | T::"id", each optionally named `s:`
struct Pattern {
  enum class Kind : uint8_t { any, type, member_of, exact } kind = Kind::any;
  std::optional<Name> variable;
  Name type;       // all but any
  ExprPtr group;   // member_of: an entity literal (any expression is parsed; sema rejects others)
  std::string id;  // exact
  Span span;
};

// A list of action and group names, or `any`.
struct Actions {
  bool any = false;
  std::vector<Name> names;
  Span span;
};

struct Argument {
  Name name;
  ExprPtr value;
};

struct ObligationCall {
  Name name;
  std::vector<Argument> arguments;
  Span span;
};

// permission.vendor_access
struct ClauseRef {
  Name kind;
  Name name;
  Span span;
};

ExprPtr clone(const Expr& expr);

}  // namespace polc::ast
