#include "tests/fuzz/any_world.h"

#include <nlohmann/json.hpp>

namespace polc::fuzz {
namespace {

using core::TypeKind;
using Json = nlohmann::json;

constexpr size_t kRequestsMax = 24;
constexpr size_t kTypesMax = 12;

Json nameOf(const core::Bundle& bundle, uint32_t type, const char* id) {
  return {{"type", bundle.entities[type].name}, {"id", id}};
}

Json valueOf(const core::Bundle& bundle, core::TypeId id, int depth);

Json fieldsOf(const core::Bundle& bundle, const std::vector<core::FieldDef>& fields, int depth) {
  Json out = Json::object();
  for (const core::FieldDef& field : fields) out[field.name] = valueOf(bundle, field.type, depth);
  return out;
}

Json valueOf(const core::Bundle& bundle, core::TypeId id, int depth) {
  const core::Type& type = bundle.types[id];
  switch (type.kind) {
    case TypeKind::boolean:
      return true;
    case TypeKind::integer:
    case TypeKind::decimal:
      return 3;
    case TypeKind::time:
      return "2026-02-01T10:00:00Z";
    case TypeKind::date:
      return "2026-02-01";
    case TypeKind::duration:
      return "72h";
    case TypeKind::period:
      return "6mo";
    case TypeKind::ip:
      return "10.0.0.1";
    case TypeKind::version:
      return "1.2.3";
    case TypeKind::enumeration: {
      const core::EnumType& of = bundle.enums[type.index];
      return of.members.empty() ? Json() : Json(of.members[0]);
    }
    case TypeKind::record:
      return depth > 3 ? Json::object()
                       : fieldsOf(bundle, bundle.records[type.index].fields, depth + 1);
    case TypeKind::entity:
      return nameOf(bundle, type.index, "a");
    case TypeKind::set:
      return Json::array({valueOf(bundle, type.element, depth + 1)});
    case TypeKind::map:
      return {{"x", valueOf(bundle, type.element, depth + 1)}};
    case TypeKind::optional:
      return valueOf(bundle, type.element, depth);
    default:
      return "x";
  }
}

std::string text(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string directoryOf(const core::Bundle& bundle) {
  Json all = Json::array();
  for (uint32_t type = 0; type < bundle.entities.size() && type < kTypesMax; ++type) {
    const core::EntityType& of = bundle.entities[type];
    Json parents = Json::array();
    if (!of.parents.empty() && of.parents[0] != type)
      parents.push_back(nameOf(bundle, of.parents[0], "a"));
    for (const char* id : {"a", "b"})
      all.push_back({{"uid", nameOf(bundle, type, id)},
                     {"attrs", fieldsOf(bundle, of.fields, 0)},
                     {"parents", parents}});
  }
  return text(all);
}

}  // namespace

AnyWorld::AnyWorld(std::shared_ptr<const core::Bundle> bundle) {
  std::vector<directory::Finding> findings;
  auto directory = directory::Directory::load(bundle, directoryOf(*bundle), findings);
  if (!directory) directory = directory::Directory::empty(bundle);
  Json context = fieldsOf(*bundle, bundle->context, 0);
  for (uint32_t type = 0; type < bundle->entities.size() && type < kTypesMax; ++type)
    requests_.push_back(
        request::Request::standingOf(directory, {bundle->entities[type].name, "a"}));
  for (uint32_t subject = 0; subject < bundle->entities.size() && subject < 3; ++subject) {
    for (const core::ActionDef& action : bundle->actions) {
      if (action.on.empty() || requests_.size() >= kRequestsMax) continue;
      Json json{{"subject", nameOf(*bundle, subject, "a")},
                {"action", {{"name", action.name}}},
                {"resource", nameOf(*bundle, action.on[0], "b")},
                {"context", context}};
      auto request = request::Request::access(directory, text(json), findings);
      if (request) requests_.push_back(std::move(request));
    }
  }
}

}  // namespace polc::fuzz
