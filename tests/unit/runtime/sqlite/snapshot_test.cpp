// Directories from SQLite: what is read, what is found and where, what is refused.
#include "runtime/sqlite/snapshot.h"

#include <sys/stat.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <fstream>
#include <thread>

#include "runtime/directory/codes.h"
#include "tests/unit/runtime/all_types.h"
#include "tests/unit/runtime/sqlite_file.h"

namespace polc::sqlite {
namespace {

using directory::Directory;
using directory::Finding;
using test::AllTypes;
using test::kTables;
using test::SqliteFile;
using Strings = std::vector<std::string>;

struct Loaded {
  std::shared_ptr<const core::Bundle> bundle = AllTypes().finish();
  std::vector<Finding> findings;
  std::optional<Snapshot> snapshot;
  std::shared_ptr<const Directory> directory;

  bool load(const std::string& path) {
    findings.clear();
    directory = nullptr;
    snapshot = Snapshot::read(path, findings);
    if (snapshot) directory = Directory::load(bundle, snapshot->json(), findings);
    return directory != nullptr;
  }
  bool make(const std::string& sql) { return load(SqliteFile(kTables + sql).path()); }

  // "error 8015 entity Person::"ada" the JSON at its place" of every finding
  Strings found() const {
    Strings all;
    for (const Finding& one : findings) {
      std::string text = (one.error ? "error " : "warning ") + std::to_string(one.code);
      if (auto row = snapshot ? snapshot->rowAt(one.begin) : std::nullopt)
        text += " " + row->shown() + " " + snapshot->json().substr(one.begin, one.end - one.begin);
      all.push_back(text);
    }
    return all;
  }
  // "P8022 message" of the one that refuses.
  std::string refusal() const {
    const Finding& last = findings.back();
    return (last.error ? "P" : "") + std::to_string(last.code) + " " + last.message;
  }
  bool member(std::string_view person, std::string_view team) const {
    uint32_t row = directory->find(AllTypes::kPerson, person);
    return directory::World{directory.get()}.member(row, directory->find(AllTypes::kTeam, team));
  }
};

std::string entity(const std::string& type, const std::string& id, const std::string& attrs = "") {
  return "INSERT INTO entity VALUES ('" + type + "', '" + id + "', " +
         (attrs.empty() ? "NULL" : "'" + attrs + "'") + ");";
}
std::string parent(const std::string& type, const std::string& id, const std::string& of,
                   const std::string& parent_type = "Team") {
  return "INSERT INTO parent VALUES ('" + type + "', '" + id + "', '" + parent_type + "', '" + of +
         "');";
}

TEST_CASE_METHOD(Loaded, "a database gives the JSON of its entities, in the order of its rows") {
  REQUIRE(make(entity("Person", "p", R"({"clear": true})") + entity("Team", "b") +
               entity("Team", "quote\"and\nbreak") + parent("Person", "p", "b") +
               parent("Team", "b", "staff") + parent("Person", "p", "quote\"and\nbreak") +
               entity("Team", "staff")));
  CHECK(
      snapshot->json() ==
      R"([{"uid":{"type":"Person","id":"p"},"attrs":{"clear": true},"parents":[{"type":"Team","id":"b"},{"type":"Team","id":"quote\"and\nbreak"}]})"
      "\n"
      R"(,{"uid":{"type":"Team","id":"b"},"parents":[{"type":"Team","id":"staff"}]})"
      "\n"
      R"(,{"uid":{"type":"Team","id":"quote\"and\nbreak"},"parents":[]})"
      "\n"
      R"(,{"uid":{"type":"Team","id":"staff"},"parents":[]}])");
  CHECK(findings.empty());
  CHECK(directory->known() == 4);
  for (const char* team : {"b", "quote\"and\nbreak", "staff"}) CHECK(member("p", team));
  REQUIRE(make(""));
  CHECK(snapshot->json() == "[]");
  CHECK(directory->known() == 0);
}

