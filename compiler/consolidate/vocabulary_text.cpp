#include "compiler/consolidate/vocabulary_text.h"

namespace polc::consolidate {
namespace {

using namespace ast;

Field copyOf(const Field& field) {
  Field out{field.name, field.type, nullptr, field.birth, field.documentation, field.span};
  if (field.fallback) out.fallback = clone(*field.fallback);
  return out;
}

void append(std::vector<Field>& to, const std::vector<Field>& from) {
  for (const Field& field : from) to.push_back(copyOf(field));
}

EnumDecl copyOf(const EnumDecl& decl) { return decl; }
RecordDecl copyOf(const RecordDecl& decl) {
  RecordDecl out{decl.name, {}};
  append(out.fields, decl.fields);
  return out;
}
EntityDecl copyOf(const EntityDecl& decl) {
  EntityDecl out{decl.registered, decl.name, decl.parents, {}};
  append(out.fields, decl.fields);
  return out;
}
ActionDecl copyOf(const ActionDecl& decl) { return decl; }
GroupDecl copyOf(const GroupDecl& decl) { return decl; }
ContextDecl copyOf(const ContextDecl& decl) {
  ContextDecl out;
  append(out.fields, decl.fields);
  return out;
}
ObligationDecl copyOf(const ObligationDecl& decl) {
  ObligationDecl out{decl.name, {}};
  append(out.parameters, decl.parameters);
  return out;
}
ParamDecl copyOf(const ParamDecl& decl) {
  return {decl.name, decl.type, decl.value ? clone(*decl.value) : nullptr, decl.review_by};
}
ScheduleDecl copyOf(const ScheduleDecl& decl) { return decl; }
DefineDecl copyOf(const DefineDecl& decl) {
  return {decl.name, decl.parameters, decl.type, decl.body ? clone(*decl.body) : nullptr};
}

const std::string* nameOf(const Decl& decl) {
  if (const auto* of = std::get_if<EnumDecl>(&decl.body)) return &of->name.text;
  if (const auto* of = std::get_if<RecordDecl>(&decl.body)) return &of->name.text;
  if (const auto* of = std::get_if<EntityDecl>(&decl.body)) return &of->name.text;
  return nullptr;
}

}  // namespace

Decl copy(const Decl& decl) {
  DeclBody body = std::visit([](const auto& of) { return DeclBody(copyOf(of)); }, decl.body);
  return {std::move(body), decl.documentation, decl.span};
}

bool isVocabulary(const Decl& decl) {
  return std::holds_alternative<EnumDecl>(decl.body) ||
         std::holds_alternative<RecordDecl>(decl.body) ||
         std::holds_alternative<EntityDecl>(decl.body) ||
         std::holds_alternative<ActionDecl>(decl.body) ||
         std::holds_alternative<ContextDecl>(decl.body);
}

bool extends(const Decl& extension, const Decl& decl) {
  if (extension.body.index() != decl.body.index()) return false;
  if (std::holds_alternative<ContextDecl>(decl.body)) return true;
  const std::string* a = nameOf(extension);
  const std::string* b = nameOf(decl);
  return a && b && *a == *b;
}

void extend(Decl& decl, const Decl& extension) {
  if (auto* to = std::get_if<EnumDecl>(&decl.body)) {
    const auto& from = std::get<EnumDecl>(extension.body);
    to->members.insert(to->members.end(), from.members.begin(), from.members.end());
  } else if (auto* record = std::get_if<RecordDecl>(&decl.body)) {
    append(record->fields, std::get<RecordDecl>(extension.body).fields);
  } else if (auto* entity = std::get_if<EntityDecl>(&decl.body)) {
    const auto& from = std::get<EntityDecl>(extension.body);
    entity->parents.insert(entity->parents.end(), from.parents.begin(), from.parents.end());
    append(entity->fields, from.fields);
  } else if (auto* context = std::get_if<ContextDecl>(&decl.body)) {
    append(context->fields, std::get<ContextDecl>(extension.body).fields);
  }
}

}  // namespace polc::consolidate
