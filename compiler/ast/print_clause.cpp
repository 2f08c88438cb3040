#include <fmt/format.h>

#include "compiler/ast/print_internal.h"

namespace polc::ast {

const char* word(ClauseKind kind) {
  switch (kind) {
    case ClauseKind::permission:
      return "permission";
    case ClauseKind::ownership:
      return "ownership";
    case ClauseKind::lifecycle:
      return "lifecycle";
    case ClauseKind::data:
      return "data";
    case ClauseKind::review:
      break;
  }
  return "review";
}

void putClause(Layout& layout, const Clause& clause, std::string_view prefix,
               const Modifiers* modifiers, Span span) {
  Parts parts{fmt::format("{}{} {}", prefix, word(clause.kind), clause.name.text), {}, " ", " {"};
  if (clause.title) parts.head += " " + quoted(*clause.title);
  if (clause.variable) {
    std::string scope = fmt::format("for {}: {}", clause.variable->text, clause.type->text);
    bool fits = layout.column() + parts.head.size() + 1 + scope.size() <= kWidth;
    if (fits) parts.head += " " + scope;
    if (!fits) parts.tails.push_back(scope);
  }
  if (clause.where != nullptr)
    parts.tails.push_back(wrapped("where", *clause.where, layout.column() + 2));
  std::vector<std::string> said =
      modifiers != nullptr ? modifierTexts(*modifiers) : std::vector<std::string>{};
  parts.tails.insert(parts.tails.end(), said.begin(), said.end());
  Span head{span.file, span.begin,
            clause.items.empty() ? clause.head.end : clause.items.front().span.begin};
  if (!span.valid()) head = {};
  layout.putHead(head, parts);
  layout.indent();
  for (const Item& item : clause.items) {
    layout.put(span.valid() ? item.span : Span{}, itemParts(item, layout.column()));
  }
  layout.close(span, "}");
}

std::string print(const Clause& clause) {
  Layout layout;
  layout.documentation(clause.documentation);
  putClause(layout, clause, "", nullptr, {});
  return std::move(layout).text();
}

}  // namespace polc::ast
