#include <algorithm>

#include "runtime/core/verifier.h"

namespace polc::core {

bool ordered(const std::vector<Period>& periods) {
  for (size_t i = 0; i < periods.size(); ++i) {
    if (periods[i].from >= periods[i].until) return false;
    if (i > 0 && periods[i - 1].until > periods[i].from) return false;
  }
  return true;
}

std::vector<ExprId> childrenOf(const Bundle& bundle, const Node& node) {
  std::vector<ExprId> children;
  for (const ExprId child : {node.a, node.b, node.c})
    if (child != kNone) children.push_back(child);
  for (uint32_t i = 0; i < node.count; ++i) children.push_back(bundle.lists[node.first + i]);
  return children;
}

TypeKind kindOf(const Bundle& bundle, ExprId expr) {
  Type type = bundle.type(bundle.nodes[expr].type);
  while (type.kind == TypeKind::optional) type = bundle.type(type.element);
  return type.kind;
}

bool isKind(const Bundle& bundle, ExprId expr, TypeKind kind) {
  return expr < bundle.nodes.size() && bundle.nodes[expr].type < bundle.types.size() &&
         kindOf(bundle, expr) == kind;
}

void verifyProvenance(const Bundle& bundle, const Provenance& from, Faults& faults,
                      std::string_view where) {
  faults.id(from.clause, bundle.clauses.size(), where, "clause");
  faults.id(from.file, bundle.files.size(), where, "file");
  faults.idOrNone(from.title, bundle.texts.size(), where, "title");
  faults.idOrNone(from.text, bundle.texts.size(), where, "text");
}

void verifyCall(const Bundle& bundle, const ObligationCall& call, Faults& faults,
                std::string_view where) {
  if (!faults.id(call.obligation, bundle.obligations.size(), where, "obligation")) return;
  faults.check(call.arguments.size() == bundle.obligations[call.obligation].parameters.size(),
               where, "an obligation has another number of arguments than parameters");
  for (const ExprId argument : call.arguments)
    faults.id(argument, bundle.nodes.size(), where, "argument");
}

void verifyPattern(const Bundle& bundle, const Pattern& pattern, Faults& faults,
                   std::string_view where) {
  if (pattern.kind == Pattern::Kind::any) return;
  faults.id(pattern.type, bundle.entities.size(), where, "type of a pattern");
  if (pattern.kind == Pattern::Kind::type) return;
  if (!faults.id(pattern.entity, bundle.entity_constants.size(), where, "entity of a pattern"))
    return;
  faults.check(pattern.kind == Pattern::Kind::member ||
                   bundle.entity_constants[pattern.entity].type == pattern.type,
               where, "a pattern's entity is of another type");
}

void verifyCondition(const Bundle& bundle, ExprId expr, Faults& faults, std::string_view where) {
  if (expr == kNone || !faults.id(expr, bundle.nodes.size(), where, "condition")) return;
  faults.check(isKind(bundle, expr, TypeKind::boolean), where, "a condition is not a Bool");
}

std::vector<std::string> verify(const Bundle& bundle) {
  Faults faults;
  verifyVocabulary(bundle, faults);
  verifyTables(bundle, faults);
  verifyNodes(bundle, faults);
  if (faults.none()) verifyNodeTypes(bundle, faults);
  verifyRules(bundle, faults);
  verifyLives(bundle, faults);
  return faults.take();
}

}  // namespace polc::core
