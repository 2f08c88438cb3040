#include "compiler/sema/sources.h"

#include <algorithm>

#include "compiler/sema/names.h"
#include "compiler/sema/schedule.h"
#include "compiler/sema/vocabulary.h"

namespace polc::sema {
namespace {

using diag::Code;

constexpr std::string_view kFunctionNames[] = {
#define FUNCTION(id, source, result, arguments, cost) source,
#include "runtime/functions/functions.def"
#undef FUNCTION
    "age",
    "ip",
    "version",
    "count",
};

struct Declared {
  SourceKind kind;
  const ast::Name* name;
};

std::optional<Declared> declared(const ast::Decl& decl) {
  if (const auto* d = std::get_if<ast::ParamDecl>(&decl.body))
    return Declared{SourceKind::param, &d->name};
  if (const auto* d = std::get_if<ast::ScheduleDecl>(&decl.body))
    return Declared{SourceKind::schedule, &d->name};
  if (const auto* d = std::get_if<ast::DefineDecl>(&decl.body))
    return Declared{SourceKind::define, &d->name};
  if (const auto* d = std::get_if<ast::GroupDecl>(&decl.body))
    return Declared{SourceKind::group, &d->name};
  if (const auto* d = std::get_if<ast::ObligationDecl>(&decl.body))
    return Declared{SourceKind::obligation, &d->name};
  return std::nullopt;
}

std::optional<Source> sourceOf(const Site& site) {
  Source source;
  if (site.clause) {
    source.kind = SourceKind::clause;
    source.clause_kind = site.clause->kind;
    source.name = site.clause->name.text;
    source.span = site.clause->name.span;
    return source;
  }
  if (site.vary) {
    source.kind = SourceKind::param;
    source.name = site.vary->param.text;
    source.span = site.vary->param.span;
    return source;
  }
  auto what = declared(*site.decl);
  if (!what) return std::nullopt;
  source.kind = what->kind;
  source.name = what->name->text;
  source.span = what->name->span;
  return source;
}

class Declarer {
 public:
  explicit Declarer(Analysis& analysis) : analysis_(analysis), program_(analysis.program) {}

  void run() {
    for (const Site& site : analysis_.sites) {
      if (site.role != Role::replace && site.role != Role::vary && site.role != Role::extend)
        makeSource(site);
    }
    for (Site& site : analysis_.sites) {
      if (site.role != Role::extend) makeVersion(site);
    }
    for (SourceId id = 0; id < program_.sources.size(); ++id) checkSignatures(program_.sources[id]);
  }

 private:
  void makeSource(const Site& site) {
    auto source = sourceOf(site);
    if (!source) return;
    std::string identity = source->identity();
    auto found = program_.index.find(identity);
    if (found != program_.index.end()) {
      const Source& known = program_.sources[found->second];
      if (site.role == Role::base)
        reportDuplicate(analysis_, source->span, source->name, known.span);
      return;
    }
    if (!nameFree(*source)) return;
    SourceId id = static_cast<SourceId>(program_.sources.size());
    program_.index.emplace(std::move(identity), id);
    program_.sources.push_back(std::move(*source));
    if (site.role == Role::base) program_.base.push_back(id);
  }

  // Names that would make an expression or an action list ambiguous.
  bool nameFree(const Source& source) {
    bool value = source.kind == SourceKind::param || source.kind == SourceKind::schedule ||
                 source.kind == SourceKind::group;
    if (source.kind == SourceKind::define) {
      if (std::find(std::begin(kFunctionNames), std::end(kFunctionNames), source.name) !=
          std::end(kFunctionNames)) {
        analysis_.diagnostics.report(Code::reserved_name, source.span, source.name);
        return false;
      }
    }
    if (source.kind == SourceKind::group && source.name == "remedy") {
      analysis_.diagnostics.report(Code::reserved_name, source.span, source.name);
      return false;
    }
    for (SourceKind other : {SourceKind::param, SourceKind::schedule, SourceKind::group}) {
      SourceId id = value && other != source.kind ? analysis_.find(other, source.name) : kNone;
      if (id == kNone) continue;
      reportDuplicate(analysis_, source.span, source.name, program_.sources[id].span);
      return false;
    }
    auto action = analysis_.actions.find(source.name);
    if (source.kind == SourceKind::group && action != analysis_.actions.end()) {
      reportDuplicate(analysis_, source.span, source.name,
                      program_.vocabulary.actions[action->second].span);
      return false;
    }
    return true;
  }

