// The entities of a SQLite database at one instant, as the JSON of a directory.
//
// In:     tables entity(type, id, attrs) and parent(type, id, parent_type, parent_id), as docs/directories.md says
// Out:    [{"uid":{…},"attrs":{…},"parents":[…]}…]: a row of `entity` a line, in the order of the table, so that
//         Directory::load reads what a file would give; and which row each part of it comes from
// Errors: P8021: it cannot be read; P8022: its tables are not as they must be; P8003: too long. Then nothing is read
// Threads: all is read in one transaction, while others may write
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/directory/directory.h"
#include "runtime/json/json.h"

namespace polc::sqlite {

// By the first bytes of a regular file.
bool isDatabase(const std::string& path);

struct Limits {
  uint64_t bytes = json::Limits().bytes;  // of types, ids and attributes
  int patience = 5000;                    // ms that a lock is waited for
};

// A row of a table: which entity it is of.
struct Row {
  std::string_view table;  // "entity" or "parent"
  std::string type, id;

  std::string shown() const;  // entity Person::"ada"
};

class Snapshot {
 public:
  // Nothing where it is refused; the finding says why and has no place.
  static std::optional<Snapshot> read(const std::string& path,
                                      std::vector<directory::Finding>& findings,
                                      const Limits& limits = {});

  const std::string& json() const { return json_; }
  std::string takeJson() { return std::move(json_); }
  // The row that the byte of json() comes from; nothing: it comes from none.
  std::optional<Row> rowAt(std::string_view json, uint32_t offset) const;
  std::optional<Row> rowAt(uint32_t offset) const { return rowAt(json_, offset); }

 private:
  friend class Entities;
  // Where parts of an entity begin in json(): the whole; behind the uid; the list of parents.
  struct Parts {
    uint32_t begin, uid_end, parents;
  };

  std::string json_;
  std::vector<Parts> rows_;
};

}  // namespace polc::sqlite
