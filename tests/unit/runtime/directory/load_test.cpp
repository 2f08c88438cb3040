#include <catch2/catch.hpp>

#include "runtime/directory/codes.h"
#include "runtime/directory/directory.h"
#include "tests/unit/runtime/all_types.h"

namespace polc::directory {
namespace {

using test::AllTypes;

struct Loaded {
  std::shared_ptr<const core::Bundle> bundle = AllTypes().finish();
  std::vector<Finding> findings;
  std::string text;
  std::shared_ptr<const Directory> directory;

  bool load(std::string json) {
    text = std::move(json);
    findings.clear();
    directory = Directory::load(bundle, text, findings);
    return directory != nullptr;
  }
  // "8015 the text at its place" of every finding
  std::vector<std::string> found() const {
    std::vector<std::string> all;
    for (const Finding& f : findings) {
      all.push_back((f.error ? "error " : "warning ") + std::to_string(f.code) + " " +
                    text.substr(f.begin, f.end - f.begin));
    }
    return all;
  }
  uint32_t row(uint32_t type, std::string_view id) const { return directory->find(type, id); }
  bool member(uint32_t a, uint32_t b) const { return World{directory.get()}.member(a, b); }
};

using Strings = std::vector<std::string>;
std::string person(const std::string& id, const std::string& more = "") {
  return R"({"uid":{"type":"Person","id":")" + id + "\"}" + more + "}";
}
std::string team(const std::string& id, const std::string& parent = "") {
  return R"({"uid":{"type":"Team","id":")" + id + "\"},\"parents\":[" +
         (parent.empty() ? "" : R"({"type":"Team","id":")" + parent + "\"}") + "]}";
}

TEST_CASE_METHOD(Loaded, "constants come first, then the file's entities, then those referred to") {
  REQUIRE(load("[" + person("p") + R"(,{"uid":{"type":"Box","id":"b"},"attrs":{"part":{"name":"n"},
      "owner":{"type":"Person","id":"ghost"}}},)" +
               team("other") + "]"));
  CHECK(row(AllTypes::kTeam, "staff") == 0);
  CHECK_FALSE(directory->entity(0).known);
  CHECK(row(AllTypes::kPerson, "p") == 1);
  CHECK(row(AllTypes::kBox, "b") == 2);
  CHECK(row(AllTypes::kTeam, "other") == 3);
  CHECK(row(AllTypes::kPerson, "ghost") == 4);
  CHECK_FALSE(directory->entity(4).known);
  CHECK(directory->entity(4).fields == nullptr);
  CHECK(row(AllTypes::kPerson, "nobody") == value::kNoEntity);
  CHECK(found() == Strings{R"(warning 8020 {"type":"Person","id":"ghost"})"});
  CHECK(namedButLacking(*directory) == std::vector<uint32_t>{0});
  REQUIRE(load("[" + team("staff") + "]"));
  CHECK(directory->entity(0).known);
  CHECK(namedButLacking(*directory).empty());
}

TEST_CASE_METHOD(Loaded, "membership is transitive") {
  REQUIRE(load(
      "[" + person("p", R"(,"parents":[{"type":"Team","id":"c"},{"type":"Team","id":"c"}])") + "," +
      team("b", "staff") + "," + team("staff") + "," + team("c", "b") + "," + team("d") + "]"));
  uint32_t p = row(AllTypes::kPerson, "p");
  for (const char* group : {"c", "b", "staff"}) CHECK(member(p, row(AllTypes::kTeam, group)));
  CHECK(member(p, p));
  CHECK_FALSE(member(p, row(AllTypes::kTeam, "d")));
  CHECK_FALSE(member(row(AllTypes::kTeam, "b"), row(AllTypes::kTeam, "c")));
  int groups = 0;
  World{directory.get()}.eachGroup(p, [&](uint32_t) { return ++groups, true; });
  CHECK(groups == 3);
  CHECK(findings.empty());
}

TEST_CASE_METHOD(Loaded, "known rows of a type are listed by id") {
  REQUIRE(load("[" + person("z") + "," + person("a") + "," + person("m") + "]"));
  Strings ids;
  for (uint32_t r : directory->ofType(AllTypes::kPerson))
    ids.emplace_back(directory->entity(r).id());
  CHECK(ids == Strings{"a", "m", "z"});
  CHECK(directory->ofType(AllTypes::kTeam).empty());
}

TEST_CASE_METHOD(Loaded, "what is no directory is refused") {
  CHECK_FALSE(load("[1"));
  CHECK(findings.at(0).code == 8001);
  CHECK_FALSE(load("[\"\xff\"]"));
  CHECK(findings.at(0).code == 8001);
  CHECK_FALSE(load(std::string(65, '[') + std::string(65, ']')));
  CHECK(findings.at(0).code == 8002);
  CHECK_FALSE(load(R"([{"uid":{"type":"Team","id":"a"},"uid":{"type":"Team","id":"b"}}])"));
  CHECK(found() == Strings{"error 8004 \"uid\""});
  CHECK_FALSE(load("{}"));
  CHECK(found() == Strings{"error 8010 {}"});
  CHECK_FALSE(load(R"([{"attrs":{}}, {"uid":"x"}, 7])"));
  CHECK(found() == Strings{R"(error 8010 {"attrs":{}})", R"(error 8010 "x")", "error 8010 7"});
  CHECK_FALSE(
      load("[" + person("p", R"(,"attrs":[])") + "," + person("q", R"(,"parents":{})") + "]"));
  CHECK(found() == Strings{"error 8010 []", "error 8010 {}"});
  CHECK_FALSE(load("[" + person("p", R"(,"parents":["x"])") + "]"));
  CHECK(found() == Strings{"error 8010 \"x\""});
  CHECK_FALSE(load("[" + person("p") + "," + person("p") + "]"));
  CHECK(found() == Strings{R"(error 8011 {"type":"Person","id":"p"})"});
  CHECK_FALSE(load(R"([{"uid":{"type":"Ghost","id":"p"}}])"));
  CHECK(found() == Strings{R"(error 8012 {"type":"Ghost","id":"p"})"});
}