TEST_CASE_METHOD(Loaded, "tables may have keys, other names of columns' case, and no rowid") {
  SqliteFile file(
      "CREATE TABLE ENTITY (Attrs TEXT, Id TEXT, TYPE TEXT, PRIMARY KEY (TYPE, Id)) WITHOUT ROWID;"
      "CREATE TABLE parent (type TEXT, id TEXT, parent_type TEXT, parent_id TEXT) STRICT;"
      "INSERT INTO entity (type, id) VALUES ('Team', 'b'), ('Team', 'a'), ('Person', 'p');" +
      parent("Person", "p", "a"));
  REQUIRE(load(file.path()));
  CHECK(findings.empty());
  CHECK(directory->known() == 3);
  CHECK(member("p", "a"));
  CHECK_FALSE(member("p", "b"));
}

TEST_CASE_METHOD(Loaded, "each finding of the JSON is one of the database, at its row") {
  REQUIRE(
      make("ALTER TABLE entity ADD COLUMN made_at;" +
           entity("Person", "p", R"({"clear":"yes","shoe":1})").insert(18, "(type, id, attrs) ") +
           entity("Box", "b", R"({"part":{"size":1}})").insert(18, "(type, id, attrs) ") +
           entity("Box", "c", R"({"part":{"name":"n"},"owner":{"type":"Person","id":"ghost"}})")
               .insert(18, "(type, id, attrs) ") +
           parent("Person", "p", "b", "Box") + parent("Person", "p", "gone")));
  CHECK(found() == Strings{"warning 8017", R"(warning 8015 entity Person::"p" "yes")",
                           R"(warning 8017 entity Person::"p" "shoe")",
                           R"(warning 8018 parent Person::"p" {"type":"Box","id":"b"})",
                           R"(warning 8019 parent Person::"p" {"type":"Team","id":"gone"})",
                           R"(warning 8016 entity Box::"b" {"size":1})",
                           R"(warning 8020 entity Box::"c" {"type":"Person","id":"ghost"})"});
  CHECK(findings[0].message == "`entity.made_at` is not read");
}

TEST_CASE_METHOD(Loaded, "what refuses the JSON refuses the database, at its row") {
  CHECK_FALSE(make(entity("Team", "a") + entity("Person", "p", R"({"clear":yes})")));
  CHECK(found() == Strings{R"(error 8001 entity Person::"p" y)"});
  std::string deep = std::string(64, '[') + std::string(64, ']');
  CHECK_FALSE(make(entity("Team", "a") + entity("Person", "p", "{\"x\":" + deep + "}")));
  CHECK(found().at(0).starts_with(R"(error 8002 entity Person::"p")"));
  CHECK_FALSE(make(entity("Person", "p", R"({"clear":true,"clear":false})")));
  CHECK(found() == Strings{R"(error 8004 entity Person::"p" "clear")"});
  CHECK_FALSE(make(entity("Team", "a") + entity("Team", "a") + parent("Team", "a", "staff")));
  CHECK(found() == Strings{R"(error 8011 entity Team::"a" {"type":"Team","id":"a"})"});
  CHECK_FALSE(make(entity("Ghost", "g")));
  CHECK(found() == Strings{R"(error 8012 entity Ghost::"g" {"type":"Ghost","id":"g"})"});
  CHECK_FALSE(make(entity("Team", "a") + entity("Team", "b") + parent("Team", "a", "b") +
                   parent("Team", "b", "a")));
  CHECK(found() == Strings{R"(error 8013 parent Team::"a" [{"type":"Team","id":"b"}])"});
  CHECK_FALSE(make("INSERT INTO entity VALUES ('Team', 'a', CAST(x'7b22ff223a317d' AS TEXT));"));
  CHECK(found().at(0).starts_with(R"(error 8001 entity Team::"a")"));
}

TEST_CASE_METHOD(Loaded, "more than may be is refused (P8003)") {
  SqliteFile file(kTables + entity("Team", "a", R"({"x":"0123456789"})") +
                  parent("Team", "a", "0123456789"));
  auto read = [&](uint64_t bytes) { return Snapshot::read(file.path(), findings, {bytes}); };
  CHECK(read(1000));
  for (uint64_t bytes : {0, 20, 30, 50, 70}) {
    INFO(bytes);
    findings.clear();
    CHECK_FALSE(read(bytes));
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].code == 8003);
  }
}

