#include "compiler/sema/narrowing.h"

#include <algorithm>

namespace polc::sema {
namespace {

bool same(const Fact& a, const Fact& b) { return a.path == b.path && a.type == b.type; }

void unite(Facts& into, Facts more) {
  into.insert(into.end(), std::make_move_iterator(more.begin()),
              std::make_move_iterator(more.end()));
}

void intersect(Facts& into, const Facts& other) {
  std::erase_if(into, [&](const Fact& fact) {
    return std::none_of(other.begin(), other.end(), [&](const Fact& o) { return same(fact, o); });
  });
}

Facts ofConnective(const Analysis& analysis, const Scope& scope, const ast::Expr& expr,
                   bool holds) {
  bool all = (expr.op == ast::Op::logical_and) == holds;
  Facts facts = factsOf(analysis, scope, *expr.children[0], holds);
  for (size_t i = 1; i < expr.children.size(); ++i) {
    if (!all && facts.empty()) return facts;
    Facts more = factsOf(analysis, scope, *expr.children[i], holds);
    if (all) {
      unite(facts, std::move(more));
    } else {
      intersect(facts, more);
    }
  }
  return facts;
}

Facts ofIs(const Analysis& analysis, const Scope& scope, const ast::Expr& expr) {
  auto type = analysis.types.find(expr.type);
  std::string path = pathOf(*expr.children[0], scope);
  if (path.empty() || type == analysis.types.end() || !type->second.type.is(TypeKind::entity))
    return {};
  return {{path, type->second.type.index}};
}

}  // namespace

Facts factsOf(const Analysis& analysis, const Scope& scope, const ast::Expr& expr, bool holds) {
  if (expr.kind == ast::ExprKind::unary && expr.op == ast::Op::logical_not) {
    return factsOf(analysis, scope, *expr.children[0], !holds);
  }
  if (expr.kind == ast::ExprKind::binary &&
      (expr.op == ast::Op::logical_and || expr.op == ast::Op::logical_or)) {
    return ofConnective(analysis, scope, expr, holds);
  }
  if (!holds) return {};
  if (expr.kind == ast::ExprKind::is) return ofIs(analysis, scope, expr);
  if (expr.kind == ast::ExprKind::has) {
    std::string path = pathOf(*expr.children[0], scope);
    if (!path.empty()) return {{path + "." + expr.text, kNone}};
  }
  return {};
}

}  // namespace polc::sema