TEST_CASE_METHOD(Loaded, "a cycle of parents is refused") {
  CHECK_FALSE(load("[" + team("a", "b") + "," + team("b", "c") + "," + team("c", "b") + "]"));
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].code == 8013);
  CHECK(findings[0].message.find("is a member of itself") != std::string::npos);
  CHECK_FALSE(load("[" + team("a", "a") + "]"));
  CHECK(found() == Strings{R"(error 8013 [{"type":"Team","id":"a"}])"});
}

TEST_CASE_METHOD(Loaded, "everything else is a warning with its place") {
  REQUIRE(load("[" + person("p", R"(,"attrs":{"clear":"yes","shoe":1},"tags":{},
      "parents":[{"type":"Box","id":"b"},{"type":"Nothing","id":"b"},{"type":"Team","id":"gone"}])") +
               R"(,{"uid":{"type":"Box","id":"b"},"attrs":{"part":{"size":1,"colour":2}}},
                   {"uid":{"type":"Box","id":"c"}}])"));
  CHECK(found() == Strings{"warning 8015 \"yes\"", "warning 8017 \"shoe\"", "warning 8017 \"tags\"",
                           R"(warning 8018 {"type":"Box","id":"b"})",
                           R"(warning 8018 {"type":"Nothing","id":"b"})",
                           R"(warning 8019 {"type":"Team","id":"gone"})",
                           R"(warning 8016 {"size":1,"colour":2})", "warning 8017 \"colour\"",
                           R"(warning 8016 {"type":"Box","id":"c"})"});
  uint32_t p = row(AllTypes::kPerson, "p");
  CHECK(member(p, row(AllTypes::kTeam, "gone")));
  CHECK_FALSE(member(p, row(AllTypes::kBox, "b")));
  CHECK(findings[0].message == "`clear` must be Bool: true or false");
}

TEST_CASE_METHOD(Loaded, "an empty directory knows nobody") {
  directory = Directory::empty(bundle);
  CHECK(directory->size() == 1);
  CHECK_FALSE(directory->entity(0).known);
  CHECK(row(AllTypes::kTeam, "staff") == 0);
}

TEST_CASE_METHOD(Loaded, "a chain of groups is closed in pieces, and all of it is found") {
  constexpr uint32_t kGroups = 5'000;
  std::string json = "[" + team("g0");
  for (uint32_t i = 1; i < kGroups; ++i)
    json += "," + team("g" + std::to_string(i), "g" + std::to_string(i - 1));
  REQUIRE(load(json + "]"));
  uint32_t last = row(AllTypes::kTeam, "g4999");
  for (uint32_t i = 0; i < kGroups; i += 7) {
    CHECK(member(last, row(AllTypes::kTeam, "g" + std::to_string(i))));
    CHECK_FALSE(member(row(AllTypes::kTeam, "g" + std::to_string(i)), last));
  }
  uint32_t groups = 0;
  World{directory.get()}.eachGroup(last, [&](uint32_t) { return ++groups, true; });
  CHECK(groups == kGroups - 1);
  CHECK(directory->memberships().rowCount() < kGroups * 64);
}

TEST_CASE_METHOD(Loaded, "entities with the same parents share what they are members of") {
  auto in = [](const char* a, const char* b) {
    return R"(,"parents":[{"type":"Team","id":")" + std::string(a) + R"("},{"type":"Team","id":")" +
           b + "\"}]";
  };
  REQUIRE(load("[" + person("p", in("a", "b")) + "," + person("q", in("b", "a")) + "," +
               person("r", in("a", "a")) + "," + team("a") + "," + team("b") + "]"));
  auto groups = [&](const char* id) {
    return directory->entity(row(AllTypes::kPerson, id)).groups;
  };
  CHECK(groups("p") == groups("q"));
  CHECK(groups("p") != groups("r"));
  CHECK(groups("r") != 0);
  CHECK(directory->entity(row(AllTypes::kTeam, "a")).groups == 0);
}

TEST_CASE_METHOD(
    Loaded, "too many memberships refuse the directory (P8014), too long a text, too (P8003)") {
  text = "[" + team("a", "staff") + "," + team("b", "a") + "," + team("staff") + "]";
  CHECK(Directory::load(bundle, text, findings, {3}));
  CHECK(findings.empty());
  CHECK_FALSE(Directory::load(bundle, text, findings, {2}));
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].code == 8014);
  CHECK(codeOf(json::Fault::too_long) == 8003);
}

TEST_CASE_METHOD(Loaded, "a hundred thousand entities are loaded in one pass") {
  std::string json = "[";
  for (int i = 0; i < 100'000; ++i)
    json += person("p" + std::to_string(i), R"(,"parents":[{"type":"Team","id":"staff"}])") + ",";
  REQUIRE(load(json + team("staff") + "]"));
  CHECK(directory->ofType(AllTypes::kPerson).size() == 100'000);
  CHECK(findings.empty());
}

}  // namespace
}  // namespace polc::directory
