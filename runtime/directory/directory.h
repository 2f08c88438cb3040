// Holds the entities that are known: who they are, their fields, what they are members of.
//
// In:     Cedar's entity JSON: [{"uid":{"type","id"},"attrs":{…},"parents":[{"type","id"}…]}…]
// Out:    rows; the bundle's entity constants are rows 0…n-1 (known only where the file has them), then the file's
//         entities, then those that are only referred to
// Errors: malformed JSON, a duplicate key or uid, a cycle of parents, an undeclared type refuse the file;
//         everything else is a warning with its place, and an error where a decision reads it
// Threads: immutable once loaded; any number of readers
#pragma once
#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "runtime/core/core.h"
#include "runtime/directory/names.h"

namespace polc::directory {

using value::Value;

struct Entity {
  uint32_t type = core::kNone;
  std::string_view id;
  bool known = false;     // in the directory, or described by the request
  bool born_now = false;  // the resource of `create`: its birth is the instant of the evaluation
  bool sound = false;     // in the directory, and none of its fields is missing or invalid
  const Value* fields =
      nullptr;  // one for each declared field, defaults filled in; null where not known
  const uint32_t* ancestors = nullptr;  // rows, ascending, without itself
  uint32_t ancestor_count = 0;
};

// A finding about a JSON text: code of the P8 range, byte offsets of the text.
struct Finding {
  uint16_t code;  // 8001 …
  bool error;
  uint32_t begin, end;
  std::string message;
};

struct Limits {
  uint64_t memberships = 1u << 28;  // entities times what they are members of, directly or not
};

class Directory {
 public:
  // Null where the text is refused; findings say why, and list every warning.
  static std::shared_ptr<const Directory> load(std::shared_ptr<const core::Bundle> bundle,
                                               std::string_view json,
                                               std::vector<Finding>& findings,
                                               const Limits& limits = {});
  // No entity is known but by request.
  static std::shared_ptr<const Directory> empty(std::shared_ptr<const core::Bundle> bundle);

  const core::Bundle& bundle() const { return *bundle_; }
  uint32_t size() const { return static_cast<uint32_t>(rows_.size()); }
  const Entity& entity(uint32_t row) const { return rows_[row]; }
  uint32_t find(uint32_t type, std::string_view id) const;  // row, or value::kNoEntity
  uint32_t find(std::string_view type, std::string_view id) const;
  uint32_t findType(std::string_view name) const;  // as the bundle's findEntityType, by hash
  uint32_t findAction(std::string_view name) const;
  const std::vector<uint32_t>& ofType(uint32_t type) const {
    return by_type_[type];
  }  // known rows, by id
  uint64_t serial() const { return serial_; }  // unlike that of any other directory of this process

 private:
  friend class Loader;
  inline static std::atomic<uint64_t> next_serial_{1};
  uint64_t serial_ = next_serial_++;
  std::shared_ptr<const core::Bundle> bundle_;
  value::Arena arena_;
  std::vector<Entity> rows_;
  NameIndex index_;  // of rows, by type and id
  NameIndex types_, actions_;
  std::vector<std::vector<uint32_t>> by_type_;
};

// An entity that the directory only names and a request describes: it keeps its row.
struct Described {
  uint32_t row;
  Entity entity;
};

// A directory and what one request adds to it: rows from directory.size() on, and at most two that it describes.
struct World {
  const Directory* directory = nullptr;
  const Entity* overlay = nullptr;
  uint32_t overlay_count = 0;
  const Described* described = nullptr;
  uint32_t described_count = 0;

  const core::Bundle& bundle() const { return directory->bundle(); }
  uint32_t size() const { return directory->size() + overlay_count; }
  const Entity& entity(uint32_t row) const {
    if (row >= directory->size()) return overlay[row - directory->size()];
    const Entity& entity = directory->entity(row);
    if (entity.known || described_count == 0) return entity;
    for (uint32_t i = 0; i < described_count; ++i) {
      if (described[i].row == row) return described[i].entity;
    }
    return entity;
  }
  bool member(uint32_t row, uint32_t group) const;  // x in x holds; by the ancestors of row
};

// Rows of the entities that the bundle's text names and the directory lacks.
std::vector<uint32_t> namedButLacking(const Directory& directory);

}  // namespace polc::directory
