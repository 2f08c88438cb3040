#include "compiler/sema/scope.h"

namespace polc::sema {

const Variable* Scope::find(std::string_view name) const {
  for (auto at = variables.rbegin(); at != variables.rend(); ++at) {
    if (at->name == name) return &*at;
  }
  return nullptr;
}

bool Scope::given(std::string_view path) const {
  for (const Fact& fact : facts) {
    if (fact.type == kNone && fact.path == path) return true;
  }
  return false;
}

uint32_t Scope::typeOf(std::string_view path) const {
  for (const Fact& fact : facts) {
    if (fact.type != kNone && fact.path == path) return fact.type;
  }
  return kNone;
}

std::string Scope::root(std::string_view name) const {
  if (name == "subject" || name == "resource" || name == "context") return std::string(name);
  const Variable* variable = find(name);
  if (!variable) return {};
  switch (variable->op) {
    case Op::subject:
      return "subject";
    case Op::resource:
      return "resource";
    case Op::self:
      return "self";
    default:
      return fmt::format("${}", variable->slot);
  }
}

std::string pathOf(const ast::Expr& expr, const Scope& scope) {
  if (expr.kind == ast::ExprKind::name) return scope.root(expr.text);
  if (expr.kind != ast::ExprKind::field) return {};
  std::string path = pathOf(*expr.children[0], scope);
  if (path.empty()) return path;
  return path + "." + expr.text;
}

}  // namespace polc::sema
