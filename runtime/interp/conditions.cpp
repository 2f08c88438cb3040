#include "runtime/interp/conditions.h"

#include <algorithm>

#include "runtime/core/literal.h"

namespace polc::interp {

using core::Op;
using decision::Lack;

std::string entityName(const Session& session, uint32_t row) {
  if (row == kNoEntity) return "an entity of an undeclared type";
  return session.typeOf(row).name + "::" + core::quoted(session.entity(row).id());
}

std::string memberships(const Session& session, uint32_t row) {
  const directory::Entity& entity = session.entity(row);
  if (!entity.known) return entityName(session, row) + " is not known";
  std::vector<std::string> names;
  session.world.eachGroup(row, [&](uint32_t group) {
    names.push_back(entityName(session, group));
    return true;
  });
  std::sort(names.begin(), names.end());
  std::string groups;
  for (const std::string& name : names) groups += (groups.empty() ? "" : ", ") + name;
  return entityName(session, row) + " is a member of " + (groups.empty() ? "nothing" : groups);
}

std::string Conditions::textOf(ExprId expr) const {
  const core::Node& n = bundle_.nodes[expr];
  // `owner` and `owns` give a membership the text of its group alone.
  if (n.op == Op::in_entity && n.text != kNone && textOf(n.b) == bundle_.texts[n.text])
    return textOf(n.a) + " in " + textOf(n.b);
  if (n.text != kNone) return bundle_.texts[n.text];
  switch (n.op) {
    case Op::logical_and:
      return joined(n, " and ");
    case Op::logical_or:
      return joined(n, " or ");
    case Op::logical_not:
      return "not " + textOf(n.a);
    case Op::coalesce:
      return textOf(n.a) + " ?? " + textOf(n.b);
    default:
      return core::print(bundle_, expr);
  }
}

std::string Conditions::joined(const core::Node& n, std::string_view between) const {
  std::string out;
  for (uint32_t i = 0; i < n.count; ++i)
    out.append(i ? between : "").append(textOf(bundle_.lists[n.first + i]));
  return out;
}

std::string Conditions::literal(const Value& value, core::TypeId type) const {
  if (!value.given()) return "not given";
  return core::literal(bundle_, value, type,
                       [&](uint32_t row) { return entityName(session_, row); });
}

std::string Conditions::valueOf(ExprId expr) {
  const Result result = evaluator_.eval(expr);
  if (!result.error) return literal(result.value, bundle_.nodes[expr].type);
  switch (result.causes.front().code) {
    case ErrorCode::missing_field:
      return "not given, though it is required";
    case ErrorCode::wrong_type:
      return "not of its declared type";
    case ErrorCode::unknown_field_owner:
      return "unknown, and so is its entity";
    default:
      return "in error";
  }
}

std::string Conditions::membership(ExprId expr) {
  const Result entity = evaluator_.eval(expr);
  if (entity.error || entity.absent()) return textOf(expr) + " = " + valueOf(expr);
  return memberships(session_, entity.value.row());
}

void Conditions::addRead(ExprId expr, std::vector<std::string>& to) {
  const core::Node& n = bundle_.nodes[expr];
  const auto add = [&](std::string read) {
    if (std::ranges::find(to, read) == to.end()) to.push_back(std::move(read));
  };
  switch (n.op) {
    case Op::field:
    case Op::context:
    case Op::param:
    case Op::now:
    case Op::subject:
    case Op::resource:
    case Op::self:
    case Op::action:
      if (n.op != Op::context || n.imm != kNone) add(textOf(expr) + " = " + valueOf(expr));
      return;
    case Op::has:
      return add(textOf(expr) + " = " + valueOf(expr));
    case Op::in_entity:
      add(membership(n.a));
      return addRead(n.b, to);
    case Op::some:
    case Op::every:
    case Op::count:
      return addRead(n.a, to);
    default:
      break;
  }
  for (const ExprId operand : {n.a, n.b, n.c})
    if (operand != kNone) addRead(operand, to);
  for (uint32_t i = 0; i < n.count; ++i) addRead(bundle_.lists[n.first + i], to);
}

Lack Conditions::leaf(ExprId expr) {
  Lack lack{textOf(expr), {}};
  addRead(expr, lack.read);
  return lack;
}

std::vector<Lack> Conditions::lacks(ExprId expr) {
  if (expr == kNone || evaluator_.guard(expr).isTrue()) return {};
  const core::Node& n = bundle_.nodes[expr];
  if (n.op != Op::logical_and) return {leaf(expr)};
  std::vector<Lack> all;
  for (uint32_t i = 0; i < n.count; ++i)
    for (Lack& lack : lacks(bundle_.lists[n.first + i])) all.push_back(std::move(lack));
  return all;
}

std::vector<Lack> Conditions::deciding(ExprId expr) {
  std::vector<Lack> all;
  if (expr != kNone) addDeciding(expr, all);
  return all;
}

void Conditions::addDeciding(ExprId expr, std::vector<Lack>& to) {
  const core::Node& n = bundle_.nodes[expr];
  if (n.op == Op::logical_and || n.op == Op::logical_or) return addOperands(n, to);
  if (n.op == Op::logical_not) {
    const Op inner = bundle_.nodes[n.a].op;
    if (inner == Op::logical_and || inner == Op::logical_or) return addDeciding(n.a, to);
  }
  to.push_back(leaf(expr));
}

// Of a decided `and` or `or` the operands that decided it; of one left open those in error; else all.
void Conditions::addOperands(const core::Node& n, std::vector<Lack>& to) {
  std::vector<Result> results;
  for (uint32_t i = 0; i < n.count; ++i)
    results.push_back(evaluator_.eval(bundle_.lists[n.first + i]));
  const Result whole = combine(n.op == Op::logical_and, results);
  const bool decided = !whole.error && whole.isTrue() == (n.op == Op::logical_or);
  for (uint32_t i = 0; i < n.count; ++i) {
    const bool same = whole.error ? results[i].error
                      : decided   ? !results[i].error && !results[i].absent() &&
                                      results[i].isTrue() == whole.isTrue()
                                : true;
    if (same) addDeciding(bundle_.lists[n.first + i], to);
  }
}

}  // namespace polc::interp
