// The types of the language, as sema knows them.
#pragma once
#include <cstdint>
#include <memory>
#include <string>

namespace polc::sema {

enum class TypeKind : uint8_t {
  bad,  // already reported; fits everything
  boolean,
  integer,
  decimal,
  string,
  time,
  date,
  duration,
  period,
  ip,
  version,
  enumeration,
  record,
  entity,
  any_entity,  // `subject` where nothing narrows it
  action,
  set,
  map,
  optional,
};

// A value: cheap to copy. `index` is of Vocabulary::enums, records or entities.
struct Type {
  TypeKind kind = TypeKind::bad;
  uint32_t index = UINT32_MAX;
  std::shared_ptr<const Type> element;  // of set, map, optional

  static Type of(TypeKind kind, uint32_t index = UINT32_MAX) { return {kind, index, nullptr}; }
  static Type wrap(TypeKind kind, Type element) {
    return {kind, UINT32_MAX, std::make_shared<const Type>(std::move(element))};
  }
  bool is(TypeKind k) const { return kind == k; }
  bool bad() const { return kind == TypeKind::bad; }
};
bool operator==(const Type& a, const Type& b);

}  // namespace polc::sema
