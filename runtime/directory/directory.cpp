#include "runtime/directory/directory.h"

#include <algorithm>

namespace polc::directory {

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
