#include <fmt/format.h>

#include "runtime/directory/lines.h"
#include "runtime/directory/names.h"
#include "runtime/json/token.h"
#include "runtime/sqlite/parts.h"
#include "runtime/sqlite/snapshot.h"
#include "runtime/sqlite/tables.h"

namespace polc::sqlite {

// What was read of the tables, until it is written as JSON.
class Entities {
 public:
  explicit Entities(const Limits& limits) : limits_(limits) {}

  void readEntities(const Connection& database) {
    Statement rows(database.get(), kEntity.query);
    while (rows.step()) {
      size_t begin = texts_.size();
      appendUid(rows, kEntity, 0);
      size_t uid_end = texts_.size();
      if (rows.kind(2) != "NULL") appendAttributes(rows, begin);
      size_t end = texts_.size();
      entities_.push_back({offset(begin), offset(uid_end), offset(end), kNone, kNone});
      // The directory refuses the second one of a uid.
      std::string_view uid = uidOf(entities_.back());
      if (find(uid) == kNone)
        index_.add(value::hashText(uid, directory::hashSeed()),
                   static_cast<uint32_t>(entities_.size() - 1));
    }
  }

  void readParents(const Connection& database) {
    Statement rows(database.get(), kParent.query);
    while (rows.step()) {
      size_t begin = texts_.size();
      appendUid(rows, kParent, 0);
      uint32_t number = find(std::string_view(texts_).substr(begin));
      if (number == kNone) {
        throw Refused{directory::kDatabaseForm,
                      fmt::format("row {} of `parent` is of an entity that `entity` does not "
                                  "have: {}",
                                  rows.row(), texts_.substr(begin))};
      }
      texts_.resize(begin);
      appendUid(rows, kParent, 2);
      parents_.push_back({offset(begin), offset(texts_.size()), kNone});
      link(entities_[number], static_cast<uint32_t>(parents_.size() - 1));
    }
  }

  Snapshot write() const {
    Snapshot made;
    made.json_.reserve(texts_.size() + 32 * entities_.size());
    made.rows_.reserve(entities_.size());
    made.json_ += '[';
    for (const Entity& entity : entities_) {
      if (&entity != &entities_[0]) made.json_ += "\n,";
      write(entity, made);
    }
    made.json_ += ']';
    return made;
  }

 private:
  static constexpr uint32_t kNone = directory::NameIndex::kNone;
  // Parts of texts_; then the first and the last of its parents.
  struct Entity {
    uint32_t begin, uid_end, end;
    uint32_t first, last;
  };
  struct Parent {
    uint32_t begin, end;
    uint32_t next;
  };

  std::string_view part(uint32_t begin, uint32_t end) const {
    return std::string_view(texts_).substr(begin, end - begin);
  }
  std::string_view uidOf(const Entity& entity) const { return part(entity.begin, entity.uid_end); }
  uint32_t find(std::string_view uid) const {
    return index_.find(value::hashText(uid, directory::hashSeed()),
                       [&](uint32_t number) { return uidOf(entities_[number]) == uid; });
  }

  uint32_t offset(size_t at) const {
    if (at > limits_.bytes)
      throw Refused{directory::kJsonTooLong,
                    fmt::format("the tables hold more than {} bytes", limits_.bytes)};
    return static_cast<uint32_t>(at);
  }

  // {"type":…,"id":…} of two columns: the same bytes for the same entity.
  void appendUid(const Statement& rows, const Table& table, int column) {
    texts_ += R"({"type":)";
    appendText(rows, table, column);
    texts_ += R"(,"id":)";
    appendText(rows, table, column + 1);
    texts_ += '}';
  }

  void appendText(const Statement& rows, const Table& table, int column) {
    auto text = rows.text(column);
    if (!text || json::firstBadUtf8(*text) != std::string_view::npos) {
      throw Refused{directory::kDatabaseForm,
                    fmt::format("`{}` of row {} of `{}` must be a text in UTF-8{}",
                                table.columns[static_cast<size_t>(column)], rows.row(), table.name,
                                text ? "" : fmt::format(", and is {}", rows.kind(column)))};
    }
    offset(texts_.size() + text->size());
    json::quote(texts_, *text);
  }

  void appendAttributes(const Statement& rows, size_t uid) {
    auto text = rows.text(2);
    if (!text || !directory::wholeObject(*text)) {
      throw Refused{
          directory::kDatabaseForm,
          fmt::format("`attrs` of {} must be NULL or the text of a JSON object{}",
                      texts_.substr(uid), text ? "" : fmt::format(", and is {}", rows.kind(2)))};
    }
    offset(texts_.size() + text->size());
    texts_ += *text;
  }

  void link(Entity& entity, uint32_t parent) {
    (entity.first == kNone ? entity.first : parents_[entity.last].next) = parent;
    entity.last = parent;
  }

  void write(const Entity& entity, Snapshot& made) const {
    std::string& json = made.json_;
    Snapshot::Parts parts{static_cast<uint32_t>(json.size()), 0, 0};
    json.append(kUid).append(uidOf(entity));
    parts.uid_end = static_cast<uint32_t>(json.size());
    if (entity.end > entity.uid_end)
      json.append(kAttributes).append(part(entity.uid_end, entity.end));
    parts.parents = static_cast<uint32_t>(json.size());
    json.append(kParents);
    for (uint32_t at = entity.first; at != kNone; at = parents_[at].next) {
      if (at != entity.first) json += ',';
      json.append(part(parents_[at].begin, parents_[at].end));
    }
    json.append("]}");
    made.rows_.push_back(parts);
  }

  const Limits& limits_;
  std::string texts_;
  std::vector<Entity> entities_;
  std::vector<Parent> parents_;
  directory::NameIndex index_;  // of entities_, by uid
};

namespace {

// Names of columns, and what SQLite says, have the bytes and lengths that the database gives them.
std::string readable(std::string_view message) {
  constexpr size_t kShown = 500;
  bool cut = message.size() > kShown;
  message = message.substr(0, kShown);
  std::string out;
  for (size_t bad; (bad = json::firstBadUtf8(message)) != std::string_view::npos;) {
    out.append(message.substr(0, bad)).append("\uFFFD");
    message.remove_prefix(bad + 1);
  }
  return out.append(message).append(cut ? "…" : "");
}

Snapshot readAll(const std::string& path, const Limits& limits,
                 std::vector<directory::Finding>& findings) {
  Connection database(path, limits.patience);
  database.run("BEGIN");
  check(kEntity, database, findings);
  check(kParent, database, findings);
  Entities entities(limits);
  entities.readEntities(database);
  entities.readParents(database);
  return entities.write();
}

}  // namespace

std::optional<Snapshot> Snapshot::read(const std::string& path,
                                       std::vector<directory::Finding>& findings,
                                       const Limits& limits) {
  size_t first = findings.size();
  std::optional<Snapshot> made;
  try {
    made = readAll(path, limits, findings);
  } catch (Refused& refused) {
    findings.push_back({refused.code, true, 0, 0, std::move(refused.message)});
  }
  for (size_t i = first; i < findings.size(); ++i)
    findings[i].message = readable(findings[i].message);
  return made;
}

}  // namespace polc::sqlite
