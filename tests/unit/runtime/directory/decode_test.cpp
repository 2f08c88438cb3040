#include "runtime/directory/decode.h"

#include <catch2/catch.hpp>

#include "runtime/decision/decision.h"
#include "tests/unit/runtime/all_types.h"

namespace polc::directory {
namespace {

using test::AllTypes;

// One Thing whose field is given as `json`; what it then holds, as JSON, or how it is not given.
std::string thing(std::string_view field, const std::string& json) {
  static const auto bundle = AllTypes().finish();
  std::vector<Finding> findings;
  auto directory = Directory::load(
      bundle,
      R"([{"uid":{"type":"Thing","id":"x"},"attrs":{")" + std::string(field) + "\":" + json + "}}]",
      findings);
  if (!directory) return "refused";
  const Entity& entity = directory->entity(directory->find(AllTypes::kThing, "x"));
  uint32_t at = AllTypes::fieldOf(bundle->entities[AllTypes::kThing], field);
  const Value& value = entity.fields[at];
  if (value.kind == value::Kind::absent) return "absent";
  if (value.kind == value::Kind::invalid)
    return findings.empty() ? "invalid without a word" : "invalid";
  return decision::valueJson(value, bundle->entities[AllTypes::kThing].fields[at].type,
                             {directory.get()});
}

void same(std::string_view field, std::initializer_list<const char*> all) {
  for (const char* json : all) {
    INFO(field << " " << json);
    CHECK(thing(field, json) == json);
  }
}
void invalid(std::string_view field, std::initializer_list<const char*> all) {
  for (const char* json : all) {
    INFO(field << " " << json);
    CHECK(thing(field, json) == "invalid");
  }
}

TEST_CASE("null is absent") {
  CHECK(thing("int", "null") == "absent");
  CHECK(thing("set", "null") == "absent");
}

TEST_CASE("numbers are exact") {
  same("int", {"0", "-7", "9223372036854775807", "-9223372036854775808"});
  invalid("int", {"1.0", "1e3", "9223372036854775808", "\"1\"", "true", "[1]"});
  CHECK(thing("int", "-0") == "0");
  same("decimal",
       {"0", "1.5", "-1.5", "0.0001", "-0.0001", "922337203685477.5807", "-922337203685477.5807"});
  CHECK(thing("decimal", "\"1.50\"") == "1.5");
  CHECK(thing("decimal", "\"-12\"") == "-12");
  CHECK(thing("decimal", "1.5e2") == "150");
  CHECK(thing("decimal", "150e-2") == "1.5");
  CHECK(thing("decimal", "-0.0") == "0");
  CHECK(thing("decimal", "0e999") == "0");
  invalid("decimal",
          {"1.00001", "1.50000", "922337203685477.5808", "1e15", "15e-5", "\"1.\"", "\".5\"",
           "\"1e2\"", "\"+1\"", "\"\"", "\"-\"", "\" 1\"", "true", "1e99999999999"});
}

TEST_CASE("texts are literals") {
  same("bool", {"true", "false"});
  invalid("bool", {"1", "\"true\""});
  same("string", {"\"\"", "\"größe \\\"x\\\"\""});
  invalid("string", {"1", "{}"});
  same("time", {"\"2026-03-01T10:00:00Z\"", "\"2026-03-01T10:00:00.000001Z\""});
  CHECK(thing("time", "\"2026-03-01T10:00:00+02:00\"") == "\"2026-03-01T08:00:00Z\"");
  invalid("time", {"\"2026-03-01\"", "\"2026-03-01T10:00:00\"", "1772359200", "\"now\""});
  same("date", {"\"2026-03-01\""});
  invalid("date", {"\"2026-03-01T00:00:00Z\"", "\"2026-02-29\""});
  same("duration", {"\"3d\"", "\"90s\""});
  invalid("duration", {"\"3m\"", "3", "\"6mo\""});
  same("period", {"\"6mo\"", "\"1y\""});
  invalid("period", {"\"3d\"", "6"});
  same("ip", {"\"10.0.0.0/8\"", "\"2001:db8::1\""});
  invalid("ip", {"\"10.0.0.1/8\"", "\"010.0.0.1\"", "\"fe80::1%eth0\""});
  same("version", {"\"1.2.3-rc.1\""});
  CHECK(thing("version", "\"1.2.3+build\"") == "\"1.2.3\"");
  invalid("version", {"\"1.2\"", "1.2"});
  same("stage", {"\"staging\""});
  invalid("stage", {"\"Staging\"", "\"other\"", "1"});
}

TEST_CASE("a date is its local midnight in the contract's zone") {
  static const auto bundle = AllTypes().finish();
  std::vector<Finding> findings;
  auto directory = Directory::load(
      bundle, R"([{"uid":{"type":"Thing","id":"x"},"attrs":{"date":"2026-03-01"}}])", findings);
  const Value& date = directory->entity(directory->find(AllTypes::kThing, "x")).fields[5];
  CHECK(time::formatTime(date.bits) == "2026-02-28T23:00:00Z");
}

TEST_CASE("entities have the declared type") {
  same("team", {R"({"type":"Team","id":"a\"b"})"});
  CHECK(thing("team", R"({"__entity":{"type":"Team","id":"x"}})") == R"({"type":"Team","id":"x"})");
  invalid("team", {R"({"type":"Person","id":"x"})", R"({"type":"Nothing","id":"x"})",
                   R"({"id":"x"})", R"({"type":"Team","id":1})", "\"x\"",
                   R"({"__entity":{"__entity":{"type":"Team","id":"x"}}})"});
}

TEST_CASE("sets are sorted; one bad member makes the whole invalid") {
  CHECK(thing("set", "[3,1,3,2]") == "[1,2,3]");
  same("set", {"[]"});
  invalid("set", {"[1,\"2\"]", "[1,null]", "1", "{}"});
  CHECK(thing("stages", R"(["production","staging"])") == R"(["staging","production"])");
  CHECK(thing("map", R"({"b":1,"a":2})") == R"({"a":2,"b":1})");
  CHECK(thing("map", R"({"b":1,"a":null})") == R"({"b":1})");
  invalid("map", {R"({"a":1,"b":"x"})", "[]"});
}

struct Boxes {
  std::shared_ptr<const core::Bundle> bundle = AllTypes().finish();
  std::vector<Finding> findings;
  std::shared_ptr<const Directory> directory;
  const Value* box(const std::string& attrs) {
    directory = Directory::load(
        bundle, R"([{"uid":{"type":"Box","id":"x"},"attrs":)" + attrs + "}]", findings);
    return directory->entity(directory->find(AllTypes::kBox, "x")).fields;
  }
};

TEST_CASE_METHOD(Boxes, "a record's fields are missing or invalid one by one") {
  const value::Record& part = box(R"({"part":{"size":"big","note":null}})")[0].record();
  CHECK(part.path == "part");
  CHECK(part.owner == directory->find(AllTypes::kBox, "x"));
  CHECK(part.fields[0].kind == value::Kind::missing);
  CHECK(part.fields[1].kind == value::Kind::invalid);
  CHECK(part.fields[2].kind == value::Kind::absent);
  CHECK(box(R"({"part":{"name":"x"}})")[0].record().fields[1].bits == 7);
  CHECK(box(R"({"part":[]})")[0].kind == value::Kind::invalid);
}

TEST_CASE_METHOD(Boxes, "a record knows its path") {
  const Value* fields =
      box(R"({"part":{"name":"x","inner":{"deep":1}},"parts":[{"name":"y","inner":{}}],
                                "drawers":{"k":{"name":"z"}}})");
  CHECK(fields[0].record().fields[3].record().path == "part.inner");
  const value::Record& member = fields[1].set().members[0].record();
  CHECK(member.path == "parts[]");
  CHECK(member.fields[3].record().path == "parts[].inner");
  CHECK(fields[2].map().entries[0].value.record().path == "drawers[]");
}

TEST_CASE_METHOD(Boxes, "required fields are missing and defaults stand in") {
  const Value* fields = box("{}");
  CHECK(fields[0].kind == value::Kind::missing);
  CHECK(fields[1].set().count == 0);
  CHECK(fields[2].kind == value::Kind::absent);
}

}  // namespace
}  // namespace polc::directory
