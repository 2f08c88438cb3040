#include "runtime/directory/directory.h"

#include <algorithm>

namespace polc::directory {

uint32_t Directory::find(uint32_t type, std::string_view id) const {
  static_assert(SharedIndex::kNone == value::kNoEntity && NameIndex::kNone == core::kNone);
  return index_.find(hashText(id, type), [&](uint32_t row) {
    return rows_[row].type == type && value::sameText(rows_[row].id(), id);
  });
}

uint32_t Directory::find(std::string_view type, std::string_view id) const {
  uint32_t found = findType(type);
  return found == core::kNone ? value::kNoEntity : find(found, id);
}

uint32_t Directory::findType(std::string_view name) const {
  const auto& all = bundle_->entities;
  return names_->types.find(hashText(name, 0),
                            [&](uint32_t type) { return value::sameText(all[type].name, name); });
}

uint32_t Directory::findAction(std::string_view name) const {
  const auto& all = bundle_->actions;
  return names_->actions.find(
      hashText(name, 0), [&](uint32_t action) { return value::sameText(all[action].name, name); });
}

std::vector<uint32_t> Directory::ofType(uint32_t type) const {
  std::vector<uint32_t> rows;
  eachOfType(type, [&](uint32_t row) { rows.push_back(row); });
  std::ranges::sort(rows, {}, [&](uint32_t row) { return rows_[row].id(); });
  return rows;
}

std::vector<uint32_t> namedButLacking(const Directory& directory) {
  std::vector<uint32_t> rows;
  for (uint32_t row = 0; row < directory.bundle().entity_constants.size(); ++row) {
    if (!directory.entity(row).known) rows.push_back(row);
  }
  return rows;
}

}  // namespace polc::directory
