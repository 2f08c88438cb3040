#include "runtime/interp/expr.h"

// Three-valued logic and what is made of it.

namespace polc::interp {

using core::Op;

Result combine(bool conjunction, const std::vector<Result>& operands) {
  Constancy all, deciding;
  bool decided = false, error = false;
  std::vector<Cause> causes;
  for (const Result& operand : operands) {
    all = meet(all, operand.constancy);
    if (operand.error) {
      error = true;
      append(causes, operand.causes);
    } else if (conjunction ? operand.isFalse() : operand.isTrue()) {
      deciding = decided ? join(deciding, operand.constancy) : operand.constancy;
      decided = true;
    }
  }
  if (decided) return Result::ofBool(!conjunction, deciding);
  if (error) return {true, {}, std::move(causes), all, 0};
  return Result::ofBool(conjunction, all);
}

Result negated(Result result) {
  if (!result.error && !result.absent()) result.value = Value::ofBool(!result.value.boolean());
  return result;
}

Result Evaluator::logical(const core::Node& n) {
  std::vector<Result> operands;
  for (const ExprId operand : children(n)) operands.push_back(eval(operand));
  return combine(n.op == Op::logical_and, operands);
}

Result Evaluator::negation(const core::Node& n) { return negated(eval(n.a)); }

Result Evaluator::quantifier(const core::Node& n) {
  Result set = eval(n.a);
  if (set.error || set.absent()) return set;
  std::vector<Result> bodies;
  for (const Value& member : std::span(set.value.set().members, set.value.set().count)) {
    slots_[n.imm] = member;
    bodies.push_back(eval(n.b));
  }
  Result result = combine(n.op == Op::every, bodies);
  result.constancy = meet(result.constancy, set.constancy);
  return result;
}

Result Evaluator::count(const core::Node& n) {
  Result set = eval(n.a);
  if (set.error || set.absent()) return set;
  Constancy all = set.constancy;
  int64_t found = 0;
  for (const Value& member : std::span(set.value.set().members, set.value.set().count)) {
    slots_[n.imm] = member;
    Result body = eval(n.b);
    all = meet(all, body.constancy);
    if (body.error) {
      body.constancy = all;
      return body;
    }
    found += body.isTrue() ? 1 : 0;
  }
  return Result::of(Value::of(Kind::integer, found), all);
}

}  // namespace polc::interp
