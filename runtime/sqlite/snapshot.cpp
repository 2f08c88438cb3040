#include "runtime/sqlite/snapshot.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "runtime/directory/decode.h"
#include "runtime/sqlite/parts.h"

namespace polc::sqlite {

bool isDatabase(const std::string& path) {
  static constexpr std::string_view kMagic{"SQLite format 3\0", 16};
  std::error_code failure;
  // What is read of a pipe is gone.
  if (!std::filesystem::is_regular_file(path, failure)) return false;
  std::ifstream file(path, std::ios::binary);
  char first[kMagic.size()] = {};
  file.read(first, sizeof first);
  return file.gcount() == sizeof first && std::string_view(first, sizeof first) == kMagic;
}

std::string Row::shown() const { return fmt::format("{} {}::\"{}\"", table, type, id); }

std::optional<Row> Snapshot::rowAt(std::string_view json, uint32_t offset) const {
  auto after =
      std::ranges::upper_bound(rows_, offset, {}, [](const Parts& row) { return row.begin; });
  if (after == rows_.begin()) return std::nullopt;
  const Parts& row = *std::prev(after);
  uint32_t begin = row.begin + kUid.size();
  auto uid = json::parse(json.substr(begin, row.uid_end - begin));
  auto* document = std::get_if<json::Document>(&uid);
  auto name = document ? directory::entityName(*document, document->root()) : std::nullopt;
  if (!name) return std::nullopt;
  return Row{offset < row.parents ? "entity" : "parent", std::string(name->type),
             std::string(name->id)};
}

}  // namespace polc::sqlite
