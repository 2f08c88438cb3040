// A SQLite database that is read and never written to, opened as if an enemy had made it.
//
// Errors: Refused, which stays in this folder; std::bad_alloc where there is no memory
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "runtime/directory/codes.h"

struct sqlite3;
struct sqlite3_stmt;

namespace polc::sqlite {

struct Refused {
  directory::Code code;
  std::string message;
};

// Values of the row that step() came to stay until the next one.
class Statement {
 public:
  Statement(sqlite3* database, std::string_view sql);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  bool step();                                             // false: behind the last row
  std::optional<std::string_view> text(int column) const;  // nothing: it is no text
  std::string_view kind(int column) const;                 // "NULL", "INTEGER", …
  int64_t number(int column) const;
  uint64_t row() const { return row_; }  // from 1

 private:
  sqlite3* database_;
  sqlite3_stmt* statement_ = nullptr;
  uint64_t row_ = 0;
};

class Connection {
 public:
  // `patience`: ms that a lock of others is waited for.
  Connection(const std::string& path, int patience);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void run(std::string_view sql);
  sqlite3* get() const { return database_; }

 private:
  void defend();

  sqlite3* database_ = nullptr;
};

}  // namespace polc::sqlite
