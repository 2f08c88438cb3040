#include "runtime/directory/decode.h"

#include <charconv>
#include <optional>

#include "runtime/directory/decimal.h"
#include "runtime/value/literal.h"

namespace polc::directory {

using core::TypeKind;
using value::Kind;

namespace {

constexpr Value kInvalid{0, 0, Kind::invalid};
constexpr Value kMissing{0, 0, Kind::missing};

Value orInvalid(Kind kind, std::optional<int64_t> bits) {
  return bits ? Value::of(kind, *bits) : kInvalid;
}

// Integral JSON numbers only: 1.0 and 1e3 are none.
std::optional<int64_t> integer(std::string_view text) {
  int64_t number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<int64_t> date(const core::Bundle& bundle, std::string_view text) {
  auto civil = time::parseDate(text);
  if (!civil) return std::nullopt;
  return time::fromCivil(bundle.zones[0], *civil).at;
}

}  // namespace

std::optional<EntityName> entityName(const json::Document& document, const json::Node& node) {
  if (node.kind != json::Kind::object) return std::nullopt;
  if (const json::Node* inner = document.find(node, "__entity")) {
    if (document.find(node, "type") || document.find(*inner, "__entity")) return std::nullopt;
    return entityName(document, *inner);
  }
  const json::Node* type = document.find(node, "type");
  const json::Node* id = document.find(node, "id");
  if (!type || !id || type->kind != json::Kind::string || id->kind != json::Kind::string) {
    return std::nullopt;
  }
  return EntityName{type->text, id->text};
}

const Value* Decoder::fields(const std::vector<core::FieldDef>& declared,
                             const json::Document& document, const json::Node* object,
                             uint32_t owner, const std::string& path) {
  document_ = &document;
  owner_ = owner;
  std::vector<const json::Node*> given(declared.size(), nullptr);
  if (object) {
    for (const json::Node& member : document.members(*object)) {
      size_t i = 0;
      while (i < declared.size() && declared[i].name != member.key) ++i;
      if (i < declared.size()) {
        given[i] = &member;
      } else {
        listener_.unknownProperty(member, path + std::string(member.key));
      }
    }
  }
  std::vector<Value> values(declared.size());
  for (size_t i = 0; i < declared.size(); ++i) {
    values[i] = field(declared[i], given[i], object, path + declared[i].name);
  }
  return arena_.array(values.data(), values.size());
}

Value Decoder::fallback(const core::FieldDef& declared) const {
  if (declared.fallback != core::kNone) return bundle_.constants[declared.fallback];
  return bundle_.type(declared.type).kind == TypeKind::optional ? Value() : kMissing;
}

Value Decoder::field(const core::FieldDef& declared, const json::Node* given,
                     const json::Node* object, const std::string& path) {
  if (!given || given->kind == json::Kind::null) {
    Value instead = fallback(declared);
    if (instead.kind == Kind::missing) listener_.missingField(object, path, declared.type);
    return instead;
  }
  Value value = decode(declared.type, *given, path);
  if (value.kind == Kind::invalid) listener_.wrongType(*given, path, declared.type);
  return value;
}

Value Decoder::decode(core::TypeId id, const json::Node& node, const std::string& path) {
  const core::Type& type = bundle_.type(id);
  bool text = node.kind == json::Kind::string;
  switch (type.kind) {
    case TypeKind::boolean:
      return node.kind == json::Kind::boolean ? Value::ofBool(node.truth) : kInvalid;
    case TypeKind::integer:
    case TypeKind::decimal:
      return number(type.kind, node);
    case TypeKind::enumeration:
      return text ? enumeration(bundle_.enums[type.index], node) : kInvalid;
    case TypeKind::entity:
    case TypeKind::any_entity:
      return entity(type, node);
    case TypeKind::record:
      return record(type, node, path);
    case TypeKind::set:
      return set(type, node, path);
    case TypeKind::map:
      return map(type, node, path);
    case TypeKind::optional:
      return decode(type.element, node, path);
    default:
      return text ? literal(type.kind, node.text) : kInvalid;
  }
}

Value Decoder::number(TypeKind kind, const json::Node& node) {
  bool is_number = node.kind == json::Kind::number;
  if (kind == TypeKind::integer) {
    return is_number ? orInvalid(Kind::integer, integer(node.text)) : kInvalid;
  }
  if (is_number) return orInvalid(Kind::decimal, decimalOfNumber(node.text));
  return node.kind == json::Kind::string ? orInvalid(Kind::decimal, parseDecimal(node.text))
                                         : kInvalid;
}

Value Decoder::literal(TypeKind kind, std::string_view text) {
  switch (kind) {
    case TypeKind::string:
      return Value::ofString(arena_.copy(text));
    case TypeKind::time:
      return orInvalid(Kind::time, time::parseTime(text));
    case TypeKind::date:
      return orInvalid(Kind::date, date(bundle_, text));
    case TypeKind::duration:
      return orInvalid(Kind::duration, time::parseDuration(text));
    case TypeKind::period:
      return orInvalid(Kind::period, time::parsePeriod(text));
    case TypeKind::ip: {
      auto ip = value::parseIp(text);
      return ip ? Value::ofPointer(Kind::ip, arena_.make(*ip)) : kInvalid;
    }
    case TypeKind::version: {
      auto version = value::parseVersion(text);
      if (!version) return kInvalid;
      version->prerelease = arena_.copy(version->prerelease);
      return Value::ofPointer(Kind::version, arena_.make(*version));
    }
    default:
      return kInvalid;
  }
}

Value Decoder::enumeration(const core::EnumType& type, const json::Node& node) {
  for (size_t i = 0; i < type.members.size(); ++i) {
    if (type.members[i] == node.text) {
      return Value::of(Kind::enumeration, static_cast<int64_t>(i));
    }
  }
  return kInvalid;
}

Value Decoder::entity(const core::Type& type, const json::Node& node) {
  auto name = entityName(*document_, node);
  if (!name) return kInvalid;
  uint32_t named = bundle_.findEntityType(name->type);
  bool fits = named != core::kNone && (type.kind == TypeKind::any_entity || named == type.index);
  return fits ? Value::ofEntity(listener_.rowOf(named, name->id, node)) : kInvalid;
}

Value Decoder::record(const core::Type& type, const json::Node& node, const std::string& path) {
  if (node.kind != json::Kind::object) return kInvalid;
  const auto& declared = bundle_.records[type.index].fields;
  const Value* values = fields(declared, *document_, &node, owner_, path + ".");
  value::Record record{owner_, keep(path), static_cast<uint32_t>(declared.size()), values};
  return Value::ofPointer(Kind::record, arena_.make(record));
}

// One member that is not of the declared type makes the whole set invalid; so in maps.
Value Decoder::set(const core::Type& type, const json::Node& node, const std::string& path) {
  if (node.kind != json::Kind::array) return kInvalid;
  std::vector<Value> members;
  for (const json::Node& member : document_->members(node)) {
    Value value = decode(type.element, member, path + "[]");
    if (!value.given()) return kInvalid;
    members.push_back(value);
  }
  return arena_.set(std::move(members));
}

Value Decoder::map(const core::Type& type, const json::Node& node, const std::string& path) {
  if (node.kind != json::Kind::object) return kInvalid;
  std::vector<value::MapEntry> entries;
  for (const json::Node& member : document_->members(node)) {
    if (member.kind == json::Kind::null) continue;
    Value value = decode(type.element, member, path + "[]");
    if (!value.given()) return kInvalid;
    entries.push_back({arena_.copy(member.key), value});
  }
  return arena_.map(std::move(entries));
}

std::string_view Decoder::keep(const std::string& path) {
  if (auto found = paths_.find(path); found != paths_.end()) return *found;
  if (shared_paths_) return *paths_.insert(shared_paths_->keep(path)).first;
  return *paths_.insert(arena_.copy(path)).first;
}

}  // namespace polc::directory
