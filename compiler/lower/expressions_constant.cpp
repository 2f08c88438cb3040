#include <limits>

#include "compiler/base/limits.h"
#include "compiler/lower/expressions.h"
#include "compiler/lower/regex.h"
#include "runtime/value/literal.h"

namespace polc::lower {
namespace {

using value::Kind;
using value::Value;

enum class Row : uint32_t {
#define FUNCTION(id, source, result, arguments, cost) id,
#include "runtime/functions/functions.def"
#undef FUNCTION
};

Kind kindOf(core::TypeKind kind) {
  switch (kind) {
    case core::TypeKind::boolean:
      return Kind::boolean;
    case core::TypeKind::integer:
      return Kind::integer;
    case core::TypeKind::decimal:
      return Kind::decimal;
    case core::TypeKind::time:
      return Kind::time;
    case core::TypeKind::date:
      return Kind::date;
    case core::TypeKind::duration:
      return Kind::duration;
    case core::TypeKind::period:
      return Kind::period;
    case core::TypeKind::enumeration:
      return Kind::enumeration;
    case core::TypeKind::action:
      return Kind::action;
    default:
      return Kind::absent;
  }
}

std::optional<Value> negated(const Value& value) {
  if (value.bits == std::numeric_limits<int64_t>::min()) return std::nullopt;
  return Value::of(value.kind, -value.bits);
}

// The value of a call that needs no evaluation: a sign, or an Int beside a Decimal.
std::optional<Value> folded(Row row, const Value& operand) {
  switch (row) {
    case Row::neg_int:
    case Row::neg_decimal:
    case Row::neg_duration:
    case Row::neg_period:
      return negated(operand);
    case Row::int_to_decimal: {
      int64_t scaled = 0;
      if (__builtin_mul_overflow(operand.bits, value::kDecimalScale, &scaled)) return std::nullopt;
      return Value::of(Kind::decimal, scaled);
    }
    default:
      return std::nullopt;
  }
}

}  // namespace

Value Expressions::constantValue(const sema::Expr& expr, core::TypeId wanted) {
  core::Type type = builder_.bundle().types[wanted];
  if (type.kind == core::TypeKind::optional) return constantValue(expr, type.element);
  if (type.kind == core::TypeKind::map) return builder_.arena().map({});
  if (type.kind == core::TypeKind::set) {
    std::vector<Value> members;
    for (sema::ExprId child : expr.children) {
      members.push_back(constantValue(shared_.program.expr(child), type.element));
    }
    return builder_.arena().set(std::move(members));
  }
  switch (type.kind) {
    case core::TypeKind::string:
      return Value::ofString(builder_.arena().copy(expr.value.text));
    case core::TypeKind::ip:
      if (auto ip = value::parseIp(expr.value.text)) {
        return Value::ofPointer(Kind::ip, builder_.arena().make(*ip));
      }
      return Value{};
    case core::TypeKind::version:
      if (auto version = value::parseVersion(builder_.arena().copy(expr.value.text))) {
        return Value::ofPointer(Kind::version, builder_.arena().make(*version));
      }
      return Value{};
    case core::TypeKind::entity:
    case core::TypeKind::any_entity:
      return Value::ofEntity(builder_.entity(expr.value.entity, expr.value.text));
    default:
      return Value::of(kindOf(type.kind), expr.value.bits);
  }
}

uint32_t Expressions::constant(sema::ExprId id, core::TypeId wanted) {
  return builder_.constant(constantValue(shared_.program.expr(id), wanted), wanted);
}

core::ExprId Expressions::constantNode(sema::ExprId id, core::TypeId wanted) {
  return builder_.constantNode(constantValue(shared_.program.expr(id), wanted), wanted);
}

core::ExprId Expressions::literal(const sema::Expr& expr) {
  core::TypeId type = this->type(expr);
  return builder_.constantNode(constantValue(expr, type), type);
}

core::ExprId Expressions::call(const sema::Expr& expr, Frame& frame) {
  if (expr.children.size() == 1) {
    core::Node operand = builder_.at(lower(expr.children[0], frame));
    if (operand.op == core::Op::constant) {
      Value value = builder_.bundle().constants[operand.imm];
      auto result = folded(static_cast<Row>(expr.ref), value);
      if (result) return builder_.constantNode(*result, type(expr));
    }
  }
  return list(core::Op::call, expr, frame, expr.ref);
}

uint32_t Expressions::schedule(SourceId source) {
  VersionId number = shared_.selection.chosen(source);
  auto [at, fresh] = schedules_.try_emplace(number, 0);
  if (!fresh) return at->second;
  core::Bundle& bundle = builder_.bundle();
  time::Schedule made;
  if (number != sema::kNone) made = shared_.program.versions[number].schedule;
  made.name = shared_.program.sources[source].name;
  auto [zone, fresh_zone] =
      zones_.try_emplace(made.zone, static_cast<uint32_t>(bundle.zones.size()));
  if (made.zone == 0) {
    zone->second = 0;
  } else if (fresh_zone) {
    bundle.zones.push_back(shared_.program.zones[made.zone]);
  }
  made.zone = zone->second;
  bundle.schedules.push_back(std::move(made));
  return at->second = static_cast<uint32_t>(bundle.schedules.size() - 1);
}

uint32_t Expressions::automaton(const sema::Expr& expr) {
  core::Bundle& bundle = builder_.bundle();
  auto [at, fresh] =
      automata_.try_emplace(expr.value.text, static_cast<uint32_t>(bundle.automata.size()));
  if (!fresh) return at->second;
  regex::Result compiled = regex::compile(expr.value.text);
  if (!compiled.automaton) {
    if (compiled.fault == regex::Fault::syntax) {
      shared_.diagnostics.report(diag::Code::pattern_malformed, expr.span, compiled.message);
    } else {
      shared_.diagnostics.report(diag::Code::pattern_too_large, expr.span, limits::kRegexStates);
    }
    compiled.automaton.emplace();
  }
  bundle.automata.push_back(std::move(*compiled.automaton));
  return at->second;
}

uint32_t Expressions::like(const std::string& pattern) {
  core::Bundle& bundle = builder_.bundle();
  auto [at, fresh] = likes_.try_emplace(pattern, static_cast<uint32_t>(bundle.patterns.size()));
  if (!fresh) return at->second;
  core::LikePattern made{{""}};
  for (size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '*') {
      made.parts.emplace_back();
    } else if (pattern[i] == '\\' && i + 1 < pattern.size() &&
               (pattern[i + 1] == '*' || pattern[i + 1] == '\\')) {
      made.parts.back() += pattern[++i];
    } else {
      made.parts.back() += pattern[i];
    }
  }
  bundle.patterns.push_back(std::move(made));
  return at->second;
}

}  // namespace polc::lower
