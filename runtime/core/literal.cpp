#include "runtime/core/literal.h"

#include <fmt/format.h>

#include "runtime/value/literal.h"

namespace polc::core {

using value::Kind;
using value::Value;

namespace {

constexpr const char* kBuiltinNames[] = {"Bool", "Int",      "Decimal", "String", "Time",
                                         "Date", "Duration", "Period",  "Ip",     "Version"};

std::string decimal(int64_t bits) {
  const bool negative = bits < 0;
  const uint64_t magnitude = negative ? 0 - static_cast<uint64_t>(bits) : bits;
  return fmt::format("{}{}.{:04}", negative ? "-" : "", magnitude / value::kDecimalScale,
                     magnitude % value::kDecimalScale);
}

// Prints one value, with all that it holds.
class Printer {
 public:
  Printer(const Bundle& bundle, const EntityName& name) : bundle_(bundle), name_(name) {}

  std::string print(const Value& value, TypeId id) const {
    const Type* type = id < bundle_.types.size() ? &bundle_.types[id] : nullptr;
    if (type && type->kind == TypeKind::optional) return print(value, type->element);
    switch (value.kind) {
      case Kind::record:
        return record(value.record(), type);
      case Kind::set:
        return set(value.set(), type);
      case Kind::map:
        return map(value.map(), type);
      case Kind::enumeration:
        return member(value, type);
      default:
        return simple(value);
    }
  }

 private:
  std::string simple(const Value& value) const {
    switch (value.kind) {
      case Kind::absent:
        return "absent";
      case Kind::missing:
        return "missing";
      case Kind::invalid:
        return "invalid";
      case Kind::boolean:
        return value.boolean() ? "true" : "false";
      case Kind::integer:
        return std::to_string(value.bits);
      case Kind::decimal:
        return decimal(value.bits);
      case Kind::string:
        return quoted(value.string());
      case Kind::time:
        return time::formatTime(value.bits);
      case Kind::date:
        return date(value.bits);
      case Kind::duration:
        return time::formatDuration(value.bits);
      case Kind::period:
        return time::formatPeriod(value.bits);
      case Kind::ip:
        return "ip(" + quoted(value::formatIp(value.ip())) + ")";
      case Kind::version:
        return "version(" + quoted(value::formatVersion(value.version())) + ")";
      case Kind::action:
        return bundle_.actions[value.bits].name;
      default:
        return name_(value.row());
    }
  }
  std::string date(int64_t bits) const {
    return bundle_.zones.empty() ? time::formatTime(bits)
                                 : time::formatDate(bundle_.zones[0], bits);
  }
  std::string member(const Value& value, const Type* type) const {
    if (!type || type->kind != TypeKind::enumeration) return std::to_string(value.bits);
    return bundle_.enums[type->index].members[value.bits];
  }
  std::string record(const value::Record& record, const Type* type) const {
    std::string out = "{";
    for (uint32_t i = 0; i < record.count; ++i) {
      const FieldDef* field = type ? &bundle_.records[type->index].fields[i] : nullptr;
      out += fmt::format(" {}: {}", field ? field->name : std::to_string(i),
                         print(record.fields[i], field ? field->type : kNone));
    }
    return out + " }";
  }
  std::string set(const value::Set& set, const Type* type) const {
    std::string out;
    for (uint32_t i = 0; i < set.count; ++i)
      out += (i ? ", " : "") + print(set.members[i], type ? type->element : kNone);
    return "{" + out + "}";
  }
  std::string map(const value::Map& map, const Type* type) const {
    std::string out;
    for (uint32_t i = 0; i < map.count; ++i)
      out += fmt::format("{}{}: {}", i ? ", " : "", quoted(map.entries[i].key),
                         print(map.entries[i].value, type ? type->element : kNone));
    return "{" + out + "}";
  }

  const Bundle& bundle_;
  const EntityName& name_;
};

}  // namespace

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n')
      out += "\\n";
    else if (static_cast<unsigned char>(c) < 0x20)
      out += fmt::format("\\u{{{:x}}}", static_cast<unsigned char>(c));
    else
      out += c;
  }
  return out + "\"";
}

std::string entityConstant(const Bundle& bundle, uint32_t constant) {
  if (constant >= bundle.entity_constants.size()) return fmt::format("entity {}", constant);
  const EntityConstant& entity = bundle.entity_constants[constant];
  return bundle.entities[entity.type].name + "::" + quoted(entity.id);
}

std::string typeName(const Bundle& bundle, TypeId id) {
  if (id >= bundle.types.size()) return "?";
  const Type& type = bundle.types[id];
  switch (type.kind) {
    case TypeKind::enumeration:
      return bundle.enums[type.index].name;
    case TypeKind::record:
      return bundle.records[type.index].name;
    case TypeKind::entity:
      return bundle.entities[type.index].name;
    case TypeKind::any_entity:
      return "Entity";
    case TypeKind::action:
      return "Action";
    case TypeKind::set:
      return "Set<" + typeName(bundle, type.element) + ">";
    case TypeKind::map:
      return "Map<" + typeName(bundle, type.element) + ">";
    case TypeKind::optional:
      return typeName(bundle, type.element) + "?";
    default:
      return kBuiltinNames[static_cast<size_t>(type.kind)];
  }
}

std::string literal(const Bundle& bundle, const Value& value, TypeId type, const EntityName& name) {
  return Printer(bundle, name).print(value, type);
}

std::string literal(const Bundle& bundle, const Value& value, TypeId type) {
  return literal(bundle, value, type, [&](uint32_t row) { return entityConstant(bundle, row); });
}

}  // namespace polc::core
