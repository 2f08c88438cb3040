// Names, fields and entities.
#include <algorithm>

#include "compiler/sema/names.h"
#include "compiler/sema/typer.h"
#include "compiler/sema/vocabulary.h"

namespace polc::sema {

using diag::Code;

bool Typer::allow(uint32_t uses, Span span, std::string_view what) {
  if ((uses & ~scope_.allowed) == 0) return true;
  analysis_.diagnostics.report(Code::not_available, span, what, scope_.place);
  return false;
}

ExprId Typer::name(const ast::Expr& expr, const Type* hint) {
  if (expr.text == "now" || expr.text == "subject" || expr.text == "resource" ||
      expr.text == "action" || expr.text == "context") {
    return word(expr);
  }
  Type wanted = hint ? *hint : Type::of(TypeKind::any_entity);
  if (wanted.is(TypeKind::optional)) wanted = *wanted.element;
  const Variable* variable = scope_.find(expr.text);
  SourceId param = analysis_.find(SourceKind::param, expr.text);
  ExprId member = contextual(expr, wanted);
  if (member != kNone && (variable || param != kNone)) {
    analysis_.diagnostics.report(Code::ambiguous_name, expr.span, expr.text,
                                 analysis_.typeName(wanted));
    return bad(expr.span);
  }
  if (member != kNone) return member;
  if (variable) {
    Type type = variable->type;
    uint32_t narrowed =
        type.is(TypeKind::any_entity) ? scope_.typeOf(scope_.root(expr.text)) : kNone;
    if (narrowed != kNone) type = Type::of(TypeKind::entity, narrowed);
    ExprId id = make(variable->op, type, expr.span);
    program().exprs[id].slot = variable->slot;
    return id;
  }
  if (param != kNone) return make(Op::param, program().sources[param].type, expr.span, {}, param);
  return unknownName(expr, hint);
}

ExprId Typer::word(const ast::Expr& expr) {
  if (expr.text == "now") {
    if (!allow(kUsesNow, expr.span, "now")) return bad(expr.span);
    return make(Op::now, Type::of(TypeKind::time), expr.span);
  }
  if (expr.text == "action") {
    if (!allow(kUsesAction, expr.span, "action")) return bad(expr.span);
    return make(Op::action, Type::of(TypeKind::action), expr.span);
  }
  if (expr.text == "context") {
    analysis_.diagnostics.report(Code::bare_context, expr.span);
    return bad(expr.span);
  }
  bool subject = expr.text == "subject";
  if (!allow(subject ? kUsesSubject : kUsesResource, expr.span, expr.text)) return bad(expr.span);
  Type type = subject ? scope_.subject : scope_.resource;
  uint32_t narrowed = type.is(TypeKind::any_entity) ? scope_.typeOf(expr.text) : kNone;
  if (narrowed != kNone) type = Type::of(TypeKind::entity, narrowed);
  return make(subject ? Op::subject : Op::resource, type, expr.span);
}

ExprId Typer::contextual(const ast::Expr& expr, const Type& hint) {
  if (hint.is(TypeKind::action)) {
    auto found = analysis_.actions.find(expr.text);
    return found == analysis_.actions.end() ? kNone : makeConstant(hint, expr.span, found->second);
  }
  if (!hint.is(TypeKind::enumeration)) return kNone;
  const auto& members = analysis_.vocabulary().enums[hint.index].members;
  auto found = std::find(members.begin(), members.end(), expr.text);
  return found == members.end() ? kNone : makeConstant(hint, expr.span, found - members.begin());
}

ExprId Typer::unknownName(const ast::Expr& expr, const Type* hint) {
  if (hint && hint->bad()) return bad(expr.span);
  for (const EnumType& type : analysis_.vocabulary().enums) {
    bool holds =
        std::find(type.members.begin(), type.members.end(), expr.text) != type.members.end();
    bool known = hint && (hint->is(TypeKind::enumeration) || hint->is(TypeKind::action));
    if (!holds || known) continue;
    analysis_.diagnostics.report(Code::bare_member, expr.span, expr.text, type.name);
    return bad(expr.span);
  }
  reportUnknown(analysis_, Code::unknown_name, expr.span, expr.text,
                [&](Nearest& nearest) { return adviseName(nearest, expr.text, hint); });
  return bad(expr.span);
}

std::string Typer::adviseName(Nearest& nearest, const std::string& name, const Type* hint) const {
  if (hint && hint->is(TypeKind::enumeration)) {
    const EnumType& type = analysis_.vocabulary().enums[hint->index];
    for (const std::string& member : type.members) nearest.offer(member, type.span);
  }
  if (hint && hint->is(TypeKind::action)) {
    for (const Action& action : analysis_.vocabulary().actions)
      nearest.offer(action.name, action.span);
  }
  for (const Variable& variable : scope_.variables) nearest.offer(variable.name, variable.span);
  for (const Source& source : analysis_.program.sources) {
    if (source.kind == SourceKind::param) nearest.offer(source.name, source.span);
  }
  for (SourceKind kind : {SourceKind::group, SourceKind::schedule}) {
    if (analysis_.find(kind, name) != kNone)
      return fmt::format("it stands only after `in`: `… in {}`", name);
  }
  if (hint && hint->is(TypeKind::enumeration)) {
    return fmt::format("`{}` has the members {}", analysis_.typeName(*hint),
                       fmt::join(analysis_.vocabulary().enums[hint->index].members, ", "));
  }
  return "declare it: `param`, or the variable of a pattern";
}

ExprId Typer::qualified(const ast::Expr& expr) {
  auto found = analysis_.types.find(expr.type);
  if (found == analysis_.types.end() || !found->second.type.is(TypeKind::enumeration)) {
    reportUnknown(analysis_, Code::unknown_type, expr.type_span, expr.type, [&](Nearest& nearest) {
      for (const EnumType& type : analysis_.vocabulary().enums) nearest.offer(type.name, type.span);
      return "only an enum has members";
    });
    return bad(expr.span);
  }
  const EnumType& type = analysis_.vocabulary().enums[found->second.type.index];
  auto at = std::find(type.members.begin(), type.members.end(), expr.text);
  if (at != type.members.end())
    return makeConstant(found->second.type, expr.span, at - type.members.begin());
  reportUnknown(analysis_, Code::unknown_name, expr.text_span, expr.text, [&](Nearest& nearest) {
    for (const std::string& member : type.members) nearest.offer(member, type.span);
    return fmt::format("`{}` has the members {}", type.name, fmt::join(type.members, ", "));
  });
  return bad(expr.span);
}

ExprId Typer::entity(const ast::Expr& expr) {
  uint32_t index = resolveEntity(analysis_, {expr.type, expr.type_span});
  if (index == kNone) return bad(expr.span);
  ExprId id = makeConstant(Type::of(TypeKind::entity, index), expr.span, 0, expr.text);
  program().exprs[id].value.entity = index;
  return id;
}

Typer::Owner Typer::owner(const ast::Expr& expr) {
  if (expr.kind == ast::ExprKind::name && expr.text == "context") {
    if (!allow(kUsesContext, expr.span, "context")) return {bad(expr.span), nullptr, ""};
    return {make(Op::context, {}, expr.span), &analysis_.vocabulary().context, "the context"};
  }
  ExprId id = operand(expr);
  Type type = this->type(id);
  if (type.is(TypeKind::entity)) {
    return {id, &analysis_.vocabulary().entities[type.index].fields, analysis_.typeName(type)};
  }
  if (type.is(TypeKind::record)) {
    return {id, &analysis_.vocabulary().records[type.index].fields, analysis_.typeName(type)};
  }
  if (type.is(TypeKind::any_entity)) {
    analysis_.diagnostics.report(Code::untyped_entity, expr.span, analysis_.textOf(expr.span));
  } else if (!type.bad()) {
    analysis_.diagnostics.report(Code::no_fields, expr.span, analysis_.typeName(type));
  }
  return {id, nullptr, ""};
}

uint32_t Typer::fieldIndex(const Owner& owner, const ast::Expr& expr) {
  for (uint32_t i = 0; i < owner.fields->size(); ++i) {
    if ((*owner.fields)[i].name == expr.text) return i;
  }
  reportUnknown(analysis_, Code::unknown_field, expr.text_span, expr.text, [&](Nearest& nearest) {
    std::vector<std::string_view> names;
    for (const Field& field : *owner.fields) {
      nearest.offer(field.name, field.span);
      names.push_back(field.name);
    }
    if (names.empty()) return fmt::format("{} has no fields", owner.name);
    return fmt::format("{} has {}", owner.name, fmt::join(names, ", "));
  });
  return kNone;
}

ExprId Typer::field(const ast::Expr& expr) {
  Owner from = owner(*expr.children[0]);
  if (!from.fields) return bad(expr.span);
  uint32_t index = fieldIndex(from, expr);
  if (index == kNone) return bad(expr.span);
  Type type = (*from.fields)[index].type;
  if (type.is(TypeKind::optional)) {
    std::string path = pathOf(expr, scope_);
    if (!path.empty() && scope_.given(path)) type = Type(*type.element);
  }
  if (from.fields == &analysis_.vocabulary().context)
    return make(Op::context, type, expr.span, {}, index);
  return make(Op::field, type, expr.span, {from.id}, index);
}

ExprId Typer::has(const ast::Expr& expr) {
  Owner from = owner(*expr.children[0]);
  if (!from.fields) return bad(expr.span);
  uint32_t index = fieldIndex(from, expr);
  if (index == kNone) return bad(expr.span);
  return make(Op::has, Type::of(TypeKind::boolean), expr.span, {from.id}, index);
}

}  // namespace polc::sema
