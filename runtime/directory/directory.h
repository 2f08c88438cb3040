// Holds the entities that are known: who they are, their fields, what they are members of.
//
// In:     Cedar's entity JSON: [{"uid":{"type","id"},"attrs":{…},"parents":[{"type","id"}…]}…]
// Out:    rows; the bundle's entity constants are rows 0…n-1 (known only where the file has them), then the file's
//         entities, then those that are only referred to
// Errors: malformed JSON, a duplicate key or uid, a cycle of parents, an undeclared type refuse the file;
//         everything else is a warning with its place, and an error where a decision reads it
// Threads: immutable once loaded; any number of readers, who may make others of it
#pragma once
#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_set>
#include <vector>

#include "runtime/directory/memberships.h"
#include "runtime/directory/names.h"
#include "runtime/directory/rows.h"

namespace polc::directory {

// A finding about a JSON text: code of the P8 range, byte offsets of the text.
struct Finding {
  uint16_t code;  // 8001 …
  bool error;
  uint32_t begin, end;
  std::string message;
};

struct Limits {
  uint64_t memberships = 1u << 28;  // rows in the sets of what entities are members of
};

// Where records stand in entities, such as "container.permits[]": kept once for all versions of a directory.
class Paths {
 public:
  std::string_view keep(const std::string& path) {
    std::lock_guard lock(lock_);
    return *all_.insert(path).first;
  }

 private:
  std::mutex lock_;
  std::unordered_set<std::string> all_;
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
  // This directory and what a list of changes makes of it: an entity is put in the place of the one that has its uid, or
  // added; {"delete":{"type","id"}} takes one away. Null where it is refused, as a whole. Rows stay; those of entities that
  // are gone, too. It shares with this one what the changes do not touch, and needs it only during the call.
  std::shared_ptr<const Directory> with(std::string_view json, std::vector<Finding>& findings,
                                        const Limits& limits = {}) const;

  const core::Bundle& bundle() const { return *bundle_; }
  uint32_t size() const { return rows_.size(); }
  const Entity& entity(uint32_t row) const { return rows_[row]; }
  // A search for an entity, in steps, so that several wait for memory together: search, fetch, find. The id stays.
  class Search {
   public:
    Search() = default;
    Search(const Directory& directory, uint32_t type, std::string_view id)
        : type_(type),
          key_(id),
          index_(directory.index_.search(key_.hash(directory.seed_ ^ type))) {}

   private:
    friend class Directory;
    uint32_t type_ = core::kNone;
    value::TextKey key_{{}};
    SharedIndex::Search index_;
    uint32_t likely_ = SharedIndex::kNone;
  };
  Search search(uint32_t type, std::string_view id) const { return {*this, type, id}; }
  void fetch(Search& search) const {
    uint32_t row = search.index_.likely();
    if (row >= size()) return;
    search.likely_ = row;
    __builtin_prefetch(&rows_[row]);
  }
  // Its row, or value::kNoEntity.
  uint32_t find(const Search& search) const {
    static_assert(SharedIndex::kNone == value::kNoEntity);
    if (search.type_ == core::kNone) return value::kNoEntity;
    if (search.likely_ != SharedIndex::kNone && isOf(search.likely_, search)) return search.likely_;
    return findAnew(search);
  }
  uint32_t find(uint32_t type, std::string_view id) const { return find(search(type, id)); }
  uint32_t find(std::string_view type, std::string_view id) const {
    return find(findType(type), id);
  }
  // As the bundle's findEntityType and findAction, by hash.
  uint32_t findType(std::string_view name) const {
    static_assert(NameTable::kNone == core::kNone);
    return names_->types.find(name);
  }
  uint32_t findAction(std::string_view name) const { return names_->actions.find(name); }
  const Memberships& memberships() const { return memberships_; }
  // Known rows of a type, by row.
  template <class Use>
  void eachOfType(uint32_t type, Use use) const {
    rows_.eachOfType(type, use);
  }
  std::vector<uint32_t> ofType(uint32_t type) const;  // likewise, by id
  uint32_t known() const { return known_; }           // how many entities
  uint64_t serial() const {
    return serial_.number;
  }  // unlike any other directory's of this process
  // Of with(): the rows whose entities came, went or changed. Of load(): none.
  const std::vector<uint32_t>& changed() const { return changed_; }

 private:
  friend class Draft;
  bool isOf(uint32_t row, const Search& search) const {
    const Entity& entity = rows_[row];
    return entity.type == search.type_ && search.key_.is(entity.id());
  }
  [[gnu::noinline]] uint32_t findAnew(const Search& search) const {
    return search.index_.find([&](uint32_t row) { return isOf(row, search); });
  }
  struct Serial {
    inline static std::atomic<uint64_t> next{1};
    uint64_t number = next++;
    Serial() = default;
    Serial(const Serial&) {}
    Serial& operator=(const Serial&) = delete;
  };
  struct Names {
    NameTable types, actions;  // their texts are the bundle's
  };

  Serial serial_;
  std::shared_ptr<const core::Bundle> bundle_;
  std::shared_ptr<const Names> names_;
  std::shared_ptr<Paths> paths_ = std::make_shared<Paths>();
  Rows rows_;
  uint64_t seed_ = hashSeed();  // here, as a search asks for it each time
  SharedIndex index_;           // of rows, by type and id
  Memberships memberships_;
  uint32_t known_ = 0;
  std::vector<uint32_t> changed_;
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
  // x in x holds.
  bool member(uint32_t row, uint32_t group) const {
    return row == group || directory->memberships().holds(entity(row).groups, group);
  }
  // What the row is a member of, until `use` says false, which is what is returned.
  template <class Use>
  bool eachGroup(uint32_t row, Use use) const {
    return directory->memberships().each(entity(row).groups, use);
  }
};

// Rows of the entities that the bundle's text names and the directory lacks.
std::vector<uint32_t> namedButLacking(const Directory& directory);

}  // namespace polc::directory
