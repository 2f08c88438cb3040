#include "compiler/parse/builder.h"

namespace polc::parse {

ast::Pattern Builder::pattern(P::PatternContext* tree) {
  using Kind = ast::Pattern::Kind;
  ast::Pattern out;
  out.span = span(tree);
  if (tree->name() != nullptr) out.variable = name(tree->name());
  if (tree->ANY() != nullptr) return out;
  out.type = name(tree->uname());
  out.kind = Kind::type;
  if (tree->operand() != nullptr) {
    out.kind = Kind::member_of;
    out.group = operand(tree->operand());
  } else if (tree->string() != nullptr) {
    out.kind = Kind::exact;
    out.id = string(tree->string());
  }
  return out;
}

ast::Actions Builder::actions(P::ActionsContext* tree) {
  return {tree->ANY() != nullptr, names(tree->actionName()), span(tree)};
}

std::vector<ast::ObligationCall> Builder::obligations(P::ObligationsContext* tree) {
  std::vector<ast::ObligationCall> out;
  for (auto* call_tree : tree->obligationCall()) out.push_back(obligation(call_tree));
  return out;
}

ast::ObligationCall Builder::obligation(P::ObligationCallContext* tree) {
  ast::ObligationCall out{name(tree->name()), {}, span(tree)};
  for (auto* argument : tree->argument()) {
    out.arguments.push_back({name(argument->fieldName()), expr(argument->expr())});
  }
  return out;
}

}  // namespace polc::parse
