#include "runtime/sqlite/snapshot.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdio>
#include <memory>

#include "runtime/directory/decode.h"
#include "runtime/sqlite/parts.h"

namespace polc::sqlite {
namespace {

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

}  // namespace

bool isDatabase(const std::string& path) {
  static constexpr std::string_view kMagic{"SQLite format 3\0", 16};
  struct stat seen{};
  // What is read of a pipe is gone.
  if (stat(path.c_str(), &seen) != 0 || !S_ISREG(seen.st_mode)) return false;
  std::unique_ptr<std::FILE, Close> file(std::fopen(path.c_str(), "rb"));
  char first[kMagic.size()] = {};
  return file && std::fread(first, 1, sizeof first, file.get()) == sizeof first &&
         std::string_view(first, sizeof first) == kMagic;
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
