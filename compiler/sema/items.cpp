#include "compiler/sema/items.h"

#include <algorithm>

#include "compiler/ast/printer.h"
#include "compiler/sema/clause_typer.h"
#include "compiler/sema/narrowing.h"
#include "compiler/sema/sources.h"
#include "compiler/sema/vocabulary.h"

namespace polc::sema {

using diag::Code;
using Kind = ast::ClauseKind;

namespace {

struct ItemRow {
  std::string_view word;
  uint32_t kinds;  // bits by ClauseKind
  std::string_view advice;
};

constexpr uint32_t bit(Kind kind) { return 1u << static_cast<uint32_t>(kind); }

const ItemRow& itemRow(const ast::ItemBody& body) {
  constexpr std::string_view kLife = "it belongs into a lifecycle or data clause";
  constexpr std::string_view kOwnership = "it belongs into an ownership";
  static constexpr ItemRow kRows[] = {
      {"allow", bit(Kind::permission), "it belongs into a permission"},
      {"owner", bit(Kind::ownership), kOwnership},
      {"owners may", bit(Kind::ownership), kOwnership},
      {"limit", bit(Kind::ownership), kOwnership},
      {"expire", bit(Kind::lifecycle) | bit(Kind::data), kLife},
      {"warn", bit(Kind::lifecycle) | bit(Kind::data), kLife},
      {"grace", bit(Kind::lifecycle) | bit(Kind::data), kLife},
      {"extend", bit(Kind::lifecycle) | bit(Kind::data), kLife},
      {"hold", bit(Kind::lifecycle) | bit(Kind::data), kLife},
      {"on expiry", bit(Kind::lifecycle) | bit(Kind::data), kLife},
      {"deny", bit(Kind::data), "in a permission write `deny WHO to ACTIONS on WHAT`"},
      {"mask", bit(Kind::data), "it belongs into a data clause"},
      {"require", bit(Kind::data) | bit(Kind::review), "it belongs into a review or data clause"},
  };
  return kRows[body.index()];
}

std::string_view itemWord(const ast::ItemBody& body) {
  if (const auto* rule = std::get_if<ast::RuleItem>(&body))
    return rule->allow ? "allow" : "deny WHO";
  const auto* require = std::get_if<ast::RequireItem>(&body);
  return require && require->advise ? "advise" : itemRow(body).word;
}

constexpr std::string_view kSeverities[] = {"low", "medium", "high", "critical"};

}  // namespace

Clause typeClause(Analysis& analysis, const ast::Clause& written) {
  return ClauseTyper(analysis, written).run();
}

Clause ClauseTyper::run() {
  head();
  onlyOnce();
  for (uint32_t i = 0; i < written_.items.size(); ++i) {
    const ast::Item& item = written_.items[i];
    if (!belongs(item)) continue;
    item_span_ = item.span;
    auto body = std::visit([&](const auto& written) { return this->item(written); }, item.body);
    if (body) clause_.items.push_back({std::move(*body), item.span, i});
  }
  return std::move(clause_);
}

void ClauseTyper::head() {
  if (written_.kind == Kind::permission) {
    if (written_.type) analysis_.diagnostics.report(Code::needless_for, written_.type->span);
    return;
  }
  if (!written_.type) {
    analysis_.diagnostics.report(Code::missing_for, written_.head, ast::word(written_.kind));
    return;
  }
  clause_.entity_type = resolveEntity(analysis_, *written_.type);
  if (clause_.entity_type != kNone) self_ = Type::of(TypeKind::entity, clause_.entity_type);
  if (!written_.where) return;
  bool limited = std::any_of(
      written_.items.begin(), written_.items.end(),
      [](const ast::Item& item) { return std::holds_alternative<ast::LimitItem>(item.body); });
  Typer typer(analysis_, limited ? scope(0, "the header of a clause with a `limit`")
                                 : scope(kUsesNow, "a header"));
  clause_.header = typer.condition(*written_.where);
  header_facts_ = factsOf(analysis_, typer.scope(), *written_.where, true);
}

bool ClauseTyper::belongs(const ast::Item& item) {
  const ItemRow& row = itemRow(item.body);
  bool fits = (row.kinds & bit(written_.kind)) != 0;
  bool advises = itemWord(item.body) == "advise" && written_.kind == Kind::data;
  if (fits && !advises) return true;
  std::string_view advice = row.advice;
  if (advises) advice = "it belongs into a review; in a data clause write `require`";
  if (std::holds_alternative<ast::RuleItem>(item.body) && written_.kind == Kind::data) {
    advice = "write `deny ACTIONS`, or a permission of its own";
  }
  analysis_.diagnostics.report(Code::misplaced_item, item.span, itemWord(item.body),
                               ast::word(written_.kind), advice);
  return false;
}

// A life has one grace and one extension.
void ClauseTyper::onlyOnce() {
  const ast::Item* grace = nullptr;
  const ast::Item* extend = nullptr;
  for (const ast::Item& item : written_.items) {
    bool is_grace = std::holds_alternative<ast::GraceItem>(item.body);
    if (!is_grace && !std::holds_alternative<ast::ExtendItem>(item.body)) continue;
    const ast::Item*& first = is_grace ? grace : extend;
    if (first) {
      diag::Finding& finding =
          analysis_.diagnostics.report(Code::item_twice, item.span, itemWord(item.body));
      finding.related.push_back({first->span, "the first stands here"});
    } else {
      first = &item;
    }
  }
}

Scope ClauseTyper::scope(uint32_t allowed, std::string_view place) const {
  Scope scope;
  scope.allowed = allowed;
  scope.place = place;
  scope.facts = header_facts_;
  if (written_.variable) {
    scope.variables.push_back(
        {written_.variable->text, Op::self, 0, self_, written_.variable->span});
  }
  return scope;
}

Scope ClauseTyper::requestScope() const {
  Scope scope = this->scope(kUsesAll, "a condition");
  scope.resource = self_;
  return scope;
}

ClauseTyper::Conditions ClauseTyper::conditions(
    Scope scope, const ast::ExprPtr& where, const ast::ExprPtr& unless,
    const std::vector<ast::ObligationCall>& obligations) {
  Typer typer(analysis_, std::move(scope));
  Conditions conditions;
  if (where) {
    conditions.where = typer.condition(*where);
    typer.know(*where, true);
  }
  if (unless) {
    conditions.unless = typer.condition(*unless);
    typer.know(*unless, false);
  }
  conditions.obligations = resolveObligations(typer, analysis_, obligations);
  return conditions;
}

Actions ClauseTyper::actions(const ast::Actions& written) {
  if (clause_.entity_type != kNone) checkActions(analysis_, written, clause_.entity_type);
  return resolveActions(analysis_, written);
}

void ClauseTyper::addVariable(Scope& scope, const std::optional<ast::Name>& name, Op op,
                              const Type& type) {
  if (!name) return;
  if (const Variable* first = scope.find(name->text)) {
    return reportDuplicate(analysis_, name->span, name->text, first->span);
  }
  scope.variables.push_back({name->text, op, 0, type, name->span});
}

std::optional<ItemBody> ClauseTyper::item(const ast::RuleItem& item) {
  auto who = resolvePattern(analysis_, item.who);
  auto what = resolvePattern(analysis_, item.what);
  RuleItem rule;
  rule.allow = item.allow;
  Scope scope = this->scope(kUsesAll, "a condition");
  scope.subject = patternType(who);
  scope.resource = patternType(what);
  addVariable(scope, item.who.variable, Op::subject, scope.subject);
  addVariable(scope, item.what.variable, Op::resource, scope.resource);
  if (what && what->kind != Pattern::Kind::any) checkActions(analysis_, item.actions, what->type);
  rule.actions = resolveActions(analysis_, item.actions);
  Conditions conditions =
      this->conditions(std::move(scope), item.where, item.unless, item.obligations);
  rule.where = conditions.where;
  rule.unless = conditions.unless;
  rule.obligations = std::move(conditions.obligations);
  if (!item.allow && !item.notwithstanding.empty()) {
    analysis_.diagnostics.report(Code::deny_notwithstanding, item.notwithstanding.front().span);
    return std::nullopt;
  }
  if (!item.allow && !item.obligations.empty()) {
    analysis_.diagnostics.report(Code::deny_with_obligation, item.obligations.front().span);
  }
  for (const ast::ClauseRef& ref : item.notwithstanding) {
    SourceId target = resolveSource(analysis_, ref.kind.text + "." + ref.name.text, ref.span);
    if (target == kNone) continue;
    rule.sets_aside.push_back(target);
    rule.sets_aside_spans.push_back(ref.span);
  }
  if (!who || !what) return std::nullopt;
  rule.who = std::move(*who);
  rule.what = std::move(*what);
  return rule;
}

std::optional<ItemBody> ClauseTyper::item(const ast::OwnerItem& item) {
  OwnerItem owners;
  Typer typer(analysis_, scope(kUsesNow, "an `owner`"));
  for (const ast::ExprPtr& owner : item.owners) {
    ExprId id = typer.infer(*owner);
    Type type = typer.type(id);
    bool optional = type.is(TypeKind::optional);
    const Type& inner = optional ? *type.element : type;
    if (!inner.is(TypeKind::entity) && !inner.bad()) {
      analysis_.diagnostics.report(Code::type_mismatch, owner->span, "an entity",
                                   analysis_.typeName(type));
      continue;
    }
    if (!inner.bad()) owners.owners.push_back(id);
  }
  return owners;
}

std::optional<ItemBody> ClauseTyper::item(const ast::OwnersMayItem& item) {
  bool has_owner = std::any_of(
      written_.items.begin(), written_.items.end(),
      [](const ast::Item& other) { return std::holds_alternative<ast::OwnerItem>(other.body); });
  if (!has_owner) analysis_.diagnostics.report(Code::missing_owner, item_span_);
  OwnersMayItem may;
  may.actions = actions(item.actions);
  Conditions conditions =
      this->conditions(requestScope(), item.where, item.unless, item.obligations);
  may.where = conditions.where;
  may.unless = conditions.unless;
  may.obligations = std::move(conditions.obligations);
  return may;
}

std::optional<ItemBody> ClauseTyper::item(const ast::LimitItem& item) {
  LimitItem limit;
  Typer fixed(analysis_, scope(0, "the amount or key of a `limit`"));
  Type number = Type::of(TypeKind::integer);
  if (item.amount) {
    limit.amount = fixed.infer(*item.amount);
    Type type = fixed.type(limit.amount);
    if (type.is(TypeKind::decimal) || type.bad()) {
      number = type;
    } else {
      limit.amount = fixed.fit(limit.amount, number);
    }
  }
  Typer moving(analysis_, scope(kUsesNow, "a `limit`"));
  limit.most = moving.typed(*item.most, number);
  limit.key = fixed.infer(*item.key);
  Type key = fixed.type(limit.key);
  if (key.is(TypeKind::optional)) limit.key = fixed.fit(limit.key, *key.element);
  limit.actions = actions(item.actions);
  return limit;
}

std::optional<ItemBody> ClauseTyper::item(const ast::DenyItem& item) {
  DenyItem deny;
  deny.actions = actions(item.actions);
  Conditions conditions = this->conditions(requestScope(), item.where, item.unless, {});
  deny.where = conditions.where;
  deny.unless = conditions.unless;
  return deny;
}

std::optional<ItemBody> ClauseTyper::item(const ast::MaskItem& item) {
  SourceId obligation = analysis_.find(SourceKind::obligation, "mask");
  bool fits = false;
  if (obligation != kNone && !analysis_.program.sources[obligation].versions.empty()) {
    const Version& version =
        analysis_.program.versions[analysis_.program.sources[obligation].versions.front()];
    fits = version.parameters.size() == 1 && version.parameters[0].name == "fields" &&
           version.parameters[0].type == Type::wrap(TypeKind::set, Type::of(TypeKind::string));
  }
  if (!fits) analysis_.diagnostics.report(Code::no_mask, item_span_);
  MaskItem mask;
  for (const ast::Name& label : item.labels) mask.labels.push_back(label.text);
  if (item.unless) mask.unless = Typer(analysis_, requestScope()).condition(*item.unless);
  return mask;
}

std::optional<ItemBody> ClauseTyper::item(const ast::RequireItem& item) {
  RequireItem require;
  require.blocking = !item.advise;
  require.condition = Typer(analysis_, scope(kUsesAll, "a condition")).condition(*item.condition);
  if (item.severity) {
    auto found = std::find(std::begin(kSeverities), std::end(kSeverities), item.severity->text);
    if (found == std::end(kSeverities)) {
      analysis_.diagnostics.report(Code::unknown_severity, item.severity->span,
                                   item.severity->text);
    } else {
      require.severity = static_cast<uint8_t>(found - std::begin(kSeverities));
    }
  }
  require.cites = item.cites.value_or("");
  require.message = item.message ? *item.message : ast::print(*item.condition);
  return require;
}

}  // namespace polc::sema
