#include "runtime/core/static_type.h"
#include "runtime/interp/expr.h"

// What is read of entities, records, maps and the context.

namespace polc::interp {

using core::Op;

Result Evaluator::access(const core::Node& n) {
  switch (n.op) {
    case Op::field:
      return fieldOf(n);
    case Op::has:
      return has(n);
    case Op::map_get:
      return mapGet(n);
    default:
      return coalesce(n);
  }
}

namespace {

// A value that was read: missing and invalid are errors.
Result readValue(const Value& value, Cause cause, const Constancy& constancy) {
  if (value.kind != Kind::missing && value.kind != Kind::invalid)
    return Result::of(value, constancy);
  cause.code = value.kind == Kind::missing ? ErrorCode::missing_field : ErrorCode::wrong_type;
  return Result::failed(cause, constancy);
}

// `has` of a value: only what is of the wrong type is an error.
Result hasValue(const Value& value, Cause cause, const Constancy& constancy) {
  if (value.kind != Kind::invalid) return Result::ofBool(value.given(), constancy);
  cause.code = ErrorCode::wrong_type;
  return Result::failed(cause, constancy);
}

std::string_view contextPath(const Session& session, uint32_t field) {
  return session.arena.copy("context." + session.bundle.context[field].name);
}

Cause recordCause(const core::Bundle& bundle, const value::Record& record, core::TypeId type,
                  uint32_t field) {
  const core::Type& of = core::plainType(bundle, type);
  return {{}, record.owner, record.path, bundle.records[of.index].fields[field].name};
}

}  // namespace

Result Evaluator::context(uint32_t field) const {
  const Value& value = session_.access->context[field];
  if (value.kind != Kind::missing && value.kind != Kind::invalid) return Result::of(value);
  return readValue(value, {{}, kNoEntity, contextPath(session_, field), {}}, {});
}

Result Evaluator::contextHas(uint32_t field) const {
  const Value& value = session_.access->context[field];
  if (value.kind != Kind::invalid) return Result::ofBool(value.given());
  return hasValue(value, {{}, kNoEntity, contextPath(session_, field), {}}, {});
}

Result Evaluator::field(uint32_t row, uint32_t field) const {
  const directory::Entity& entity = session_.entity(row);
  const core::EntityType& type = session_.typeOf(row);
  const Cause cause{{}, row, type.fields[field].name, {}};
  if (!entity.known) {
    Cause unknown = cause;
    unknown.code = ErrorCode::unknown_field_owner;
    return Result::failed(unknown);
  }
  if (entity.born_now && field == type.birth) {
    Result now = Result::of(Value::of(Kind::time, t_));
    now.rate = 1;
    return now;
  }
  return readValue(entity.fields[field], cause, {});
}

bool Evaluator::ofStaticType(const core::Node& n, uint32_t row) const {
  const uint32_t type = core::staticEntityType(bundle_, n.a);
  return type != kNone && session_.entity(row).type == type;
}

Result Evaluator::fieldOf(const core::Node& n) {
  Result owner = eval(n.a);
  if (owner.error || owner.absent()) return owner;
  if (owner.value.kind == Kind::entity) {
    if (!ofStaticType(n, owner.value.row())) return Result::of(Value{}, owner.constancy);
    Result read = field(owner.value.row(), n.imm);
    read.constancy = meet(read.constancy, owner.constancy);
    return read;
  }
  const value::Record& record = owner.value.record();
  return readValue(record.fields[n.imm], recordCause(bundle_, record, node(n.a).type, n.imm),
                   owner.constancy);
}

Result Evaluator::has(const core::Node& n) {
  const core::Node& of = node(n.a);
  if (of.op == Op::context && of.imm == kNone) return contextHas(n.imm);
  Result owner = eval(n.a);
  if (owner.error || owner.absent()) return owner;
  if (owner.value.kind == Kind::record) {
    const value::Record& record = owner.value.record();
    return hasValue(record.fields[n.imm], recordCause(bundle_, record, of.type, n.imm),
                    owner.constancy);
  }
  const uint32_t row = owner.value.row();
  if (!ofStaticType(n, row)) return Result::of(Value{}, owner.constancy);
  const directory::Entity& entity = session_.entity(row);
  const core::EntityType& type = session_.typeOf(row);
  Cause cause{ErrorCode::unknown_field_owner, row, type.fields[n.imm].name, {}};
  if (!entity.known) return Result::failed(cause, owner.constancy);
  if (entity.born_now && n.imm == type.birth) return Result::ofBool(true, owner.constancy);
  return hasValue(entity.fields[n.imm], cause, owner.constancy);
}

Result Evaluator::mapGet(const core::Node& n) {
  const ExprId operands[] = {n.a, n.b};
  const Operands both = strict(operands);
  if (both.stopped) return both.result;
  const value::Map& map = both.values[0].value.map();
  for (const value::MapEntry& entry : std::span(map.entries, map.count))
    if (entry.key == both.values[1].value.string()) return Result::of(entry.value, both.constancy);
  return Result::of(Value{}, both.constancy);
}

}  // namespace polc::interp