  void makeVersion(Site& site) {
    auto source = sourceOf(site);
    if (!source) {
      if (site.role == Role::replace) {
        analysis_.diagnostics.report(Code::not_replaceable, site.head);
      }
      return;
    }
    auto found = program_.index.find(source->identity());
    if (found == program_.index.end()) {
      if (site.role == Role::replace || site.role == Role::vary) {
        resolveSource(analysis_, source->identity(), source->span);
      }
      return;
    }
    Source& target = program_.sources[found->second];
    if (site.role == Role::base && target.span != source->span) return;
    if (site.role == Role::restate && restatedTwice(target, site)) {
      return reportDuplicate(analysis_, source->span, source->name, target.span);
    }
    site.version = static_cast<VersionId>(program_.versions.size());
    Version version;
    version.source = found->second;
    version.amendment = site.amendment;
    version.from_library = site.from_library;
    version.head = site.head;
    fill(version, site);
    target.versions.push_back(site.version);
    program_.versions.push_back(std::move(version));
  }

  bool restatedTwice(const Source& target, const Site& site) const {
    return !target.versions.empty() &&
           program_.versions[target.versions.back()].amendment == site.amendment;
  }

  void fill(Version& version, const Site& site) {
    if (site.clause) {
      version.clause_ast = site.clause;
      version.span = site.clause->span;
      version.title = site.clause->title;
    } else if (site.vary) {
      version.span = site.head;
    } else {
      version.decl_ast = site.decl;
      version.span = site.decl->span;
      std::visit([&](const auto& body) { signature(version, body); }, site.decl->body);
    }
  }

  template <class Body>
  void signature(Version&, const Body&) {}

  void signature(Version& version, const ast::ParamDecl& decl) {
    version.review_by = decl.review_by;
    setType(version, resolveType(analysis_, decl.type), decl.type.span);
  }
  void signature(Version& version, const ast::ScheduleDecl& decl) {
    version.schedule = buildSchedule(analysis_, decl);
  }
  void signature(Version& version, const ast::GroupDecl& decl) {
    for (const ast::Name& name : decl.actions) {
      uint32_t action = resolveAction(analysis_, name);
      if (action != kNone) version.group.push_back(action);
    }
    std::sort(version.group.begin(), version.group.end());
    version.group.erase(std::unique(version.group.begin(), version.group.end()),
                        version.group.end());
  }
  void signature(Version& version, const ast::DefineDecl& decl) {
    for (const ast::Parameter& parameter : decl.parameters) {
      checkParameterName(version, parameter.name);
      version.parameters.push_back({parameter.name.text, resolveType(analysis_, parameter.type)});
    }
    setType(version, resolveType(analysis_, decl.type), decl.type.span);
  }
  void signature(Version& version, const ast::ObligationDecl& decl) {
    for (const ast::Field& parameter : decl.parameters) {
      checkParameterName(version, parameter.name);
      version.parameters.push_back({parameter.name.text, resolveType(analysis_, parameter.type)});
    }
  }

  void checkParameterName(const Version& version, const ast::Name& name) {
    for (const Parameter& other : version.parameters) {
      if (other.name == name.text) reportDuplicate(analysis_, name.span, name.text, {});
    }
  }

  // The type of the first version is the source's; a later text keeps it.
  void setType(const Version& version, const Type& type, Span span) {
    Source& source = program_.sources[version.source];
    if (source.versions.empty()) {
      source.type = type;
    } else if (!type.bad() && !source.type.bad() && !(type == source.type)) {
      analysis_.retyped.push_back(version.decl_ast);
      changed(source, span);
    }
  }

  void changed(const Source& source, Span span) {
    diag::Finding& finding =
        analysis_.diagnostics.report(Code::changed_signature, span, source.identity());
    finding.related.push_back({source.span, "declared here first"});
  }

