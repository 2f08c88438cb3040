// A SQLite database in a folder of its own, made by SQL; both go with it.
#pragma once
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace polc::test {

inline constexpr const char* kTables =
    "CREATE TABLE entity (type, id, attrs); CREATE TABLE parent (type, id, parent_type, "
    "parent_id);";

class SqliteFile {
 public:
  explicit SqliteFile(const std::string& sql = "") {
    std::string folder = (std::filesystem::temp_directory_path() / "polc_sqlite_XXXXXX").string();
    if (!mkdtemp(folder.data())) throw std::runtime_error("no folder");
    folder_ = folder;
    if (sqlite3_open(path().c_str(), &database_) != SQLITE_OK) throw std::runtime_error("no file");
    run(sql);
  }
  ~SqliteFile() {
    close();
    std::filesystem::remove_all(folder_);
  }
  SqliteFile(const SqliteFile&) = delete;
  SqliteFile& operator=(const SqliteFile&) = delete;

  std::string path() const { return (folder_ / "entities.sqlite").string(); }
  const std::filesystem::path& folder() const { return folder_; }

  void run(const std::string& sql) {
    if (sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
      throw std::runtime_error(sqlite3_errmsg(database_));
  }
  // The first column of each row.
  std::vector<std::string> ask(const std::string& sql) {
    std::vector<std::string> rows;
    auto add = [](void* to, int, char** columns, char**) {
      static_cast<std::vector<std::string>*>(to)->emplace_back(columns[0] ? columns[0] : "");
      return 0;
    };
    if (sqlite3_exec(database_, sql.c_str(), add, &rows, nullptr) != SQLITE_OK)
      throw std::runtime_error(sqlite3_errmsg(database_));
    return rows;
  }
  void close() {
    sqlite3_close(database_);
    database_ = nullptr;
  }

 private:
  std::filesystem::path folder_;
  sqlite3* database_ = nullptr;
};

}  // namespace polc::test
