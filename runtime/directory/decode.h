// Decodes JSON values by their declared types; the directory and requests share it.
//
// Out:    a value; missing, absent or invalid where JSON has no good one: that is an error only where it is read
// Errors: none; Listener hears of what is not as declared, with its place
#pragma once
#include <string>
#include <unordered_set>

#include "runtime/directory/directory.h"
#include "runtime/json/json.h"

namespace polc::directory {

// {"type","id"}, or {"__entity":{"type","id"}}.
struct EntityName {
  std::string_view type, id;
};
std::optional<EntityName> entityName(const json::Document& document, const json::Node& node);

// Gives rows to the entities that values refer to, and hears what is amiss; texts without interest in it do not listen.
class Listener {
 public:
  virtual ~Listener() = default;
  virtual uint32_t rowOf(uint32_t type, std::string_view id, const json::Node& place) = 0;
  virtual void wrongType(const json::Node&, const std::string& /*path*/, core::TypeId) {}
  virtual void missingField(const json::Node* /*object*/, const std::string& /*path*/,
                            core::TypeId) {}
  virtual void unknownProperty(const json::Node&, const std::string& /*path*/) {}
};

class Decoder {
 public:
  // `paths` null: paths of records stand in the arena.
  Decoder(const core::Bundle& bundle, value::Arena& arena, Listener& listener,
          Paths* paths = nullptr)
      : bundle_(bundle), arena_(arena), listener_(listener), shared_paths_(paths) {}

  // One value for each declared field. `object` null: none is given. `path` ends in a dot, or is empty.
  const Value* fields(const std::vector<core::FieldDef>& declared, const json::Document& document,
                      const json::Node* object, uint32_t owner, const std::string& path);

 private:
  Value field(const core::FieldDef& declared, const json::Node* given, const json::Node* object,
              const std::string& path);
  Value decode(core::TypeId type, const json::Node& node, const std::string& path);
  Value number(core::TypeKind kind, const json::Node& node);
  Value literal(core::TypeKind kind, std::string_view text);
  Value enumeration(const core::EnumType& type, const json::Node& node);
  Value entity(const core::Type& type, const json::Node& node);
  Value record(const core::Type& type, const json::Node& node, const std::string& path);
  Value set(const core::Type& type, const json::Node& node, const std::string& path);
  Value map(const core::Type& type, const json::Node& node, const std::string& path);
  Value fallback(const core::FieldDef& declared) const;
  std::string_view keep(const std::string& path);

  const core::Bundle& bundle_;
  value::Arena& arena_;
  Listener& listener_;
  Paths* shared_paths_;
  const json::Document* document_ = nullptr;
  uint32_t owner_ = value::kNoEntity;
  std::unordered_set<std::string_view> paths_;
};

// "a Time, such as \"2026-03-01T10:00:00Z\"": what stands in JSON for a value of the type.
std::string expected(const core::Bundle& bundle, core::TypeId type);

}  // namespace polc::directory
