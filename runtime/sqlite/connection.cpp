#include "runtime/sqlite/connection.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <new>

namespace polc::sqlite {
namespace {

// Quoted as JSON a text becomes six times as long at most: what is over the limit of all is found before that matters.
constexpr int kMostValueBytes = 64 << 20;

[[noreturn]] void fail(sqlite3* database, int status) {
  if ((status & 0xff) == SQLITE_NOMEM || !database) throw std::bad_alloc();
  if ((status & 0xff) == SQLITE_TOOBIG)
    throw Refused{directory::kJsonTooLong,
                  fmt::format("a value is longer than {} bytes", kMostValueBytes)};
  throw Refused{directory::kDatabaseUnreadable,
                fmt::format("the database cannot be read: {}", sqlite3_errmsg(database))};
}

// No name has a meaning of its own: ":memory:" and "file:x" are files.
std::string asFile(const std::string& path) { return path.starts_with('/') ? path : "./" + path; }

}  // namespace

Connection::Connection(const std::string& path, int patience) {
  int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
  try {
    int status = sqlite3_open_v2(asFile(path).c_str(), &database_, flags, nullptr);
    if (status != SQLITE_OK) fail(database_, status);
    sqlite3_busy_timeout(database_, patience);
    defend();
  } catch (...) {
    sqlite3_close(database_);
    throw;
  }
}

Connection::~Connection() { sqlite3_close(database_); }

void Connection::defend() {
  struct Setting {
    int option, value;
  };
  constexpr Setting kSettings[] = {
      {SQLITE_DBCONFIG_DEFENSIVE, 1},      {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
      {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0}, {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
      {SQLITE_DBCONFIG_DQS_DML, 0},        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0}};
  for (const Setting& setting : kSettings) {
    int status = sqlite3_db_config(database_, setting.option, setting.value, nullptr);
    if (status != SQLITE_OK) fail(database_, status);
  }
  int status = sqlite3_drop_modules(database_, nullptr);
  if (status != SQLITE_OK) fail(database_, status);
  sqlite3_limit(database_, SQLITE_LIMIT_LENGTH, kMostValueBytes);
  sqlite3_limit(database_, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit(database_, SQLITE_LIMIT_WORKER_THREADS, 0);
  for (const char* pragma : {"query_only=ON", "cell_size_check=ON", "mmap_size=0",
                             "temp_store=MEMORY", "ignore_check_constraints=ON"})
    run(fmt::format("PRAGMA {}", pragma));
}

void Connection::run(std::string_view sql) {
  Statement statement(database_, sql);
  while (statement.step()) continue;
}

Statement::Statement(sqlite3* database, std::string_view sql) : database_(database) {
  int status =
      sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &statement_, nullptr);
  if (status != SQLITE_OK) fail(database, status);
}

Statement::~Statement() { sqlite3_finalize(statement_); }

bool Statement::step() {
  int status = sqlite3_step(statement_);
  if (status == SQLITE_DONE) return false;
  if (status != SQLITE_ROW) fail(database_, status);
  ++row_;
  return true;
}

std::optional<std::string_view> Statement::text(int column) const {
  if (sqlite3_column_type(statement_, column) != SQLITE_TEXT) return std::nullopt;
  const unsigned char* bytes = sqlite3_column_text(statement_, column);
  if (!bytes) throw std::bad_alloc();
  auto size = static_cast<size_t>(sqlite3_column_bytes(statement_, column));
  return std::string_view(reinterpret_cast<const char*>(bytes), size);
}

std::string_view Statement::kind(int column) const {
  switch (sqlite3_column_type(statement_, column)) {
    case SQLITE_INTEGER:
      return "INTEGER";
    case SQLITE_FLOAT:
      return "REAL";
    case SQLITE_TEXT:
      return "TEXT";
    case SQLITE_BLOB:
      return "BLOB";
    default:
      return "NULL";
  }
}

int64_t Statement::number(int column) const { return sqlite3_column_int64(statement_, column); }

}  // namespace polc::sqlite
