// Where findings of directories say that they are, be they few or as many as the entities.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/unit/compiler/abi/asked.h"

using namespace polc;
using namespace polc::abi_test;
using Json = nlohmann::json;

namespace {

std::string team(const std::string& id, const std::string& attributes = "") {
  return R"({"uid":{"type":"Team","id":")" + id + R"("},"attrs":{)" + attributes + "}}";
}

const std::string kRefused = R"({"uid":{"type":"Team","id":"last"},  "parents":[1]})";

// "P8017 2:3" of each.
std::vector<std::string> placesOf(std::string_view findings) {
  std::vector<std::string> all;
  for (const Json& one : Json::parse(findings))
    all.push_back(one["code"].get<std::string>() + " " + std::to_string(one["line"].get<int>()) +
                  ":" + std::to_string(one["column"].get<int>()));
  return all;
}
using Places = std::vector<std::string>;

constexpr size_t kMany = 100'000;
// Each with a field that is not declared, `between` two of them.
std::string many(const char* between) {
  std::string all;
  for (size_t i = 0; i < kMany; ++i)
    all += (i ? between : "") + team("t" + std::to_string(i), R"("shoe":1)");
  return all;
}
size_t count(std::string_view text, std::string_view part) {
  size_t found = 0;
  for (size_t at = 0; (at = text.find(part, at)) != std::string_view::npos; ++at) ++found;
  return found;
}
std::string lastPlace(std::string_view findings) {
  return std::string(findings.substr(findings.rfind("\"line\"")));
}

}  // namespace

TEST_CASE("places are lines and bytes of lines, from 1, in whatever line a finding is") {
  Acme acme;
  const std::string odd = team("a", R"("shoe":1)");
  const std::string column = ":" + std::to_string(odd.find("\"shoe") + 1);
  auto places = [&](const std::string& json) {
    Result<Directory> made = Directory::load(acme.bundle, json);
    return placesOf(made ? made->findings() : made.error.findings());
  };
  CHECK(places("[" + team("a") + "]").empty());
  CHECK(places("[\n" + odd + "]") == Places{"P8017 2" + column});
  CHECK(places("\n\n[\n" + odd + ",\n\n" + team("b", "\"\xC3\xBC\":1,\n\"hat\":2") + "\n]\n") ==
        Places{"P8017 4" + column, "P8017 6" + column, "P8017 7:1"});
  CHECK(places("[") == Places{"P8001 1:2"});
  CHECK(places("[\n") == Places{"P8001 2:1"});
  CHECK(places("") == Places{"P8001 1:1"});
  CHECK(places("[\n" + odd + ",\n" + kRefused + "]") == Places{"P8017 2" + column, "P8010 3:49"});
}

TEST_CASE("lines of entities and of changes have the places of the text that was given") {
  Acme acme;
  const std::string odd = team("a", R"("shoe":1)");
  const std::string column = ":" + std::to_string(odd.find("\"shoe") + 1);
  const std::string lines = odd + "\n\n" + team("b") + "\n" + team("c", R"("hat":2)");
  Result<Directory> made = Directory::loadLines(acme.bundle, lines);
  REQUIRE(made);
  CHECK(placesOf(made->findings()).front() == "P8017 1" + column);
  CHECK(placesOf(made->findings()).size() == 2);
  Result<Directory> applied = acme.directory.apply(lines);
  REQUIRE(applied);
  CHECK(applied->findings() == made->findings());
}

TEST_CASE(
    "a warning of every entity is listed, with its place, be the entities in lines or in one") {
  Acme acme;
  const std::string lines = many("\n");
  const std::string last = team("t99999", R"("shoe":1)");
  Result<Directory> made = Directory::loadLines(acme.bundle, lines);
  REQUIRE(made);
  CHECK(count(made->findings(), "P8017") == kMany);
  CHECK(lastPlace(made->findings()) ==
        R"("line":100000,"column":)" + std::to_string(last.find("\"shoe") + 1) + "}]");

  Result<Directory> applied = acme.directory.apply(lines);
  REQUIRE(applied);
  CHECK(applied->findings() == made->findings());

  const std::string one = "[" + many(",") + "]";
  made = Directory::load(acme.bundle, one);
  REQUIRE(made);
  CHECK(count(made->findings(), "P8017") == kMany);
  CHECK(lastPlace(made->findings()) ==
        R"("line":1,"column":)" + std::to_string(one.rfind("\"shoe") + 1) + "}]");
}

TEST_CASE("an error behind many warnings is what refuses, and all are listed") {
  Acme acme;
  Result<Directory> made = Directory::load(acme.bundle, "[" + many(",\n") + ",\n" + kRefused + "]");
  CHECK(made.status == POLC_REFUSED);
  CHECK(made.error.code() == "P8010");
  CHECK(made.error.message().substr(0, 11) == "100001:49: ");
  CHECK(count(made.error.findings(), "P8017") == kMany);
  CHECK(count(made.error.findings(), "P8010") == 1);
}
