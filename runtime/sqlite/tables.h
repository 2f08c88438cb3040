// The tables that a directory is read from.
#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "runtime/directory/directory.h"
#include "runtime/sqlite/connection.h"

namespace polc::sqlite {

struct Table {
  std::string_view name;
  std::span<const char* const> columns;
  std::string_view query;  // its rows, by these columns; no index in the place of the table
};

inline constexpr size_t kMostColumns = 4;
inline constexpr const char* kEntityColumns[] = {"type", "id", "attrs"};
inline constexpr const char* kParentColumns[] = {"type", "id", "parent_type", "parent_id"};
inline constexpr Table kEntity{"entity", kEntityColumns,
                               "SELECT type, id, attrs FROM main.entity NOT INDEXED"};
inline constexpr Table kParent{
    "parent", kParentColumns,
    "SELECT type, id, parent_type, parent_id FROM main.parent NOT INDEXED"};

// An ordinary table with these columns, sound as far as its own pages tell. Refused (P8021, P8022) where it is not; warns of
// columns that are not read (P8017).
void check(const Table& table, const Connection& database,
           std::vector<directory::Finding>& findings);

}  // namespace polc::sqlite