TEST_CASE_METHOD(Loaded, "a database without the tables is refused (P8022)") {
  const std::string parents = "CREATE TABLE parent (type, id, parent_type, parent_id);";
  auto refused = [&](const std::string& sql) {
    CHECK_FALSE(load(SqliteFile(sql).path()));
    return refusal();
  };
  CHECK(refused("CREATE TABLE other (x);") == "P8022 there is no table `entity`");
  CHECK(refused("CREATE TABLE entity (type, id, attrs);") == "P8022 there is no table `parent`");
  CHECK(refused("CREATE TABLE entity (type, name);" + parents) ==
        "P8022 the table `entity` lacks `id`");
  CHECK(refused("CREATE TABLE entity (type, id, attrs AS (type || id));" + parents) ==
        "P8022 `entity.attrs` is generated: a directory's tables hold what is stored");
  CHECK(refused("CREATE TABLE entity (type, id, attrs, more AS (hex(id)) STORED);" + parents) ==
        "P8022 `entity.more` is generated: a directory's tables hold what is stored");
  std::string no_table = "P8022 `entity` must be a table, and is a view or virtual";
  CHECK(refused("CREATE TABLE x (type, id, attrs); CREATE VIEW entity AS SELECT * FROM x;" +
                parents) == no_table);
  CHECK(refused("CREATE VIRTUAL TABLE entity USING fts5(type, id, attrs);" + parents) == no_table);
}

// What sqlite_schema says of a table is written by who made the database.
TEST_CASE_METHOD(Loaded, "a virtual table is refused however the schema describes it") {
  const std::string schema = "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET ";
  const std::string at_parent =
      "rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'parent')";
  const std::string tables =
      "CREATE TABLE parent (type, id, parent_type, parent_id);"
      "CREATE VIRTUAL TABLE entity USING fts5(type, id, attrs);" +
      entity("Team", "a");
  SqliteFile with_root(tables + schema + at_parent + " WHERE name = 'entity';");
  CHECK_FALSE(load(with_root.path()));
  CHECK(refusal() == "P8022 `entity` must be a table, and is a view or virtual");
  SqliteFile other_name(tables + "CREATE TABLE decoy (type, id, attrs);" + schema + at_parent +
                        ", name = 'hidden' WHERE name = 'entity';" + schema +
                        "name = 'entity', tbl_name = 'entity' WHERE name = 'decoy';");
  CHECK_FALSE(load(other_name.path()));
  CHECK(refusal().starts_with("P8021 the database cannot be read: malformed database schema"));
}

TEST_CASE_METHOD(Loaded, "a value of more than 64 MiB is refused (P8003)") {
  SqliteFile file(kTables);
  auto refused = [&](const std::string& type) {
    file.run("INSERT INTO entity VALUES (" + type + ", 'a', NULL)");
    return !load(file.path()) && refusal() == "P8003 a value is longer than 67108864 bytes";
  };
  CHECK(refused("CAST(zeroblob(67108865) AS TEXT)"));
}

TEST_CASE_METHOD(Loaded, "what a message repeats of a database is short, and UTF-8") {
  const std::string name = "\xff" + std::string(5000, 'n');
  REQUIRE(make("ALTER TABLE entity ADD COLUMN \"" + name + "\";"));
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].message.starts_with("`entity.\uFFFDnnn"));
  CHECK(findings[0].message.size() < 1000);
  CHECK_FALSE(make("ALTER TABLE entity ADD COLUMN \"" + name + "\" AS (hex(id));"));
  CHECK(refusal().starts_with("P8022 `entity.\uFFFDnnn"));
  CHECK(refusal().size() < 1000);
}

