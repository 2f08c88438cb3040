#include "compiler/sema/patterns.h"

#include <algorithm>

#include "compiler/sema/names.h"
#include "compiler/sema/sources.h"
#include "compiler/sema/vocabulary.h"

namespace polc::sema {
namespace {

using diag::Code;

bool memberPattern(Analysis& analysis, const ast::Pattern& written, Pattern& pattern) {
  const ast::Expr& group = *written.group;
  if (group.kind == ast::ExprKind::bad) return false;
  if (group.kind != ast::ExprKind::entity) {
    analysis.diagnostics.report(
        Code::not_a_literal, group.span, "a pattern's `in`",
        fmt::format("`{} in Team::\"…\"`, and other conditions in `where`", written.type.text));
    return false;
  }
  pattern.group_type = resolveEntity(analysis, {group.type, group.type_span});
  pattern.id = group.text;
  if (pattern.group_type == kNone) return false;
  if (membershipPossible(analysis, pattern.type, pattern.group_type)) return true;
  const EntityType& declared = analysis.vocabulary().entities[pattern.type];
  diag::Finding& finding =
      analysis.diagnostics.report(Code::impossible_in, written.span, written.type.text, group.type);
  finding.related.push_back({declared.span, "what it may be a member of is declared here"});
  return false;
}

class Obligations {
 public:
  Obligations(Typer& typer, Analysis& analysis) : typer_(typer), analysis_(analysis) {}

  std::optional<ObligationCall> call(const ast::ObligationCall& written) {
    SourceId source = analysis_.find(SourceKind::obligation, written.name.text);
    if (source == kNone) {
      unknown(written.name);
      return std::nullopt;
    }
    ObligationCall call;
    call.obligation = source;
    call.span = written.span;
    const Source& declared = analysis_.program.sources[source];
    if (declared.versions.empty()) return call;
    VersionId version = declared.versions.front();
    for (const ast::Argument& argument : written.arguments) take(call, argument, version);
    missing(call, written, version);
    return call;
  }

 private:
  void unknown(const ast::Name& name) {
    reportUnknown(analysis_, Code::unknown_obligation, name.span, name.text, [&](Nearest& nearest) {
      for (const Source& source : analysis_.program.sources) {
        if (source.kind == SourceKind::obligation) nearest.offer(source.name, source.span);
      }
      return fmt::format("declare it: `obligation {}`", name.text);
    });
  }

  void take(ObligationCall& call, const ast::Argument& argument, VersionId version) {
    for (const auto& [name, value] : call.arguments) {
      if (name == argument.name.text)
        return reportDuplicate(analysis_, argument.name.span, name, {});
    }
    std::vector<Parameter> parameters = analysis_.program.versions[version].parameters;
    for (const Parameter& parameter : parameters) {
      if (parameter.name == argument.name.text) {
        call.arguments.emplace_back(parameter.name, typer_.typed(*argument.value, parameter.type));
        return;
      }
    }
    reportUnknown(analysis_, Code::unknown_argument, argument.name.span, argument.name.text,
                  [&](Nearest& nearest) {
                    for (const Parameter& parameter : parameters) {
                      nearest.offer(parameter.name, analysis_.program.versions[version].span);
                    }
                    return "leave it out: the obligation is declared without it";
                  });
    call.arguments.emplace_back(argument.name.text, kNone);
  }

  void missing(ObligationCall& call, const ast::ObligationCall& written, VersionId version) {
    std::erase_if(call.arguments, [](const auto& argument) { return argument.second == kNone; });
    const Version& declared = analysis_.program.versions[version];
    const auto& decl = std::get<ast::ObligationDecl>(declared.decl_ast->body);
    for (size_t i = 0; i < declared.parameters.size(); ++i) {
      const Parameter& parameter = declared.parameters[i];
      bool given =
          std::any_of(call.arguments.begin(), call.arguments.end(),
                      [&](const auto& argument) { return argument.first == parameter.name; });
      if (given || parameter.type.bad() || parameter.type.is(TypeKind::optional) ||
          decl.parameters[i].fallback)
        continue;
      if (call.arguments.size() < written.arguments.size())
        return;  // probably the one misspelt, reported
      analysis_.diagnostics.report(Code::missing_argument, written.span, written.name.text,
                                   parameter.name);
    }
  }

  Typer& typer_;
  Analysis& analysis_;
};

}  // namespace

std::optional<Pattern> resolvePattern(Analysis& analysis, const ast::Pattern& written) {
  Pattern pattern;
  if (written.kind == ast::Pattern::Kind::any) return pattern;
  pattern.type = resolveEntity(analysis, written.type);
  if (pattern.type == kNone) return std::nullopt;
  pattern.kind = Pattern::Kind::type;
  if (written.kind == ast::Pattern::Kind::exact) {
    pattern.kind = Pattern::Kind::exact;
    pattern.id = written.id;
  } else if (written.kind == ast::Pattern::Kind::member_of) {
    pattern.kind = Pattern::Kind::member;
    if (!memberPattern(analysis, written, pattern)) return std::nullopt;
  }
  return pattern;
}

Type patternType(const std::optional<Pattern>& pattern) {
  if (!pattern) return {};
  if (pattern->kind == Pattern::Kind::any) return Type::of(TypeKind::any_entity);
  return Type::of(TypeKind::entity, pattern->type);
}

std::vector<ObligationCall> resolveObligations(Typer& typer, Analysis& analysis,
                                               const std::vector<ast::ObligationCall>& written) {
  std::vector<ObligationCall> calls;
  for (const ast::ObligationCall& call : written) {
    auto resolved = Obligations(typer, analysis).call(call);
    if (resolved) calls.push_back(std::move(*resolved));
  }
  return calls;
}

void checkActions(Analysis& analysis, const ast::Actions& written, uint32_t type) {
  const EntityType& entity = analysis.vocabulary().entities[type];
  auto report = [&](Span span, std::string_view what) {
    diag::Finding& finding =
        analysis.diagnostics.report(Code::no_such_action, span, what, entity.name);
    finding.related.push_back({entity.span, fmt::format("`{}` is declared here", entity.name)});
  };
  if (written.any) {
    for (const Action& action : analysis.vocabulary().actions) {
      if (std::binary_search(action.on.begin(), action.on.end(), type)) return;
    }
    return report(written.span, "any");
  }
  for (const ast::Name& name : written.names) {
    auto action = analysis.actions.find(name.text);
    SourceId group = analysis.find(SourceKind::group, name.text);
    bool fits = true;
    if (name.text == "remedy") {
      fits = std::any_of(analysis.remedy.begin(), analysis.remedy.end(),
                         [&](uint32_t a) { return actionOn(analysis, a, type); });
    } else if (group != kNone) {
      fits = groupOn(analysis, group, type);
    } else if (action != analysis.actions.end()) {
      fits = actionOn(analysis, action->second, type);
    }
    if (!fits) report(name.span, name.text);
  }
}

}  // namespace polc::sema
