// Directories from SQLite by the C interface; what docs/directories.md shows is run as it stands there.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/unit/compiler/abi/asked.h"
#include "tests/unit/compiler/abi/directories_page.h"
#include "tests/unit/runtime/sqlite_file.h"

using namespace polc;
using namespace polc::abi_test;
using Json = nlohmann::json;
using test::SqliteFile;

namespace {

std::string decided(const Directory& directory, const char* who, const char* on) {
  Decision decision = std::move(Decision::make().value);
  REQUIRE(decision.evaluate(directory.get(), asJson(who, "connect", on), kNow).status() == POLC_OK);
  return std::string(decision.json());
}

}  // namespace

TEST_CASE("a database decides as the JSON does, and a file is known for one by its first bytes") {
  Acme acme;
  SqliteFile file(shownSql(0) + entityRows());
  Result<Directory> made = Directory::loadSqlite(acme.bundle, file.path());
  REQUIRE(made);
  CHECK(made->findings() == "[]");
  CHECK(made->size() == acme.directory.size());
  Result<Directory> by_file = Directory::loadFile(acme.bundle, file.path());
  REQUIRE(by_file);
  for (const char* who : {"vendor_mfa", "operator", "nobody"}) {
    for (const char* on : {"staging_1", "preview_feb"}) {
      CHECK(decided(*made, who, on) == decided(acme.directory, who, on));
      CHECK(decided(*by_file, who, on) == decided(acme.directory, who, on));
    }
  }
}

