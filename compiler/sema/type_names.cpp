// Types as written and as shown.
#include "compiler/sema/names.h"
#include "compiler/sema/vocabulary.h"

namespace polc::sema {
namespace {

using diag::Code;

Type malformed(Analysis& analysis, const ast::TypeExpr& written, std::string_view advice) {
  analysis.diagnostics.report(Code::malformed_type, written.span, analysis.textOf(written.span),
                              advice);
  return {};
}

Type collection(Analysis& analysis, const ast::TypeExpr& written) {
  TypeKind kind = written.name == "Set" ? TypeKind::set : TypeKind::map;
  if (written.arguments.size() != 1) {
    return malformed(analysis, written, fmt::format("write `{}<T>` with one type", written.name));
  }
  if (written.arguments[0].optional) {
    return malformed(analysis, written, "members are always given: leave the inner `?` out");
  }
  Type element = resolveType(analysis, written.arguments[0]);
  return element.bad() ? element : Type::wrap(kind, element);
}

Type named(Analysis& analysis, const ast::TypeExpr& written) {
  auto found = analysis.types.find(written.name);
  if (found != analysis.types.end()) {
    if (written.arguments.empty()) return found->second.type;
    return malformed(analysis, written,
                     fmt::format("`{}` takes no type in angle brackets", written.name));
  }
  reportUnknown(analysis, Code::unknown_type, written.span, written.name, [&](Nearest& nearest) {
    for (const auto& [name, symbol] : analysis.types) nearest.offer(name, symbol.span);
    for (std::string_view name : {"Set", "Map"}) nearest.offer(name);
    return "declare it, or `use` the library that has it";
  });
  return {};
}

}  // namespace

Type resolveType(Analysis& analysis, const ast::TypeExpr& written) {
  if (written.name.empty()) return {};
  bool is_collection = written.name == "Set" || written.name == "Map";
  Type type = is_collection ? collection(analysis, written) : named(analysis, written);
  if (type.bad() || !written.optional) return type;
  return Type::wrap(TypeKind::optional, type);
}

uint32_t resolveEntity(Analysis& analysis, const ast::Name& name) {
  auto found = analysis.types.find(name.text);
  if (found != analysis.types.end() && found->second.type.is(TypeKind::entity))
    return found->second.type.index;
  if (found != analysis.types.end()) {
    diag::Finding& finding = analysis.diagnostics.report(Code::not_an_entity, name.span, name.text);
    if (found->second.span.valid()) {
      finding.related.push_back(
          {found->second.span, fmt::format("`{}` is declared here", name.text)});
    }
    return kNone;
  }
  reportUnknown(analysis, Code::unknown_type, name.span, name.text, [&](Nearest& nearest) {
    for (const auto& [other, symbol] : analysis.types) {
      if (symbol.type.is(TypeKind::entity)) nearest.offer(other, symbol.span);
    }
    return "declare it, or `use` the library that has it";
  });
  return kNone;
}

std::string Analysis::typeName(const Type& type) const {
  switch (type.kind) {
    case TypeKind::bad:
      return "?";
    case TypeKind::boolean:
      return "Bool";
    case TypeKind::integer:
      return "Int";
    case TypeKind::decimal:
      return "Decimal";
    case TypeKind::string:
      return "String";
    case TypeKind::time:
      return "Time";
    case TypeKind::date:
      return "Date";
    case TypeKind::duration:
      return "Duration";
    case TypeKind::period:
      return "Period";
    case TypeKind::ip:
      return "Ip";
    case TypeKind::version:
      return "Version";
    case TypeKind::enumeration:
      return program.vocabulary.enums[type.index].name;
    case TypeKind::record:
      return program.vocabulary.records[type.index].name;
    case TypeKind::entity:
      return program.vocabulary.entities[type.index].name;
    case TypeKind::any_entity:
      return "an entity of any type";
    case TypeKind::action:
      return "an action";
    case TypeKind::set:
      return fmt::format("Set<{}>", typeName(*type.element));
    case TypeKind::map:
      return fmt::format("Map<{}>", typeName(*type.element));
    case TypeKind::optional:
      return typeName(*type.element) + "?";
  }
  return "?";
}

}  // namespace polc::sema
