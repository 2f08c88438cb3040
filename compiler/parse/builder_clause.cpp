#include "compiler/parse/builder.h"

namespace polc::parse {
namespace {

ast::ClauseKind kindOf(PolcParser::ClauseKindContext* tree) {
  switch (tree->getStart()->getType()) {
    case PolcParser::OWNERSHIP:
      return ast::ClauseKind::ownership;
    case PolcParser::LIFECYCLE:
      return ast::ClauseKind::lifecycle;
    case PolcParser::DATA:
      return ast::ClauseKind::data;
    case PolcParser::REVIEW:
      return ast::ClauseKind::review;
    default:
      return ast::ClauseKind::permission;
  }
}

}  // namespace

ast::Clause Builder::clause(P::ClauseContext* tree, ast::Modifiers* out_modifiers) {
  ast::Clause out;
  out.span = span(tree);
  out.head = out.span;
  out.documentation = documentation(out.span);
  if (tree->clauseHead() != nullptr) clauseHead(tree->clauseHead(), out_modifiers, out);
  if (tree->itemBlock() == nullptr) return out;
  auto items = tree->itemBlock()->item();
  out.items.reserve(items.size());
  for (auto* item_tree : items) {
    if (broken(item_tree)) continue;
    out.items.push_back({item(item_tree), span(item_tree)});
  }
  return out;
}

void Builder::clauseHead(P::ClauseHeadContext* tree, ast::Modifiers* out_modifiers,
                         ast::Clause& out) {
  out.head = span(tree);
  if (tree->clauseKind() != nullptr) out.kind = kindOf(tree->clauseKind());
  if (!broken(tree->name())) out.name = name(tree->name());
  if (broken(tree)) return;
  if (auto* parameters = tree->templateParameters()) {
    diagnostics_.report(diag::Code::not_supported, span(parameters), "templates and `incorporate`",
                        "write the clause out");
  }
  if (tree->string() != nullptr) out.title = string(tree->string());
  if (auto* scope = tree->clauseScope()) {
    out.variable = name(scope->name());
    out.type = name(scope->uname());
    if (scope->expr() != nullptr) out.where = expr(scope->expr());
    out.head = source::join(span(tree->getStart()), span(scope));
  }
  modifiers(tree->modifier(), out_modifiers);
}

ast::ClauseRef Builder::clauseRef(P::ClauseRefContext* tree) {
  return {name(tree->clauseKind()), name(tree->name()), span(tree)};
}

}  // namespace polc::parse
