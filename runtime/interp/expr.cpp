#include "runtime/interp/expr.h"

namespace polc::interp {

using core::Op;

Result Evaluator::guard(ExprId expr) {
  if (expr == kNone) return Result::ofBool(true);
  Result result = eval(expr);
  if (result.absent()) result.value = Value::ofBool(false);
  return result;
}

Result Evaluator::eval(ExprId expr) {
  const core::Node& n = node(expr);
  switch (n.op) {
    case Op::field:
    case Op::has:
    case Op::map_get:
    case Op::coalesce:
      return access(n);
    case Op::logical_and:
    case Op::logical_or:
      return logical(n);
    case Op::logical_not:
      return negation(n);
    case Op::conditional:
      return conditional(n);
    case Op::equal:
    case Op::not_equal:
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
      return comparison(n);
    case Op::in_set:
    case Op::in_entity:
    case Op::in_network:
    case Op::in_schedule:
    case Op::is_type:
    case Op::like:
    case Op::matches:
    case Op::subset:
    case Op::disjoint:
      return relation(n);
    case Op::some:
    case Op::every:
      return quantifier(n);
    case Op::count:
      return count(n);
    case Op::set_of:
      return setOf(n);
    case Op::call:
      return call(n);
    default:
      return leaf(n);
  }
}

// All that there is to say of an operator one of whose operands is in error or absent.
Evaluator::Operands Evaluator::stop(Operands all, Result result) {
  all.stopped = true;
  all.result = std::move(result);
  all.result.constancy = all.constancy;
  all.result.rate = 0;
  return all;
}

Evaluator::Operands Evaluator::strict(std::span<const ExprId> operands) {
  Operands all;
  bool absent = false;
  for (const ExprId operand : operands) {
    Result result = eval(operand);
    all.constancy = meet(all.constancy, result.constancy);
    if (result.absent()) absent = true;
    if (result.error) return stop(std::move(all), std::move(result));
    all.values.push_back(std::move(result));
  }
  if (absent) return stop(std::move(all), {});
  return all;
}

Result Evaluator::leaf(const core::Node& n) {
  switch (n.op) {
    case Op::constant:
      return Result::of(bundle_.constants[n.imm]);
    case Op::now: {
      Result now = Result::of(Value::of(Kind::time, t_));
      now.rate = 1;
      return now;
    }
    case Op::subject:
      return Result::of(Value::ofEntity(session_.access->subject));
    case Op::resource:
      return Result::of(Value::ofEntity(session_.access->resource));
    case Op::self:
      return Result::of(Value::ofEntity(self_));
    case Op::action:
      return Result::of(Value::of(Kind::action, session_.access->action));
    case Op::variable:
      return Result::of(slots_[n.imm]);
    case Op::context:
      return context(n.imm);
    case Op::param:
      return param(n);
    default:
      return inPeriod(n);
  }
}

Result Evaluator::param(const core::Node& n) const {
  const auto& steps = bundle_.params[n.imm].steps;
  size_t at = 0;
  while (at + 1 < steps.size() && steps[at + 1].when.from <= t_) ++at;
  Constancy stays;
  if (at > 0) stays.since = steps[at].when.from;
  if (at + 1 < steps.size()) stays.until = steps[at + 1].when.from;
  return Result::of(bundle_.constants[steps[at].constant], stays);
}

Result Evaluator::inPeriod(const core::Node& n) const {
  Constancy stays;
  bool inside = false;
  for (const core::Period& period : bundle_.period_lists[n.imm]) {
    inside = inside || period.contains(t_);
    for (const Micros bound : {period.from, period.until}) {
      if (bound <= t_) stays.since = std::max(stays.since, bound);
      if (bound > t_) stays.until = std::min(stays.until, bound);
    }
  }
  return Result::ofBool(inside, stays);
}

Result Evaluator::coalesce(const core::Node& n) {
  Result first = eval(n.a);
  if (!first.absent()) return first;
  Result second = eval(n.b);
  second.constancy = meet(second.constancy, first.constancy);
  return second;
}

Result Evaluator::conditional(const core::Node& n) {
  Result test = eval(n.a);
  if (test.error || test.absent()) return test;
  Result branch = eval(test.isTrue() ? n.b : n.c);
  branch.constancy = meet(branch.constancy, test.constancy);
  return branch;
}

Result Evaluator::setOf(const core::Node& n) {
  Operands members = strict(children(n));
  if (members.stopped) return members.result;
  std::vector<Value> values;
  for (const Result& member : members.values) {
    values.push_back(member.value);
    if (member.rate != 0) members.constancy = meet(members.constancy, {t_, t_ + 1, true, true});
  }
  return Result::of(session_.arena.set(std::move(values)), members.constancy);
}

}  // namespace polc::interp
