#include <algorithm>

#include "compiler/lower/rules.h"

namespace polc::lower {

using core::kNone;

core::ExprId Rules::guard(std::initializer_list<sema::ExprId> conditions, sema::ExprId unless) {
  std::vector<core::ExprId> parts;
  for (sema::ExprId condition : conditions) {
    if (condition != sema::kNone) parts.push_back(expressions_.lower(condition));
  }
  if (unless != sema::kNone) parts.push_back(builder_.negation(expressions_.lower(unless)));
  return parts.empty() ? kNone : builder_.logical(core::Op::logical_and, parts);
}

core::Head Rules::head(const Place& at, uint32_t text) {
  return {place(at.version, at.item.span, at.item.index, text), at.periods, kNone};
}

core::Provenance Rules::place(const sema::Version& version, source::Span span, uint32_t item,
                              uint32_t text) {
  core::Provenance from;
  from.clause = clause_ids_[version.source];
  from.item = item;
  if (version.title) from.title = builder_.text(*version.title);
  if (shared_.texts == Texts::drop) return from;
  from.amendment = version.amendment;
  from.text = text;
  if (!span.valid()) return from;
  source::Place begin = shared_.sources.begin(span);
  from.file = file(span.file);
  from.line = begin.line;
  from.column = begin.column;
  return from;
}

uint32_t Rules::file(source::FileId id) {
  std::vector<std::string>& files = builder_.bundle().files;
  auto [at, fresh] = files_.try_emplace(id, static_cast<uint32_t>(files.size()));
  if (!fresh) return at->second;
  std::string path = shared_.sources.file(id).path();
  const std::string& folder = shared_.program.folder;
  if (!folder.empty() && path.starts_with(folder + "/")) path.erase(0, folder.size() + 1);
  files.push_back(std::move(path));
  return at->second;
}

uint32_t Rules::conditionText(sema::ExprId where, sema::ExprId unless) {
  if (shared_.texts == Texts::drop) return kNone;
  std::string text;
  if (where != sema::kNone)
    text = plainText(shared_.sources.text(shared_.program.expr(where).span));
  if (unless != sema::kNone) {
    text += text.empty() ? "unless " : " unless ";
    text += plainText(shared_.sources.text(shared_.program.expr(unless).span));
  }
  return text.empty() ? kNone : builder_.text(text);
}

core::Pattern Rules::pattern(const sema::Pattern& from) {
  switch (from.kind) {
    case sema::Pattern::Kind::any:
      return {};
    case sema::Pattern::Kind::type:
      return ofType(from.type);
    case sema::Pattern::Kind::member:
      return {core::Pattern::Kind::member, from.type, builder_.entity(from.group_type, from.id)};
    case sema::Pattern::Kind::exact:
      return {core::Pattern::Kind::exact, from.type, builder_.entity(from.type, from.id)};
  }
  return {};
}

std::vector<core::ActionId> Rules::actions(const sema::Actions& from, uint32_t resource_type) {
  std::vector<core::ActionId> result = from.actions;
  const core::Bundle& bundle = builder_.bundle();
  if (from.any) {
    for (core::ActionId id = 0; id < bundle.actions.size(); ++id) {
      const auto& on = bundle.actions[id].on;
      if (resource_type == kNone || std::binary_search(on.begin(), on.end(), resource_type))
        result.push_back(id);
    }
  }
  for (SourceId group : from.groups) {
    VersionId version = shared_.selection.chosen(group);
    if (version == sema::kNone) continue;
    const auto& members = shared_.program.versions[version].group;
    result.insert(result.end(), members.begin(), members.end());
  }
  std::sort(result.begin(), result.end());
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

std::vector<core::ClauseId> Rules::setsAside(const sema::RuleItem& item) {
  std::vector<core::ClauseId> result;
  for (SourceId source : item.sets_aside) {
    if (source != sema::kNone && clause_ids_[source] != kNone)
      result.push_back(clause_ids_[source]);
  }
  std::sort(result.begin(), result.end());
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

uint32_t Rules::obligation(SourceId source) {
  VersionId number = shared_.selection.chosen(source);
  core::Bundle& bundle = builder_.bundle();
  auto [at, fresh] =
      obligations_.try_emplace(number, static_cast<uint32_t>(bundle.obligations.size()));
  if (!fresh) return at->second;
  core::ObligationDef made{shared_.program.sources[source].name, {}};
  if (number != sema::kNone) {
    for (const sema::Parameter& parameter : shared_.program.versions[number].parameters) {
      core::FieldDef field{parameter.name, builder_.type(parameter.type), kNone};
      if (parameter.fallback != sema::kNone)
        field.fallback = expressions_.constant(parameter.fallback, field.type);
      made.parameters.push_back(std::move(field));
    }
  }
  bundle.obligations.push_back(std::move(made));
  return at->second;
}

core::ObligationCall Rules::call(SourceId source,
                                 const std::vector<std::pair<std::string, sema::ExprId>>& arguments,
                                 core::ExprId fields) {
  core::ObligationCall made{obligation(source), {}};
  const std::vector<core::FieldDef> parameters =
      builder_.bundle().obligations[made.obligation].parameters;
  for (const core::FieldDef& parameter : parameters) {
    auto given = std::find_if(arguments.begin(), arguments.end(), [&](const auto& argument) {
      return argument.first == parameter.name;
    });
    core::ExprId value = kNone;
    if (fields != kNone && parameter.name == "fields") {
      value = fields;
    } else if (given != arguments.end()) {
      value = expressions_.lower(given->second);
    } else {
      value::Value fallback = parameter.fallback == kNone
                                  ? value::Value{}
                                  : builder_.bundle().constants[parameter.fallback];
      value = builder_.constantNode(fallback, parameter.type);
    }
    made.arguments.push_back(value);
  }
  return made;
}

std::vector<core::ObligationCall> Rules::obligations(
    const std::vector<sema::ObligationCall>& calls) {
  std::vector<core::ObligationCall> result;
  for (const sema::ObligationCall& one : calls) {
    if (one.obligation != sema::kNone) result.push_back(call(one.obligation, one.arguments));
  }
  return result;
}

}  // namespace polc::lower