  void checkSignatures(const Source& source) {
    if (source.kind != SourceKind::define && source.kind != SourceKind::obligation) return;
    for (size_t i = 1; i < source.versions.size(); ++i) {
      const Version& first = program_.versions[source.versions[0]];
      const Version& later = program_.versions[source.versions[i]];
      if (sameParameters(first, later) || analysis_.isRetyped(later.decl_ast)) continue;
      changed(source, later.head);
    }
  }

  static bool sameParameters(const Version& a, const Version& b) {
    if (a.parameters.size() != b.parameters.size()) return false;
    for (size_t i = 0; i < a.parameters.size(); ++i) {
      if (a.parameters[i].name != b.parameters[i].name) return false;
      bool known = !a.parameters[i].type.bad() && !b.parameters[i].type.bad();
      if (known && !(a.parameters[i].type == b.parameters[i].type)) return false;
    }
    return true;
  }

  Analysis& analysis_;
  Program& program_;
};

std::string kindOf(const std::string& identity) {
  return identity.substr(0, identity.find_first_of(" ."));
}

}  // namespace

void declareSources(Analysis& analysis) { Declarer(analysis).run(); }

std::string identityOf(const Site& site) {
  auto source = sourceOf(site);
  return source ? source->identity() : std::string();
}

SourceId resolveSource(Analysis& analysis, const std::string& identity, Span span) {
  auto found = analysis.program.index.find(identity);
  if (found != analysis.program.index.end()) return found->second;
  reportUnknown(analysis, Code::unknown_source, span, identity, [&](Nearest& nearest) {
    std::string name = identity.substr(identity.find_first_of(" .") + 1);
    for (const Source& source : analysis.program.sources) {
      nearest.offer(source.identity(), source.span);
    }
    if (!nearest.found()) {
      for (const Source& source : analysis.program.sources) {
        if (source.name == name) {
          nearest = Nearest(source.identity());
          nearest.offer(source.identity(), source.span);
        }
      }
    }
    return fmt::format("no {} of that name was ever written", kindOf(identity));
  });
  return kNone;
}

uint32_t resolveAction(Analysis& analysis, const ast::Name& name) {
  auto found = analysis.actions.find(name.text);
  if (found != analysis.actions.end()) return found->second;
  reportUnknown(analysis, Code::unknown_action, name.span, name.text, [&](Nearest& nearest) {
    for (const Action& action : analysis.vocabulary().actions)
      nearest.offer(action.name, action.span);
    for (const Source& source : analysis.program.sources) {
      if (source.kind == SourceKind::group) nearest.offer(source.name, source.span);
    }
    return "declare it: `action NAME on TYPE`";
  });
  return kNone;
}

Actions resolveActions(Analysis& analysis, const ast::Actions& written) {
  Actions actions;
  actions.any = written.any;
  for (const ast::Name& name : written.names) {
    SourceId group = analysis.find(SourceKind::group, name.text);
    if (name.text == "remedy") {
      actions.actions.insert(actions.actions.end(), analysis.remedy.begin(), analysis.remedy.end());
    } else if (group != kNone) {
      actions.groups.push_back(group);
    } else if (uint32_t action = resolveAction(analysis, name); action != kNone) {
      actions.actions.push_back(action);
    }
  }
  std::sort(actions.actions.begin(), actions.actions.end());
  actions.actions.erase(std::unique(actions.actions.begin(), actions.actions.end()),
                        actions.actions.end());
  return actions;
}

bool actionOn(const Analysis& analysis, uint32_t action, uint32_t type) {
  const std::vector<uint32_t>& on = analysis.vocabulary().actions[action].on;
  return std::binary_search(on.begin(), on.end(), type);
}

bool groupOn(const Analysis& analysis, SourceId group, uint32_t type) {
  for (VersionId id : analysis.program.sources[group].versions) {
    for (uint32_t action : analysis.program.versions[id].group) {
      if (actionOn(analysis, action, type)) return true;
    }
  }
  return false;
}

}  // namespace polc::sema
