#include "runtime/bundle/types.h"

#include <algorithm>

#include "runtime/core/static_type.h"

namespace polc::bundle {
namespace {

using core::TypeId;
using core::TypeKind;
using value::Kind;

struct Signature {
  std::string_view result, arguments;
};
constexpr Signature kSignatures[] = {
#define FUNCTION(id, source, result, arguments, cost) {result, arguments},
#include "runtime/functions/functions.def"
#undef FUNCTION
};

Kind kindOf(TypeKind kind) {
  static constexpr Kind kKinds[] = {
      Kind::boolean,  Kind::integer, Kind::decimal, Kind::string,  Kind::time,        Kind::date,
      Kind::duration, Kind::period,  Kind::ip,      Kind::version, Kind::enumeration, Kind::record,
      Kind::entity,   Kind::entity,  Kind::action,  Kind::set,     Kind::map,         Kind::absent};
  return kKinds[static_cast<size_t>(kind)];
}

bool inRange(const core::Bundle& bundle, const value::Value& value, const core::Type& type) {
  auto below = [&](size_t size) { return static_cast<uint64_t>(value.bits) < size; };
  switch (value.kind) {
    case Kind::boolean:
      return below(2);
    case Kind::time:
    case Kind::date:
      return value.bits >= value::kTimeMin && value.bits <= value::kTimeMax;
    case Kind::duration:
      return value.bits >= -value::kDurationMax && value.bits <= value::kDurationMax;
    case Kind::enumeration:
      return below(bundle.enums[type.index].members.size());
    case Kind::action:
      return below(bundle.actions.size());
    case Kind::entity:
      return below(bundle.entity_constants.size()) &&
             (type.kind == TypeKind::any_entity ||
              bundle.entity_constants[value.row()].type == type.index);
    default:
      return true;
  }
}

// A type of functions.def. `any`: what T stands for, once it is known.
bool named(const core::Bundle& bundle, std::string_view name, TypeId id, TypeId& any) {
  const core::Type& type = core::plainType(bundle, id);
  struct Row {
    std::string_view name;
    TypeKind kind;
  };
  static constexpr Row kRows[] = {{"Bool", TypeKind::boolean},      {"Int", TypeKind::integer},
                                  {"Decimal", TypeKind::decimal},   {"String", TypeKind::string},
                                  {"Duration", TypeKind::duration}, {"Period", TypeKind::period},
                                  {"Date", TypeKind::date}};
  for (const Row& row : kRows) {
    if (row.name == name) return type.kind == row.kind;
  }
  if (name == "Time") return type.kind == TypeKind::time || type.kind == TypeKind::date;
  if (name == "Set<T>") return type.kind == TypeKind::set;
  if (name == "Map<T>") return type.kind == TypeKind::map;
  if (name == "Weekday")
    return type.kind == TypeKind::enumeration && bundle.enums[type.index].members.size() == 7;
  if (name != "T") return false;
  if (any == core::kNone) any = id;
  return alike(bundle, any, id);
}

// A Date stands where a Time is wanted: both are read as µs.
bool isInstant(const core::Type& type) {
  return type.kind == TypeKind::time || type.kind == TypeKind::date;
}

}  // namespace

bool isEntity(const core::Type& type) {
  return type.kind == TypeKind::entity || type.kind == TypeKind::any_entity;
}

bool alike(const core::Bundle& bundle, TypeId a, TypeId b) {
  const core::Type &x = core::plainType(bundle, a), &y = core::plainType(bundle, b);
  if (isEntity(x) && isEntity(y)) return true;
  if (isInstant(x) && isInstant(y)) return true;
  if (x.kind != y.kind) return false;
  if (x.kind == TypeKind::set || x.kind == TypeKind::map)
    return alike(bundle, x.element, y.element);
  return (x.kind != TypeKind::record && x.kind != TypeKind::enumeration) || x.index == y.index;
}

bool fits(const core::Bundle& bundle, const value::Value& value, TypeId id) {
  if (value.kind == Kind::absent) return bundle.types[id].kind == TypeKind::optional;
  const core::Type& type = core::plainType(bundle, id);
  if (value.kind != kindOf(type.kind) || !inRange(bundle, value, type)) return false;
  if (value.kind != Kind::set) return true;
  const value::Set& set = value.set();
  return std::all_of(set.members, set.members + set.count, [&](const value::Value& member) {
    return fits(bundle, member, type.element);
  });
}

bool suits(const core::Bundle& bundle, uint32_t function, const core::Node& call) {
  std::string_view left = kSignatures[function].arguments;
  TypeId any = core::kNone;
  for (uint32_t i = 0; i < call.count; ++i) {
    size_t comma = left.find(", ");
    TypeId type = bundle.nodes[bundle.lists[call.first + i]].type;
    if (!named(bundle, left.substr(0, comma), type, any)) return false;
    left = comma == std::string_view::npos ? std::string_view() : left.substr(comma + 2);
  }
  return left.empty() && named(bundle, kSignatures[function].result, call.type, any);
}

}  // namespace polc::bundle