TEST_CASE("findings of a database name the row") {
  Acme acme;
  SqliteFile file(test::kTables + std::string(R"(
      INSERT INTO entity VALUES ('Team', 'a', '{"shoe": 1}'), ('Nix', 'x', NULL);)"));
  Result<Directory> made = Directory::loadSqlite(acme.bundle, file.path());
  CHECK(made.status == POLC_REFUSED);
  CHECK(made.error.code() == "P8012");
  CHECK(made.error.message() == "entity Nix::\"x\": the contract declares no entity `Nix`");
  Json findings = Json::parse(made.error.findings());
  REQUIRE(findings.size() == 1);
  CHECK(findings[0] == Json{{"code", "P8012"},
                            {"severity", "error"},
                            {"message", "the contract declares no entity `Nix`"},
                            {"table", "entity"},
                            {"type", "Nix"},
                            {"id", "x"}});
  file.run("DELETE FROM entity WHERE type = 'Nix'");
  made = Directory::loadSqlite(acme.bundle, file.path());
  REQUIRE(made);
  findings = Json::parse(made->findings());
  REQUIRE(findings.size() == 1);
  CHECK(findings[0]["code"] == "P8017");
  CHECK(findings[0]["id"] == "a");
}

TEST_CASE("what is no such database is refused, and nothing is given") {
  Acme acme;
  Result<Directory> made = Directory::loadSqlite(acme.bundle, kFolder + "/directory.json");
  CHECK(made.status == POLC_UNREADABLE);
  CHECK(made.error.code() == "P8021");
  CHECK(made->get() == nullptr);
  SqliteFile file("CREATE TABLE entity (type, id, attrs)");
  made = Directory::loadFile(acme.bundle, file.path());
  CHECK(made.status == POLC_REFUSED);
  CHECK(made.error.code() == "P8022");
  CHECK(made.error.message() == "there is no table `parent`");
  CHECK_FALSE(Json::parse(made.error.findings()).at(0).contains("table"));
}

TEST_CASE("a database that cannot be read is a file that cannot be read") {
  Acme acme;
  Result<Directory> none = Directory::loadSqlite(acme.bundle, kFolder + "/none.sqlite");
  CHECK(none.status == POLC_UNREADABLE);
  CHECK(none.error.code() == "P8021");
  SqliteFile file(test::kTables);
  std::filesystem::resize_file(file.path(), 4096);
  Result<Directory> cut = Directory::loadFile(acme.bundle, file.path());
  CHECK(cut.status == POLC_UNREADABLE);
  CHECK(Json::parse(cut.error.findings()).at(0)["code"] == "P8021");
}

TEST_CASE("findings are JSON whatever bytes a database has for names") {
  Acme acme;
  SqliteFile file(test::kTables + std::string("ALTER TABLE entity ADD COLUMN \"a\xff\xc0z\";"));
  Result<Directory> made = Directory::loadSqlite(acme.bundle, file.path());
  REQUIRE(made);
  CHECK(Json::parse(made->findings()).at(0)["message"] == "`entity.a\uFFFD\uFFFDz` is not read");
}

TEST_CASE("tables of an application are copied as the page shows") {
  Acme acme;
  SqliteFile file(
      shownSql(0) +
      "CREATE TABLE users (login, company, second_factor, team);"
      "INSERT INTO users VALUES ('v', 'Acme GmbH', 1, 'acme'), ('w', 'Acme GmbH', 0, 'acme');" +
      shownSql(1));
  Result<Directory> made = Directory::loadSqlite(acme.bundle, file.path());
  REQUIRE(made);
  CHECK(made->size() == 3);
  CHECK(file.ask("SELECT attrs FROM entity WHERE id = 'v'").at(0) ==
        R"({"employer":"Acme GmbH","mfa":true})");
  CHECK(made->findings().find("P8015") == std::string_view::npos);
}

TEST_CASE("changes follow the load as the page shows") {
  Acme acme;
  SqliteFile file("PRAGMA foreign_keys = ON;" + shownSql(0) + shownSql(2) + entityRows());
  std::string before = file.ask("SELECT max(number) FROM change").at(0);
  Directory directory = std::move(Directory::loadSqlite(acme.bundle, file.path()).value);
  std::string was = decided(directory, "vendor_mfa", "staging_1");

  file.run(
      "UPDATE entity SET attrs = json_set(attrs, '$.mfa', json('false')) WHERE id = 'vendor_mfa';"
      "DELETE FROM entity WHERE id = 'operator';"
      "INSERT INTO entity VALUES ('Team', 'new', NULL);"
      "INSERT INTO parent SELECT type, id, 'Team', 'new' FROM entity WHERE id = 'vendor_no_mfa';");
  std::string query = shownSql(3), lines;
  query.replace(query.find("?1"), 2, before);
  for (const std::string& line : file.ask(query)) lines += line + "\n";
  Result<Directory> applied = directory.apply(lines);
  REQUIRE(applied);
  Result<Directory> anew = Directory::loadSqlite(acme.bundle, file.path());
  REQUIRE(anew);
  CHECK(applied->size() == anew->size());
  CHECK(applied->size() == directory.size());
  CHECK(decided(*applied, "vendor_mfa", "staging_1") != was);
  for (const char* who : {"vendor_mfa", "operator", "vendor_no_mfa"})
    CHECK(decided(*applied, who, "staging_1") == decided(*anew, who, "staging_1"));
  CHECK(applied->entity("Identity", "operator") == POLC_NONE);
  CHECK(applied->entity("Team", "new") != POLC_NONE);
}

TEST_CASE(
    "whoever gets the id of one who was deleted or renamed gets no groups, without foreign keys") {
  Acme acme;
  SqliteFile file(shownSql(0) + shownSql(2) + entityRows());
  REQUIRE(file.ask("PRAGMA foreign_keys").at(0) == "0");
  const std::string parents =
      "SELECT parent_id FROM parent WHERE type = 'Identity' AND id = 'vendor_mfa'";
  const std::string was = file.ask(parents).at(0);
  auto line_after = [&](const std::string& change) {
    std::string before = file.ask("SELECT max(number) FROM change").at(0), query = shownSql(3);
    query.replace(query.find("?1"), 2, before);
    file.run(change);
    for (const std::string& line : file.ask(query)) {
      Json made = Json::parse(line);
      if (made.contains("uid") && made["uid"]["id"] == "vendor_mfa") return made;
    }
    return Json();
  };
  const std::string anew = "INSERT INTO entity VALUES ('Identity', 'vendor_mfa', NULL);";
  file.run("UPDATE entity SET id = 'renamed' WHERE id = 'vendor_mfa'");
  CHECK(file.ask("SELECT parent_id FROM parent WHERE id = 'renamed'").at(0) == was);
  CHECK(line_after(anew).at("parents") == Json::array());
  CHECK(file.ask(parents).empty());

  file.run("INSERT INTO parent VALUES ('Identity', 'vendor_mfa', 'Team', 'acme')");
  file.run("DELETE FROM entity WHERE id = 'vendor_mfa'");
  CHECK(file.ask(parents).empty());
  CHECK(line_after(anew).at("parents") == Json::array());
}
