// What docs/directories.md shows, and the acme directory in its tables, for tests that run it as it stands there.
#pragma once
#include <nlohmann/json.hpp>
#include <string>

#include "tests/unit/compiler/abi/asked.h"

namespace polc::abi_test {

// The n-th block of SQL.
inline std::string shownSql(size_t n) {
  static constexpr std::string_view kFence = "```";
  std::string page = contents("../../docs/directories.md");
  size_t begin = 0;
  for (size_t i = 0; i <= n; ++i) begin = page.find("```sql\n", begin) + 7;
  return page.substr(begin, page.find(kFence, begin) - begin);
}

inline std::string quoted(const std::string& text) {
  std::string out = "'";
  for (char c : text) out += c == '\'' ? "''" : std::string(1, c);
  return out + "'";
}
inline std::string named(const nlohmann::json& uid) {
  return quoted(uid.at("type")) + ", " + quoted(uid.at("id"));
}

// The acme directory in tables.
inline std::string entityRows() {
  std::string sql = "BEGIN;";
  for (const nlohmann::json& entity : nlohmann::json::parse(contents("directory.json"))) {
    std::string attrs = entity.contains("attrs") ? quoted(entity["attrs"].dump()) : "NULL";
    sql += "INSERT INTO entity VALUES (" + named(entity["uid"]) + ", " + attrs + ");";
    for (const nlohmann::json& parent : entity.value("parents", nlohmann::json::array()))
      sql += "INSERT INTO parent VALUES (" + named(entity["uid"]) + ", " + named(parent) + ");";
  }
  return sql + "COMMIT;";
}

}  // namespace polc::abi_test
