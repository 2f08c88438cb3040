// `in`, `is`, `owns`, maps and quantifiers.
#include <algorithm>

#include "compiler/sema/names.h"
#include "compiler/sema/typer.h"
#include "compiler/sema/vocabulary.h"

namespace polc::sema {

using diag::Code;

namespace {

Type boolean() { return Type::of(TypeKind::boolean); }
bool entityLike(const Type& type) {
  return type.is(TypeKind::entity) || type.is(TypeKind::any_entity);
}

}  // namespace

ExprId Typer::member(const ast::Expr& expr) {
  const ast::Expr& right = *expr.children[1];
  if (right.kind == ast::ExprKind::name && !scope_.find(right.text)) {
    if (right.text == "remedy") return remedyMember(expr);
    for (SourceKind kind : {SourceKind::schedule, SourceKind::group}) {
      SourceId source = analysis_.find(kind, right.text);
      if (source != kNone) return memberOfNamed(expr, source);
    }
  }
  const ast::Expr& left = *expr.children[0];
  ExprId a = kNone;
  ExprId b = kNone;
  if (needsHint(left) && !needsHint(right)) {
    b = operand(right);
    Type set = type(b);
    Type element = set.is(TypeKind::set) ? Type(*set.element) : Type();
    a = operand(left, set.is(TypeKind::set) || set.bad() ? &element : nullptr);
  } else {
    a = operand(left);
    Type set = type(a).bad() ? Type() : Type::wrap(TypeKind::set, type(a));
    b = operand(right, &set);
  }
  if (type(a).bad() || type(b).bad()) return bad(expr.span);
  return memberOf(expr, a, b);
}

ExprId Typer::memberOfNamed(const ast::Expr& expr, SourceId source) {
  bool schedule = program().sources[source].kind == SourceKind::schedule;
  ExprId left = typed(*expr.children[0], Type::of(schedule ? TypeKind::time : TypeKind::action));
  if (type(left).bad()) return bad(expr.span);
  return make(schedule ? Op::in_schedule : Op::in_group, boolean(), expr.span, {left}, source);
}

ExprId Typer::remedyMember(const ast::Expr& expr) {
  ExprId left = typed(*expr.children[0], Type::of(TypeKind::action));
  if (type(left).bad()) return bad(expr.span);
  std::vector<ExprId> members;
  for (uint32_t action : analysis_.remedy) {
    members.push_back(makeConstant(Type::of(TypeKind::action), expr.children[1]->span, action));
  }
  ExprId set = make(Op::set_of, Type::wrap(TypeKind::set, Type::of(TypeKind::action)),
                    expr.children[1]->span, std::move(members));
  return make(Op::in_set, boolean(), expr.span, {left, set});
}

ExprId Typer::memberOf(const ast::Expr& expr, ExprId a, ExprId b) {
  Type left = type(a);
  Type right = type(b);
  if (right.is(TypeKind::set)) {
    const Type& element = *right.element;
    bool narrower = left.is(TypeKind::date) && element.is(TypeKind::time);
    bool wider = left.is(TypeKind::time) && element.is(TypeKind::date);
    bool any = entityLike(left) && entityLike(element) &&
               (left.is(TypeKind::any_entity) || element.is(TypeKind::any_entity));
    if (left.is(TypeKind::integer) && element.is(TypeKind::decimal)) {
      a = toDecimal(a);
    } else if (!(left == element) && !narrower && !wider && !any) {
      mismatch(spanOf(a), element, left);
      return bad(expr.span);
    }
    return make(Op::in_set, boolean(), expr.span, {a, b});
  }
  if (entityLike(left) && entityLike(right)) {
    if (!possible(expr.span, left, right)) return bad(expr.span);
    return make(Op::in_entity, boolean(), expr.span, {a, b});
  }
  if (left.is(TypeKind::ip) && right.is(TypeKind::ip))
    return make(Op::in_network, boolean(), expr.span, {a, b});
  analysis_.diagnostics.report(Code::bad_membership, expr.span, analysis_.typeName(left),
                               analysis_.typeName(right));
  return bad(expr.span);
}

bool Typer::possible(Span span, const Type& member, const Type& group) {
  if (!member.is(TypeKind::entity) || !group.is(TypeKind::entity)) return true;
  if (membershipPossible(analysis_, member.index, group.index)) return true;
  const EntityType& declared = analysis_.vocabulary().entities[member.index];
  diag::Finding& finding = analysis_.diagnostics.report(
      Code::impossible_in, span, analysis_.typeName(member), analysis_.typeName(group));
  finding.related.push_back({declared.span, "what it may be a member of is declared here"});
  return false;
}

ExprId Typer::is(const ast::Expr& expr) {
  ExprId left = operand(*expr.children[0]);
  uint32_t index = resolveEntity(analysis_, {expr.type, expr.type_span});
  Type have = type(left);
  if (have.bad() || index == kNone) return bad(expr.span);
  Type wanted = Type::of(TypeKind::entity, index);
  if (!entityLike(have)) {
    mismatch(spanOf(left), Type::of(TypeKind::any_entity), have);
    return bad(expr.span);
  }
  if (have.is(TypeKind::entity) && !(have == wanted)) {
    analysis_.diagnostics.report(Code::impossible_is, expr.span, analysis_.textOf(spanOf(left)),
                                 analysis_.typeName(have), analysis_.typeName(wanted));
    return bad(expr.span);
  }
  ExprId test = make(Op::is_type, boolean(), expr.span, {left}, index);
  if (expr.children.size() < 2) return test;
  ExprId group = operand(*expr.children[1]);
  if (type(group).bad()) return bad(expr.span);
  if (!entityLike(type(group))) {
    analysis_.diagnostics.report(Code::bad_membership, expr.span, analysis_.typeName(wanted),
                                 analysis_.typeName(type(group)));
    return bad(expr.span);
  }
  if (!possible(expr.span, wanted, type(group))) return bad(expr.span);
  ExprId in = make(Op::in_entity, boolean(), expr.span, {left, group});
  return make(Op::logical_and, boolean(), expr.span, {test, in});
}

ExprId Typer::owns(const ast::Expr& expr) {
  ExprId owner = operand(*expr.children[0]);
  ExprId thing = operand(*expr.children[1]);
  Type left = type(owner);
  Type right = type(thing);
  if (left.bad() || right.bad()) return bad(expr.span);
  if (!entityLike(left) || !entityLike(right)) {
    analysis_.diagnostics.report(
        Code::no_overload, expr.span, "owns",
        fmt::format("{} and {}", analysis_.typeName(left), analysis_.typeName(right)));
    return bad(expr.span);
  }
  if (right.is(TypeKind::any_entity)) {
    analysis_.diagnostics.report(Code::untyped_entity, spanOf(thing),
                                 analysis_.textOf(spanOf(thing)));
    return bad(expr.span);
  }
  if (!analysis_.owned[right.index]) {
    analysis_.diagnostics.report(Code::no_ownership, expr.span, "owns", analysis_.typeName(right));
    return bad(expr.span);
  }
  return make(Op::owns, boolean(), expr.span, {owner, thing});
}

ExprId Typer::index(const ast::Expr& expr) {
  ExprId map = operand(*expr.children[0]);
  ExprId key = typed(*expr.children[1], Type::of(TypeKind::string));
  Type have = type(map);
  if (have.bad()) return bad(expr.span);
  if (!have.is(TypeKind::map)) {
    analysis_.diagnostics.report(Code::no_overload, expr.span, "[…]", analysis_.typeName(have));
    return bad(expr.span);
  }
  if (type(key).bad()) return bad(expr.span);
  return make(Op::map_get, Type::wrap(TypeKind::optional, *have.element), expr.span, {map, key});
}

ExprId Typer::quantifier(const ast::Expr& expr) {
  ExprId set = operand(*expr.children[0]);
  Type over = type(set);
  if (!over.bad() && !over.is(TypeKind::set)) {
    analysis_.diagnostics.report(Code::not_a_set, spanOf(set), analysis_.typeName(over));
    over = {};
  }
  if (const Variable* outer = scope_.find(expr.text)) {
    reportDuplicate(analysis_, expr.text_span, expr.text, outer->span);
  }
  Type element = over.bad() ? Type() : Type(*over.element);
  uint32_t slot = scope_.next_slot++;
  program().slots = std::max(program().slots, scope_.next_slot);
  scope_.variables.push_back({expr.text, Op::variable, slot, element, expr.text_span});
  size_t facts = scope_.facts.size();
  ExprId body = condition(*expr.children[1]);
  scope_.facts.resize(facts);
  scope_.variables.pop_back();
  --scope_.next_slot;
  if (over.bad() || type(body).bad()) return bad(expr.span);
  bool counts = expr.kind == ast::ExprKind::count;
  Op op = counts                      ? Op::count
          : expr.op == ast::Op::some  ? Op::some
          : expr.op == ast::Op::every ? Op::every
                                      : Op::no;
  ExprId id = make(op, counts ? Type::of(TypeKind::integer) : boolean(), expr.span, {set, body});
  program().exprs[id].slot = slot;
  return id;
}

}  // namespace polc::sema
