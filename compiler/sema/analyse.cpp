#include "compiler/sema/analyse.h"

#include <algorithm>

#include "compiler/sema/amendments.h"
#include "compiler/sema/analysis.h"
#include "compiler/sema/gather.h"
#include "compiler/sema/items.h"
#include "compiler/sema/lint.h"
#include "compiler/sema/reads.h"
#include "compiler/sema/schedule.h"
#include "compiler/sema/sources.h"
#include "compiler/sema/typer.h"
#include "compiler/sema/vocabulary.h"

namespace polc::sema {
namespace {

Scope constantScope(std::string_view place) {
  Scope scope;
  scope.allowed = 0;
  scope.place = place;
  return scope;
}

void readHeader(Analysis& analysis) {
  const ast::ContractFile& contract = *analysis.contract;
  Program& program = analysis.program;
  program.contract = contract.name.text;
  program.parties = contract.parties;
  if (contract.zone) resolveZone(analysis, *contract.zone, contract.zone_span);
  if (program.zones.empty()) program.zones.push_back({"UTC", {{time::kAlways, 0}}});
  if (contract.effective) {
    program.effective_span = contract.effective->span;
    program.effective = resolveDate(analysis, *contract.effective).value_or(time::kAlways);
  }
  if (contract.until) {
    program.until_span = contract.until->span;
    program.until = resolveEnd(analysis, *contract.until).value_or(time::kNever);
  }
}

void typeDefault(Analysis& analysis, std::vector<Field>& fields, const ast::Field& written) {
  if (!written.fallback) return;
  for (Field& field : fields) {
    if (field.span != written.name.span) continue;
    Type type = field.type;
    field.fallback = Typer(analysis, constantScope("a default")).constant(*written.fallback, type);
    return;
  }
}

void typeDefaults(Analysis& analysis) {
  Vocabulary& vocabulary = analysis.program.vocabulary;
  for (const Site& site : analysis.sites) {
    if (!site.decl || site.role == Role::replace) continue;
    const std::vector<ast::Field>* written = nullptr;
    std::vector<Field>* fields = nullptr;
    auto of = [&](const std::string& name, TypeKind kind) {
      auto found = analysis.types.find(name);
      return found != analysis.types.end() && found->second.type.is(kind) ? found->second.type.index
                                                                          : kNone;
    };
    if (const auto* record = std::get_if<ast::RecordDecl>(&site.decl->body)) {
      written = &record->fields;
      uint32_t index = of(record->name.text, TypeKind::record);
      if (index != kNone) fields = &vocabulary.records[index].fields;
    } else if (const auto* entity = std::get_if<ast::EntityDecl>(&site.decl->body)) {
      written = &entity->fields;
      uint32_t index = of(entity->name.text, TypeKind::entity);
      if (index != kNone) fields = &vocabulary.entities[index].fields;
    } else if (const auto* context = std::get_if<ast::ContextDecl>(&site.decl->body)) {
      written = &context->fields;
      fields = &vocabulary.context;
    }
    if (!written || !fields) continue;
    for (const ast::Field& field : *written) typeDefault(analysis, *fields, field);
  }
}

void typeDefinition(Analysis& analysis, VersionId id, const ast::DefineDecl& decl) {
  Program& program = analysis.program;
  Scope scope;
  scope.place = "a definition";
  const Version& version = program.versions[id];
  for (uint32_t i = 0; i < version.parameters.size(); ++i) {
    scope.variables.push_back({version.parameters[i].name, Op::variable, i,
                               version.parameters[i].type, decl.parameters[i].name.span});
  }
  scope.next_slot = static_cast<uint32_t>(version.parameters.size());
  program.slots = std::max(program.slots, scope.next_slot);
  Type result = program.sources[version.source].type;
  ExprId body = Typer(analysis, std::move(scope)).typed(*decl.body, result);
  program.versions[id].body = body;
}

void typeValues(Analysis& analysis) {
  Program& program = analysis.program;
  for (const Site& site : analysis.sites) {
    if (site.version == kNone || analysis.isRetyped(site.decl)) continue;
    const Type type = program.sources[program.versions[site.version].source].type;
    Typer typer(analysis, constantScope("a parameter's value"));
    if (site.vary) {
      program.versions[site.version].value = typer.constant(*site.vary->value, type);
    } else if (const auto* param =
                   site.decl ? std::get_if<ast::ParamDecl>(&site.decl->body) : nullptr) {
      program.versions[site.version].value = typer.constant(*param->value, type);
    } else if (const auto* duty =
                   site.decl ? std::get_if<ast::ObligationDecl>(&site.decl->body) : nullptr) {
      for (size_t i = 0; i < duty->parameters.size(); ++i) {
        if (!duty->parameters[i].fallback) continue;
        Type wanted = program.versions[site.version].parameters[i].type;
        program.versions[site.version].parameters[i].fallback =
            typer.constant(*duty->parameters[i].fallback, wanted);
      }
    }
  }
}

void typeDefinitions(Analysis& analysis) {
  for (const Site& site : analysis.sites) {
    const auto* define = site.decl && site.version != kNone
                             ? std::get_if<ast::DefineDecl>(&site.decl->body)
                             : nullptr;
    if (define && !analysis.isRetyped(site.decl)) typeDefinition(analysis, site.version, *define);
  }
  closeDefinitions(analysis);
}

void markOwned(Analysis& analysis) {
  analysis.owned.assign(analysis.vocabulary().entities.size(), false);
  for (const Site& site : analysis.sites) {
    if (!site.clause || site.clause->kind != ast::ClauseKind::ownership || !site.clause->type)
      continue;
    auto found = analysis.types.find(site.clause->type->text);
    if (found != analysis.types.end() && found->second.type.is(TypeKind::entity)) {
      analysis.owned[found->second.type.index] = true;
    }
  }
}

void typeClauses(Analysis& analysis) {
  for (const Site& site : analysis.sites) {
    if (!site.clause || site.version == kNone) continue;
    Clause clause = typeClause(analysis, *site.clause);
    analysis.program.versions[site.version].clause = std::move(clause);
  }
}

}  // namespace

std::unique_ptr<Program> analyse(const source::SourceMap& sources, Input input,
                                 diag::Engine& diagnostics) {
  auto program = std::make_unique<Program>();
  program->files = std::move(input.files);
  program->folder = std::move(input.folder);
  Analysis analysis{*program, diagnostics, sources, std::move(input.libraries)};
  if (!gather(analysis)) return nullptr;
  readHeader(analysis);
  declareTypes(analysis);
  declareFields(analysis);
  declareActions(analysis);
  declareSources(analysis);
  markOwned(analysis);
  typeDefaults(analysis);
  typeValues(analysis);
  typeDefinitions(analysis);
  typeClauses(analysis);
  resolveAmendments(analysis);
  collectReads(analysis);
  lint(analysis);
  return program;
}

}  // namespace polc::sema
