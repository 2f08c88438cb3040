#include <fmt/format.h>

#include "runtime/directory/decode.h"

namespace polc::directory {

using core::TypeKind;

namespace {

std::string members(const core::EnumType& type) {
  constexpr size_t kShown = 6;
  std::string out;
  for (size_t i = 0; i < type.members.size() && i < kShown; ++i) {
    out += (i ? ", \"" : "\"") + type.members[i] + "\"";
  }
  return type.members.size() > kShown ? out + ", …" : out;
}

}  // namespace

std::string expected(const core::Bundle& bundle, core::TypeId id) {
  const core::Type& type = bundle.type(id);
  switch (type.kind) {
    case TypeKind::boolean:
      return "Bool: true or false";
    case TypeKind::integer:
      return "Int: a whole number of 64 bits";
    case TypeKind::decimal:
      return "Decimal: a number or text with at most four places, such as 1.50";
    case TypeKind::string:
      return "String: a text";
    case TypeKind::time:
      return "Time: a text such as \"2026-03-01T10:00:00Z\"";
    case TypeKind::date:
      return "Date: a text such as \"2026-03-01\"";
    case TypeKind::duration:
      return "Duration: a text such as \"90s\", \"72h\" or \"3d\"";
    case TypeKind::period:
      return "Period: a text such as \"6mo\" or \"1y\"";
    case TypeKind::ip:
      return "Ip: a text such as \"10.0.0.0/8\" or \"2001:db8::1\"";
    case TypeKind::version:
      return "Version: a text such as \"1.2.3\"";
    case TypeKind::enumeration:
      return fmt::format("{}: one of {}", bundle.enums[type.index].name,
                         members(bundle.enums[type.index]));
    case TypeKind::record:
      return fmt::format("{}: an object", bundle.records[type.index].name);
    case TypeKind::entity:
      return fmt::format("{0}: {{\"type\": \"{0}\", \"id\": …}}", bundle.entities[type.index].name);
    case TypeKind::any_entity:
      return "an entity: {\"type\": …, \"id\": …}";
    case TypeKind::set:
      return fmt::format("a list, each member {}", expected(bundle, type.element));
    case TypeKind::map:
      return fmt::format("an object, each value {}", expected(bundle, type.element));
    case TypeKind::optional:
      return expected(bundle, type.element);
    case TypeKind::action:
      return "an action";
  }
  return {};
}

}  // namespace polc::directory