TEST_CASE_METHOD(Loaded, "a row that holds something else is refused (P8022)") {
  auto refused = [&](const std::string& sql) {
    CHECK_FALSE(make(entity("Team", "first") + sql));
    return refusal();
  };
  CHECK(refused("INSERT INTO entity VALUES (NULL, 'a', NULL);") ==
        "P8022 `type` of row 2 of `entity` must be a text in UTF-8, and is NULL");
  CHECK(refused("INSERT INTO entity VALUES ('Team', 7, NULL);") ==
        "P8022 `id` of row 2 of `entity` must be a text in UTF-8, and is INTEGER");
  CHECK(refused("INSERT INTO entity VALUES ('Team', 7.5, NULL);") ==
        "P8022 `id` of row 2 of `entity` must be a text in UTF-8, and is REAL");
  CHECK(refused("INSERT INTO entity VALUES ('Team', CAST(x'ff' AS TEXT), NULL);") ==
        "P8022 `id` of row 2 of `entity` must be a text in UTF-8");
  CHECK(
      refused("INSERT INTO entity VALUES ('Team', 'a', x'7b7d');") ==
      R"(P8022 `attrs` of {"type":"Team","id":"a"} must be NULL or the text of a JSON object, and is BLOB)");
  CHECK(refused("INSERT INTO parent VALUES ('Team', 'first', 'Team', NULL);") ==
        "P8022 `parent_id` of row 1 of `parent` must be a text in UTF-8, and is NULL");
  CHECK(
      refused(parent("Team", "second", "first")) ==
      R"(P8022 row 1 of `parent` is of an entity that `entity` does not have: {"type":"Team","id":"second"})");
}

TEST_CASE_METHOD(Loaded, "attributes cannot say more than attributes (P8022)") {
  for (const char* attrs :
       {R"({},"parents":[{"type":"Team","id":"staff"}])", R"({}},{"uid":{"type":"Team","id":"x"}})",
        "[]", "null", "", " ", "7", R"({"x":"})", "{"}) {
    INFO(attrs);
    CHECK_FALSE(make("INSERT INTO entity VALUES ('Team', 'a', '" + std::string(attrs) + "');"));
    CHECK(refusal().starts_with("P8022 `attrs` of"));
  }
  REQUIRE(make(entity("Person", "p", "\n {\n\"clear\"\n: true}\r\n ")));
  CHECK(findings.empty());
}

// ---- files

TEST_CASE("a database is known by its first bytes, and a pipe is left as it is") {
  SqliteFile file(kTables);
  CHECK(isDatabase(file.path()));
  std::string other = (file.folder() / "other.sqlite").string();
  CHECK_FALSE(isDatabase(other));
  std::ofstream(other) << "SQLite format 3";
  CHECK_FALSE(isDatabase(other));
  CHECK_FALSE(isDatabase(file.folder().string()));
  std::string pipe = (file.folder() / "pipe").string();
  REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
  CHECK_FALSE(isDatabase(pipe));
}

TEST_CASE_METHOD(Loaded, "what cannot be read is refused (P8021)") {
  SqliteFile file(kTables + entity("Team", "a"));
  CHECK_FALSE(load(file.path() + ".none"));
  CHECK(refusal() == "P8021 the database cannot be read: unable to open database file");
  std::string text = (file.folder() / "text").string();
  std::ofstream(text) << "SQLite format 3, and so on and on and on\n" << std::string(600, 'x');
  CHECK_FALSE(load(text));
  CHECK(refusal() == "P8021 the database cannot be read: file is not a database");
  std::filesystem::resize_file(file.path(), 4096);
  CHECK_FALSE(load(file.path()));
  CHECK(refusal() == "P8021 the database cannot be read: database disk image is malformed");
}

TEST_CASE_METHOD(Loaded, "a locked database is waited for, and then refused (P8021)") {
  SqliteFile file(kTables + entity("Team", "a"));
  file.run("BEGIN EXCLUSIVE");
  CHECK_FALSE(Snapshot::read(file.path(), findings, {1000, 10}));
  CHECK(refusal() == "P8021 the database cannot be read: database is locked");
  std::thread writer([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    file.run("COMMIT");
  });
  CHECK(load(file.path()));
  writer.join();
}

TEST_CASE_METHOD(Loaded, "a journal that a writer left behind is not rolled back (P8021)") {
  SqliteFile file(kTables + entity("Team", "a"));
  file.run("PRAGMA cache_size = 1; BEGIN IMMEDIATE;");
  for (int i = 0; i < 200; ++i)
    file.run(entity("Team", "t" + std::to_string(i), "{\"x\":\"" + std::string(400, 'x') + "\"}"));
  std::string copy = (file.folder() / "crashed.sqlite").string();
  std::filesystem::copy(file.path(), copy);
  std::filesystem::copy(file.path() + "-journal", copy + "-journal");
  CHECK_FALSE(load(copy));
  CHECK(refusal().starts_with("P8021 the database cannot be read: "));
  CHECK(std::filesystem::exists(copy + "-journal"));
}

