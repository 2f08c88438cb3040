#include "compiler/sema/vocabulary.h"

#include <algorithm>

#include "compiler/sema/names.h"

namespace polc::sema {
namespace {

using diag::Code;

constexpr std::pair<std::string_view, TypeKind> kBuiltinTypes[] = {
    {"Bool", TypeKind::boolean},      {"Int", TypeKind::integer},   {"Decimal", TypeKind::decimal},
    {"String", TypeKind::string},     {"Time", TypeKind::time},     {"Date", TypeKind::date},
    {"Duration", TypeKind::duration}, {"Period", TypeKind::period}, {"Ip", TypeKind::ip},
    {"Version", TypeKind::version},
};

void declareBuiltins(Analysis& analysis) {
  for (auto [name, kind] : kBuiltinTypes) analysis.types[std::string(name)] = {Type::of(kind), {}};
  analysis.program.vocabulary.enums.push_back(
      {"Weekday",
       {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"},
       true,
       {}});
  analysis.types["Weekday"] = {Type::of(TypeKind::enumeration, 0), {}};
}

// The name of a new type: false where it is taken (reported) or, in a restatement, known already.
bool claim(Analysis& analysis, const Site& site, const ast::Name& name, const Type& type) {
  auto found = analysis.types.find(name.text);
  bool taken = found != analysis.types.end() || name.text == "Set" || name.text == "Map";
  if (!taken) {
    analysis.types[name.text] = {type, name.span};
    return true;
  }
  if (found == analysis.types.end() || !found->second.span.valid()) {
    analysis.diagnostics.report(Code::reserved_name, name.span, name.text);
  } else if (site.role != Role::restate || found->second.type.kind != type.kind) {
    reportDuplicate(analysis, name.span, name.text, found->second.span);
  }
  return false;
}

void appendMembers(Analysis& analysis, EnumType& type, const ast::EnumDecl& decl, bool restated) {
  for (const ast::Name& member : decl.members) {
    bool known =
        std::find(type.members.begin(), type.members.end(), member.text) != type.members.end();
    if (!known) {
      type.members.push_back(member.text);
    } else if (!restated) {
      reportDuplicate(analysis, member.span, member.text, type.span);
    }
  }
}

void declareEnum(Analysis& analysis, const Site& site, const ast::EnumDecl& decl) {
  auto& enums = analysis.program.vocabulary.enums;
  if (claim(analysis, site, decl.name,
            Type::of(TypeKind::enumeration, static_cast<uint32_t>(enums.size())))) {
    enums.push_back({decl.name.text, {}, decl.ordered, decl.name.span});
    appendMembers(analysis, enums.back(), decl, false);
    return;
  }
  if (site.role != Role::restate) return;
  auto found = analysis.types.find(decl.name.text);
  if (!found->second.type.is(TypeKind::enumeration)) return;
  EnumType& known = enums[found->second.type.index];
  appendMembers(analysis, known, decl, true);
  auto at = known.members.begin();
  for (const ast::Name& member : decl.members) at = std::find(at, known.members.end(), member.text);
  if (at == known.members.end() || known.ordered != decl.ordered) {
    analysis.diagnostics.report(Code::changed_vocabulary, decl.name.span, decl.name.text);
  }
}

void declareType(Analysis& analysis, const Site& site) {
  Vocabulary& vocabulary = analysis.program.vocabulary;
  if (const auto* decl = std::get_if<ast::EnumDecl>(&site.decl->body)) {
    declareEnum(analysis, site, *decl);
  } else if (const auto* record = std::get_if<ast::RecordDecl>(&site.decl->body)) {
    Type type = Type::of(TypeKind::record, static_cast<uint32_t>(vocabulary.records.size()));
    if (claim(analysis, site, record->name, type)) {
      vocabulary.records.push_back({record->name.text, {}, record->name.span});
    }
  } else if (const auto* entity = std::get_if<ast::EntityDecl>(&site.decl->body)) {
    Type type = Type::of(TypeKind::entity, static_cast<uint32_t>(vocabulary.entities.size()));
    if (claim(analysis, site, entity->name, type)) {
      EntityType added;
      added.name = entity->name.text;
      added.registered = entity->registered;
      added.span = entity->name.span;
      vocabulary.entities.push_back(std::move(added));
    }
  }
}

void extendEnum(Analysis& analysis, const Site& site, const ast::EnumDecl& decl) {
  auto found = analysis.types.find(decl.name.text);
  if (found == analysis.types.end() || !found->second.type.is(TypeKind::enumeration)) {
    return reportUnknown(analysis, Code::unknown_type, decl.name.span, decl.name.text,
                         [&](Nearest& nearest) {
                           for (const EnumType& known : analysis.vocabulary().enums)
                             nearest.offer(known.name, known.span);
                           return "`add enum` declares a new one";
                         });
  }
  EnumType& known = analysis.program.vocabulary.enums[found->second.type.index];
  if (found->second.type.index == 0) {
    analysis.diagnostics.report(Code::reserved_name, decl.name.span, decl.name.text);
    return;
  }
  if (known.ordered != (site.leading_less || decl.ordered)) {
    std::string advice = known.ordered ? "write `{ < … }`: the new members stand above the last one"
                                       : "leave the `<` out: the members have no order";
    diag::Finding& finding =
        analysis.diagnostics.report(Code::order_of_extension, decl.name.span, known.name, advice);
    finding.related.push_back({known.span, "declared here"});
  }
  appendMembers(analysis, known, decl, false);
}

void declareParents(Analysis& analysis, const Site& site, const ast::EntityDecl& decl) {
  auto found = analysis.types.find(decl.name.text);
  if (found == analysis.types.end() || !found->second.type.is(TypeKind::entity)) return;
  std::vector<uint32_t> parents;
  for (const ast::Name& name : decl.parents) {
    uint32_t parent = resolveEntity(analysis, name);
    if (parent != kNone) parents.push_back(parent);
  }
  EntityType& type = analysis.program.vocabulary.entities[found->second.type.index];
  if (type.span == decl.name.span) {
    type.parents = parents;
    return;
  }
  bool restated =
      site.role == Role::restate && (type.parents != parents || type.registered != decl.registered);
  bool extended = site.role == Role::extend && (!parents.empty() || decl.registered);
  if (restated || extended)
    analysis.diagnostics.report(Code::changed_vocabulary, decl.name.span, decl.name.text);
}

// Transitive and reflexive: x in x holds.
void closeMemberships(Analysis& analysis) {
  const auto& entities = analysis.vocabulary().entities;
  size_t n = entities.size();
  analysis.memberships.assign(n, std::vector<bool>(n, false));
  for (size_t a = 0; a < n; ++a) {
    std::vector<uint32_t> open{static_cast<uint32_t>(a)};
    while (!open.empty()) {
      uint32_t b = open.back();
      open.pop_back();
      if (analysis.memberships[a][b]) continue;
      analysis.memberships[a][b] = true;
      open.insert(open.end(), entities[b].parents.begin(), entities[b].parents.end());
    }
  }
}

void declareAction(Analysis& analysis, const Site& site, const ast::Name& name, uint32_t type) {
  auto& actions = analysis.program.vocabulary.actions;
  auto [found, added] = analysis.actions.emplace(name.text, static_cast<uint32_t>(actions.size()));
  if (added) actions.push_back({name.text, {}, name.span});
  Action& action = actions[found->second];
  auto at = std::lower_bound(action.on.begin(), action.on.end(), type);
  if (at != action.on.end() && *at == type) {
    if (site.role != Role::restate) reportDuplicate(analysis, name.span, name.text, action.span);
    return;
  }
  action.on.insert(at, type);
}

}  // namespace

void reportDuplicate(Analysis& analysis, Span span, std::string_view name, Span first) {
  diag::Finding& finding = analysis.diagnostics.report(Code::duplicate_name, span, name);
  if (first.valid()) finding.related.push_back({first, "declared here first"});
}

bool membershipPossible(const Analysis& analysis, uint32_t member, uint32_t group) {
  return analysis.memberships[member][group];
}

void declareTypes(Analysis& analysis) {
  declareBuiltins(analysis);
  for (const Site& site : analysis.sites) {
    if (site.decl && site.role != Role::extend && site.role != Role::replace)
      declareType(analysis, site);
  }
  for (const Site& site : analysis.sites) {
    if (!site.decl) continue;
    const auto* decl = std::get_if<ast::EnumDecl>(&site.decl->body);
    if (decl && site.role == Role::extend) extendEnum(analysis, site, *decl);
    if (const auto* entity = std::get_if<ast::EntityDecl>(&site.decl->body)) {
      if (site.role != Role::replace) declareParents(analysis, site, *entity);
    }
  }
  closeMemberships(analysis);
}

void declareActions(Analysis& analysis) {
  for (const Site& site : analysis.sites) {
    const auto* decl = site.decl ? std::get_if<ast::ActionDecl>(&site.decl->body) : nullptr;
    if (!decl || site.role == Role::replace || site.role == Role::extend) continue;
    for (const ast::Name& type_name : decl->types) {
      uint32_t type = resolveEntity(analysis, type_name);
      if (type == kNone) continue;
      for (const ast::Name& name : decl->names) declareAction(analysis, site, name, type);
    }
  }
  for (std::string_view name : {"destroy", "remediate", "extend"}) {
    auto found = analysis.actions.find(std::string(name));
    if (found != analysis.actions.end()) analysis.remedy.push_back(found->second);
  }
  std::sort(analysis.remedy.begin(), analysis.remedy.end());
}

}  // namespace polc::sema
