// The items of a life: expire, warn, grace, extend, hold, on expiry.
#include "compiler/sema/clause_typer.h"

namespace polc::sema {

using diag::Code;

bool checkLength(Analysis& analysis, ExprId id) {
  const Program& program = analysis.program;
  auto negative = [&](ExprId value) {
    return value != kNone && program.expr(value).op == Op::constant &&
           program.expr(value).value.bits < 0;
  };
  const Expr& expr = program.expr(id);
  bool found = negative(id);
  if (expr.op == Op::param) {
    for (VersionId version : program.sources[expr.ref].versions)
      found |= negative(program.versions[version].value);
  }
  if (found)
    analysis.diagnostics.report(Code::negative_length, expr.span, analysis.textOf(expr.span));
  return !found;
}

Scope ClauseTyper::lifeScope() const { return scope(kUsesNow, "an item of a life"); }

ExprId ClauseTyper::length(Typer& typer, const ast::Expr& expr) {
  ExprId id = typer.infer(expr);
  const Type& type = typer.type(id);
  bool period = type.is(TypeKind::period) ||
                (type.is(TypeKind::optional) && type.element->is(TypeKind::period));
  id = typer.fit(id, Type::of(period ? TypeKind::period : TypeKind::duration));
  if (!typer.type(id).bad()) checkLength(analysis_, id);
  return id;
}

ExprId ClauseTyper::goesWith(Typer& typer, const ast::Expr& expr) {
  ExprId id = typer.infer(expr);
  Type type = typer.type(id);
  const Type& inner = type.is(TypeKind::optional) ? *type.element : type;
  if (!inner.is(TypeKind::entity) && !inner.bad()) {
    analysis_.diagnostics.report(Code::type_mismatch, expr.span, "an entity",
                                 analysis_.typeName(type));
  }
  return id;
}

std::optional<ItemBody> ClauseTyper::item(const ast::ExpireItem& item) {
  ExpireItem expire;
  expire.form = item.form;
  Typer typer(analysis_, lifeScope());
  if (item.condition) {
    expire.condition = typer.condition(*item.condition);
    typer.know(*item.condition, true);
  }
  if (item.amount) expire.amount = length(typer, *item.amount);
  if (!item.base) return expire;
  if (item.form == ast::ExpireItem::Form::with) {
    expire.base = goesWith(typer, *item.base);
  } else {
    expire.base = typer.typed(*item.base, Type::of(TypeKind::time));
  }
  return expire;
}

std::optional<ItemBody> ClauseTyper::item(const ast::WarnItem& item) {
  Typer typer(analysis_, lifeScope());
  WarnItem warn;
  warn.amount = length(typer, *item.amount);
  return warn;
}

std::optional<ItemBody> ClauseTyper::item(const ast::GraceItem& item) {
  Typer typer(analysis_, lifeScope());
  GraceItem grace;
  grace.amount = length(typer, *item.amount);
  return grace;
}

void ClauseTyper::checkExtend() {
  if (clause_.entity_type == kNone) return;
  const EntityType& type = analysis_.vocabulary().entities[clause_.entity_type];
  auto action = analysis_.actions.find("extend");
  bool on = false;
  if (action != analysis_.actions.end()) {
    for (uint32_t declared : analysis_.vocabulary().actions[action->second].on)
      on |= declared == clause_.entity_type;
  }
  std::string advice;
  if (!on) advice = fmt::format("declare `action extend on {}`", type.name);
  if (type.extensions == kNone) {
    advice += fmt::format("{}give it a field `extensions: Int = 0`", on ? "" : ", and ");
  }
  if (advice.empty()) return;
  diag::Finding& finding =
      analysis_.diagnostics.report(Code::not_extensible, item_span_, type.name, advice);
  finding.related.push_back({type.span, fmt::format("`{}` is declared here", type.name)});
}

std::optional<ItemBody> ClauseTyper::item(const ast::ExtendItem& item) {
  checkExtend();
  Typer typer(analysis_, lifeScope());
  ExtendItem extend;
  extend.amount = length(typer, *item.amount);
  extend.times = typer.typed(*item.times, Type::of(TypeKind::integer));
  extend.by_owners = item.by_owners;
  if (item.by_owners) {
    bool owned = clause_.entity_type == kNone || analysis_.owned[clause_.entity_type];
    if (!owned)
      analysis_.diagnostics.report(Code::no_ownership, item_span_, "by owners",
                                   analysis_.typeName(self_));
    return extend;
  }
  auto who = resolvePattern(analysis_, item.who);
  if (!who) return std::nullopt;
  extend.who = std::move(*who);
  return extend;
}

std::optional<ItemBody> ClauseTyper::item(const ast::HoldItem& item) {
  HoldItem hold;
  hold.condition = Typer(analysis_, lifeScope()).condition(*item.condition);
  return hold;
}

std::optional<ItemBody> ClauseTyper::item(const ast::OnExpiryItem& item) {
  Typer typer(analysis_, lifeScope());
  OnExpiryItem expiry;
  expiry.obligations = resolveObligations(typer, analysis_, item.obligations);
  return expiry;
}

}  // namespace polc::sema
