#include "runtime/interp/limits.h"

#include <algorithm>

#include "runtime/interp/expr.h"
#include "runtime/interp/moving.h"

namespace polc::interp {
namespace {

Result amountOf(const core::Prohibition& rule, Evaluator& evaluator) {
  if (rule.limit.amount != kNone) return evaluator.eval(rule.limit.amount);
  return Result::of(Value::of(Kind::integer, 1));
}

Wide counted(const Result& amount) {
  return amount.error || amount.absent() || amount.value.bits < 0 ? 0 : amount.value.bits;
}

bool sameKey(const Value& a, const Value& b) {
  if (!a.given() || !b.given()) return a.given() == b.given();
  return value::equal(a, b);
}

// What another entity adds; its scope and key in error are listed.
Wide ofOther(const Session& session, const core::Prohibition& rule, uint32_t other,
             const Value& key, Micros t, LimitState& into) {
  Evaluator evaluator(session, t, other);
  const Result scope = evaluator.guard(rule.guard);
  into.result.constancy = meet(into.result.constancy, scope.constancy);
  append(into.of_others, scope.causes);
  if (scope.isFalse()) return 0;
  const Result its_key = evaluator.eval(rule.limit.key);
  into.result.constancy = meet(into.result.constancy, its_key.constancy);
  append(into.of_others, its_key.causes);
  if (its_key.error || !sameKey(its_key.value, key)) return 0;
  const Result amount = amountOf(rule, evaluator);
  into.result.constancy = meet(into.result.constancy, amount.constancy);
  return counted(amount);
}

}  // namespace

LimitState readLimit(const Session& session, const core::Prohibition& rule, Micros t) {
  LimitState state;
  const uint32_t resource = session.access->resource;
  Evaluator evaluator(session, t, resource);
  Constancy all;
  const auto stops = [&](const Result& read) {
    all = meet(all, read.constancy);
    state.result = read;
    state.result.constancy = all;
    return read.error;
  };
  if (stops(evaluator.guard(rule.guard)) || state.result.isFalse()) return state;
  const Result key = evaluator.eval(rule.limit.key);
  if (stops(key)) return state;
  if (key.rate != 0) all = meet(all, onlyAt(t));
  const Result own = amountOf(rule, evaluator);
  if (stops(own)) return state;
  const Result most = evaluator.eval(rule.limit.most);
  if (stops(most)) return state;
  Wide sum = counted(own);
  session.world.directory->eachOfType(session.entity(resource).type, [&](uint32_t other) {
    if (other != resource) sum += ofOther(session, rule, other, key.value, t, state);
  });
  state.key = key.value;
  state.most = most.value;
  state.sum = static_cast<int64_t>(std::min<Wide>(sum, INT64_MAX));
  state.result.value = Value::ofBool(sum > most.value.bits);
  state.result.rate = 0;
  return state;
}

}  // namespace polc::interp
