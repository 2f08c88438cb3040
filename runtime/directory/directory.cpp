#include "runtime/directory/directory.h"

#include <algorithm>

namespace polc::directory {

uint32_t Directory::find(uint32_t type, std::string_view id) const {
  auto found = index_[type].find(id);
  return found == index_[type].end() ? value::kNoEntity : found->second;
}

bool World::member(uint32_t row, uint32_t group) const {
  if (row == group) return true;
  const Entity& member = entity(row);
  return std::binary_search(member.ancestors, member.ancestors + member.ancestor_count, group);
}

std::vector<uint32_t> namedButLacking(const Directory& directory) {
  std::vector<uint32_t> rows;
  for (uint32_t row = 0; row < directory.bundle().entity_constants.size(); ++row) {
    if (!directory.entity(row).known) rows.push_back(row);
  }
  return rows;
}

}  // namespace polc::directory
