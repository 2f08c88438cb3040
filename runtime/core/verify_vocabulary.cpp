#include <algorithm>

#include "runtime/core/verifier.h"

namespace polc::core {
namespace {

void verifyType(const Bundle& bundle, const Type& type, Faults& faults, std::string_view where) {
  switch (type.kind) {
    case TypeKind::enumeration:
      faults.id(type.index, bundle.enums.size(), where, "enum");
      break;
    case TypeKind::record:
      faults.id(type.index, bundle.records.size(), where, "record");
      break;
    case TypeKind::entity:
      faults.id(type.index, bundle.entities.size(), where, "entity");
      break;
    case TypeKind::set:
    case TypeKind::map:
    case TypeKind::optional:
      faults.id(type.element, bundle.types.size(), where, "element type");
      break;
    default:
      break;
  }
}

void verifyFields(const Bundle& bundle, const std::vector<FieldDef>& fields, Faults& faults,
                  std::string_view where) {
  for (const FieldDef& field : fields) {
    faults.id(field.type, bundle.types.size(), where, "type of a field");
    faults.idOrNone(field.fallback, bundle.constants.size(), where, "default");
  }
}

// A marked field is there, and of the kind that its mark wants.
void verifyMark(const Bundle& bundle, const EntityType& type, uint32_t field, TypeKind kind,
                Faults& faults) {
  if (field == kNone || !faults.id(field, type.fields.size(), type.name, "marked field")) return;
  const TypeId id = type.fields[field].type;
  if (id < bundle.types.size())
    faults.check(bundle.types[id].kind == kind, type.name, "a marked field is of another type");
}

}  // namespace

void verifyVocabulary(const Bundle& bundle, Faults& faults) {
  for (size_t i = 0; i < bundle.types.size(); ++i)
    verifyType(bundle, bundle.types[i], faults, fmt::format("type {}", i));
  for (const RecordType& type : bundle.records)
    verifyFields(bundle, type.fields, faults, type.name);
  for (const EntityType& type : bundle.entities) {
    verifyFields(bundle, type.fields, faults, type.name);
    for (const uint32_t parent : type.parents)
      faults.id(parent, bundle.entities.size(), type.name, "parent");
    verifyMark(bundle, type, type.birth, TypeKind::time, faults);
    verifyMark(bundle, type, type.extensions, TypeKind::integer, faults);
  }
  for (const ActionDef& action : bundle.actions) {
    faults.check(std::ranges::is_sorted(action.on), action.name, "types are not ascending");
    for (const uint32_t type : action.on)
      faults.id(type, bundle.entities.size(), action.name, "type");
  }
  for (const ObligationDef& obligation : bundle.obligations)
    verifyFields(bundle, obligation.parameters, faults, obligation.name);
  verifyFields(bundle, bundle.context, faults, "context");
  for (const EntityConstant& entity : bundle.entity_constants)
    faults.id(entity.type, bundle.entities.size(), entity.id, "type");
}

}  // namespace polc::core
