#include <algorithm>

#include "runtime/interp/expr.h"
#include "runtime/interp/moving.h"
#include "runtime/value/literal.h"

// Comparisons and the relations between values, sets, entities, networks, schedules and patterns.

namespace polc::interp {

using core::Op;

namespace {

std::span<const Value> membersOf(const Value& set) { return {set.set().members, set.set().count}; }

bool containsMember(const Value& set, const Value& member) {
  return std::ranges::any_of(membersOf(set),
                             [&](const Value& m) { return value::equal(m, member); });
}

bool isSubset(const Value& a, const Value& b) {
  return std::ranges::all_of(membersOf(a), [&](const Value& m) { return containsMember(b, m); });
}

bool areDisjoint(const Value& a, const Value& b) {
  return std::ranges::none_of(membersOf(a), [&](const Value& m) { return containsMember(b, m); });
}

bool isLike(std::string_view text, const core::LikePattern& pattern) {
  const auto& parts = pattern.parts;
  if (parts.size() == 1) return text == parts[0];
  if (!text.starts_with(parts.front())) return false;
  text.remove_prefix(parts.front().size());
  for (size_t i = 1; i + 1 < parts.size(); ++i) {
    const size_t at = text.find(parts[i]);
    if (at == std::string_view::npos) return false;
    text.remove_prefix(at + parts[i].size());
  }
  return text.ends_with(parts.back());
}

bool accepts(const core::Automaton& automaton, std::string_view text) {
  uint32_t state = automaton.start;
  for (const char c : text)
    state = automaton.table[state * size_t{256} + static_cast<unsigned char>(c)];
  return automaton.accepting[state];
}

int signOf(std::strong_ordering order) { return order < 0 ? -1 : order > 0 ? 1 : 0; }

}  // namespace

Result Evaluator::comparison(const core::Node& n) {
  const ExprId operands[] = {n.a, n.b};
  const Operands both = strict(operands);
  if (both.stopped) return both.result;
  const Result& a = both.values[0];
  const Result& b = both.values[1];
  if (a.value.kind == Kind::entity &&
      session_.entity(a.value.row()).type != session_.entity(b.value.row()).type)
    return Result::failed({ErrorCode::type_mismatch, a.value.row(), session_.text(n.text), {}},
                          both.constancy);
  Result result =
      Result::ofBool(holdsFor(n.op, signOf(value::order(a.value, b.value))), both.constancy);
  if (a.rate != b.rate)
    result.constancy = meet(result.constancy,
                            comparisonStays(n.op, t_, a.value.bits, b.value.bits, a.rate - b.rate));
  return result;
}

Result Evaluator::relation(const core::Node& n) {
  const ExprId operands[] = {n.a, n.b};
  const bool binary = n.b != kNone;
  const Operands both = strict(std::span(operands, binary ? 2 : 1));
  if (both.stopped) return both.result;
  Result result = relate(n, both.values[0], binary ? both.values[1].value : Value{});
  result.constancy = meet(result.constancy, both.constancy);
  return result;
}

Result Evaluator::relate(const core::Node& n, const Result& a, const Value& b) const {
  switch (n.op) {
    case Op::in_set:
      return inSet(a, b.set());
    case Op::in_entity:
      return inEntity(a.value.row(), b.row());
    case Op::in_network:
      return Result::ofBool(value::inNetwork(a.value.ip(), b.ip()));
    case Op::in_schedule:
      return inSchedule(n, a);
    case Op::is_type:
      return Result::ofBool(session_.entity(a.value.row()).type == n.imm);
    case Op::like:
      return Result::ofBool(isLike(a.value.string(), bundle_.patterns[n.imm]));
    case Op::matches:
      return Result::ofBool(accepts(bundle_.automata[n.imm], a.value.string()));
    case Op::subset:
      return Result::ofBool(isSubset(a.value, b));
    default:
      return Result::ofBool(areDisjoint(a.value, b));
  }
}

Result Evaluator::inSet(const Result& a, const value::Set& set) const {
  Result result = Result::ofBool(false);
  for (const Value& member : std::span(set.members, set.count)) {
    if (value::equal(a.value, member)) result.value = Value::ofBool(true);
    if (a.rate != 0)
      result.constancy =
          meet(result.constancy, comparisonStays(Op::equal, t_, a.value.bits, member.bits, a.rate));
  }
  return result;
}

Result Evaluator::inEntity(uint32_t row, uint32_t group) const {
  if (row == group) return Result::ofBool(true);
  if (!session_.entity(row).known) return Result::failed({ErrorCode::unknown_member, row, {}, {}});
  return Result::ofBool(session_.world.member(row, group));
}

Result Evaluator::inSchedule(const core::Node& n, const Result& a) const {
  const time::Schedule& schedule = bundle_.schedules[n.imm];
  const Micros x = a.value.bits;
  const time::InSchedule in = time::inSchedule(bundle_.zones[schedule.zone], schedule, x);
  if (a.rate == 0) return Result::ofBool(in.holds);
  return Result::ofBool(in.holds, a.rate == 1 ? movedTo(in.constancy, x, t_) : onlyAt(t_));
}

}  // namespace polc::interp