// The second child of the root in the place of the first: a page that would be read twice, or for ever.
TEST_CASE_METHOD(Loaded, "a damaged tree is refused before a row is read (P8021)") {
  SqliteFile file(kTables);
  file.run("BEGIN");
  for (int i = 0; i < 300; ++i)
    file.run(entity("Team", "t" + std::to_string(i), "{\"x\":\"" + std::string(400, 'x') + "\"}"));
  file.run("COMMIT");
  REQUIRE(load(file.path()));
  int root = std::stoi(file.ask("SELECT rootpage FROM sqlite_schema WHERE name = 'entity'").at(0));
  file.close();
  std::fstream bytes(file.path(), std::ios::in | std::ios::out | std::ios::binary);
  auto page = std::streamoff{4096} * (root - 1);
  auto read16 = [&](std::streamoff at) {
    bytes.seekg(page + at);
    int high = bytes.get();
    return high * 256 + bytes.get();
  };
  char child[4];
  int first = read16(12), second = read16(14);
  bytes.seekg(page + second).read(child, 4);
  bytes.seekp(page + first).write(child, 4).flush();
  CHECK_FALSE(load(file.path()));
  CHECK(refusal().starts_with("P8021 the table `entity` is damaged: "));
}

TEST_CASE_METHOD(Loaded, "no code of the database runs, and nothing is written") {
  SqliteFile file(
      "CREATE TABLE entity (type, id CHECK (length(hex(id)) > 1000), attrs);"
      "CREATE TABLE parent (type, id, parent_type, parent_id);"
      "CREATE TABLE log (x);"
      "CREATE TRIGGER t AFTER INSERT ON entity BEGIN INSERT INTO log VALUES (1); END;"
      "PRAGMA ignore_check_constraints = ON;" +
      entity("Team", "a"));
  file.close();
  auto before = std::filesystem::last_write_time(file.path());
  REQUIRE(load(file.path()));
  CHECK(std::filesystem::last_write_time(file.path()) == before);
  size_t files = 0;
  for ([[maybe_unused]] const auto& one : std::filesystem::directory_iterator(file.folder()))
    ++files;
  CHECK(files == 1);
}

TEST_CASE_METHOD(Loaded, "no name of a file has a meaning of its own") {
  SqliteFile file(kTables + entity("Team", "a"));
  file.close();
  auto here = std::filesystem::current_path();
  std::filesystem::current_path(file.folder());
  for (const char* name : {":memory:", "file:x?mode=memory"}) {
    INFO(name);
    std::filesystem::copy(file.path(), name);
    CHECK(isDatabase(name));
    CHECK(load(name));
  }
  std::filesystem::current_path(here);
}

TEST_CASE_METHOD(Loaded, "a database in WAL mode is read as of one instant while others write") {
  SqliteFile file("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;" + std::string(kTables));
  constexpr int kLoads = 40;
  std::atomic<bool> done{false};
  std::atomic<int> written{0};
  std::thread writer([&] {
    // Not faster than a slow reader can read what there is.
    for (int i = 0; !done && i < 5'000; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      std::string id = std::to_string(i);
      file.run("BEGIN;" + entity("Team", "t" + id) + entity("Person", "p" + id) +
               parent("Person", "p" + id, "t" + id) + "COMMIT;");
      written = i + 1;
    }
  });
  bool whole = true;
  uint32_t least = 0;
  auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  auto waits = [&] { return least == 0 && std::chrono::steady_clock::now() < patience; };
  for (int i = 0; i < kLoads || (whole && waits()); ++i) {
    auto before = static_cast<uint32_t>(written.load());
    bool loaded = load(file.path());
    whole = whole && loaded && findings.empty() && directory->known() % 2 == 0;
    if (!loaded) break;
    whole = whole && directory->known() >= 2 * before && directory->known() >= least;
    least = directory->known();
  }
  done = true;
  writer.join();
  CHECK(whole);
  CHECK(least > 0);
}

}  // namespace
}  // namespace polc::sqlite
