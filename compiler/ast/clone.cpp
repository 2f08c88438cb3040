#include "compiler/ast/expr.h"

namespace polc::ast {

ExprPtr clone(const Expr& expr) {
  auto out = std::make_unique<Expr>();
  out->kind = expr.kind;
  out->op = expr.op;
  out->span = expr.span;
  out->text = expr.text;
  out->type = expr.type;
  out->text_span = expr.text_span;
  out->type_span = expr.type_span;
  out->bracketed = expr.bracketed;
  out->height = expr.height;
  out->children.reserve(expr.children.size());
  for (const ExprPtr& child : expr.children) out->children.push_back(clone(*child));
  return out;
}

}  // namespace polc::ast
