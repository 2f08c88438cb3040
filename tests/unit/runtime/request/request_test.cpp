#include "runtime/request/request.h"

#include <catch2/catch.hpp>

#include "tests/unit/runtime/all_types.h"

namespace polc::request {
namespace {

using test::AllTypes;

struct Asked {
  std::shared_ptr<const core::Bundle> bundle = AllTypes().finish();
  std::vector<directory::Finding> findings;
  std::shared_ptr<const Directory> directory = Directory::load(
      bundle,
      R"([{"uid":{"type":"Person","id":"p"}},{"uid":{"type":"Box","id":"b"},"attrs":{"part":{"name":"known"}}}])",
      findings);
  std::shared_ptr<const Request> request;

  const Access& ask(const std::string& subject, const std::string& action,
                    const std::string& resource, const std::string& context = "{}") {
    request = Request::access(directory,
                              "{\"subject\":" + subject + ",\"action\":{\"name\":\"" + action +
                                  "\"},\"resource\":" + resource + ",\"context\":" + context + "}",
                              findings);
    REQUIRE(request);
    return std::get<Access>(request->body());
  }
  bool resourceKnown(const Access& access) const {
    return request->world().entity(access.resource).known;
  }

  std::string refused(const std::string& json, bool standing = false) {
    findings.clear();
    auto got = standing ? Request::standing(directory, json, findings)
                        : Request::access(directory, json, findings);
    if (got) return "taken";
    return findings.size() == 1 && findings[0].error
               ? std::to_string(findings[0].code) + " " +
                     json.substr(findings[0].begin, findings[0].end - findings[0].begin)
               : "no single error";
  }
};

const std::string kPerson = R"({"type":"Person","id":"p"})";
const std::string kBox = R"({"type":"Box","id":"b"})";
std::string box(const std::string& id, const std::string& properties) {
  return R"({"type":"Box","id":")" + id + R"(","properties":)" + properties + "}";
}

TEST_CASE_METHOD(Asked, "rows of the directory, and what it describes it alone describes") {
  const Access& access = ask(kPerson, "enter", box("b", R"({"part":{"name":"claimed"}})"));
  CHECK(access.subject == directory->find(AllTypes::kPerson, "p"));
  CHECK(access.resource == directory->find(AllTypes::kBox, "b"));
  CHECK(access.action == 0);
  CHECK(request->world().entity(access.resource).fields[0].record().fields[0].string() == "known");
  CHECK(request->world().size() == directory->size());
  CHECK_FALSE(request->now());
}

TEST_CASE_METHOD(Asked, "a request may describe what is not registered") {
  const Access& access =
      ask(kPerson, "enter",
          box("new", R"({"part":{"name":"n"},"owner":{"type":"Person","id":"q"},"x":1})"));
  const directory::Entity& resource = request->world().entity(access.resource);
  CHECK(resource.known);
  CHECK_FALSE(resource.born_now);
  CHECK(resource.groups == 0);
  CHECK(resource.fields[0].record().owner == access.resource);
  uint32_t owner = resource.fields[3].row();
  CHECK(request->world().entity(owner).id() == "q");
  CHECK_FALSE(request->world().entity(owner).known);
  CHECK(resourceKnown(ask(kPerson, "enter", box("new", "{}"))));
  CHECK_FALSE(resourceKnown(ask(kPerson, "enter", R"({"type":"Box","id":"new"})")));
  CHECK_FALSE(resourceKnown(ask(kPerson, "enter", box("new", "null"))));
}

TEST_CASE_METHOD(Asked, "of a registered type only the directory speaks, but of what is created") {
  std::string ghost = R"({"type":"Person","id":"ghost","properties":{"clear":true}})";
  CHECK_FALSE(request::Request::access(directory, "{}", findings));
  const Access* access = &ask(ghost, "enter", kBox);
  CHECK_FALSE(request->world().entity(access->subject).known);
  access = &ask(kPerson, "enter", ghost);
  CHECK_FALSE(request->world().entity(access->resource).known);
  access = &ask(kPerson, "create", ghost);
  CHECK(request->world().entity(access->resource).known);
  CHECK(request->world().entity(access->resource).born_now);
  access = &ask(ghost, "create", ghost);
  CHECK(access->subject == access->resource);
  CHECK_FALSE(request->world().entity(access->resource).known);
  access = &ask(kPerson, "create", kBox);
  CHECK_FALSE(request->world().entity(access->resource).born_now);
}

TEST_CASE_METHOD(Asked, "subject and resource may be one entity") {
  std::string described = box("self", R"({"part":{"name":"n"}})");
  const Access* access = &ask(described, "enter", R"({"type":"Box","id":"self"})");
  CHECK(access->subject == access->resource);
  CHECK(request->world().entity(access->resource).known);
  access = &ask(R"({"type":"Box","id":"self"})", "enter", described);
  CHECK(access->subject == access->resource);
  CHECK(request->world().entity(access->resource).known);
  access = &ask(box("self", R"({"owner":{"type":"Box","id":"self"}})"), "create", described);
  CHECK_FALSE(request->world().entity(access->resource).born_now);
}

TEST_CASE_METHOD(Asked, "an entity that the directory only names keeps its row when described") {
  auto pods = Directory::load(
      bundle, R"([{"uid":{"type":"Sample","id":"s"},"attrs":{"of":{"type":"Pod","id":"x"}}}])",
      findings);
  uint32_t row = pods->find(AllTypes::kPod, "x");
  REQUIRE(row != value::kNoEntity);
  auto asked =
      Request::access(pods, R"({"subject":{"type":"Sample","id":"s"},"action":{"name":"enter"},
      "resource":{"type":"Pod","id":"x","properties":{"hot":true}}})",
                      findings);
  REQUIRE(asked);
  CHECK(std::get<Access>(asked->body()).resource == row);
  CHECK(asked->world().entity(row).known);
  CHECK(asked->world().entity(row).fields[AllTypes::kHot].boolean());
  CHECK(asked->world().entity(row).id() == "x");
  CHECK_FALSE(pods->entity(row).known);
}

TEST_CASE_METHOD(Asked, "types and actions that are not declared refuse nothing") {
  const Access& access =
      ask(R"({"type":"Ghost","id":"g"})", "haunt", R"({"type":"Castle","id":"c"})");
  CHECK(access.subject == value::kNoEntity);
  CHECK(access.resource == value::kNoEntity);
  CHECK(access.action == core::kNone);
  CHECK(access.subject_name.type == "Ghost");
  CHECK(access.resource_name.id == "c");
  CHECK(access.action_name == "haunt");
}

TEST_CASE_METHOD(Asked, "the context has a value for each declared field") {
  const Access& access =
      ask(kPerson, "enter", kBox,
          R"({"ticket":"t","part":{"size":"x"},"unknown":1,"now":"2026-03-01T10:00Z"})");
  CHECK_FALSE(access.context[0].boolean());
  CHECK(access.context[1].string() == "t");
  CHECK(access.context[2].record().path == "context.part");
  CHECK(access.context[2].record().owner == value::kNoEntity);
  CHECK(access.context[2].record().fields[0].kind == value::Kind::missing);
  CHECK(access.context[2].record().fields[1].kind == value::Kind::invalid);
  CHECK(request->now() == test::at("2026-03-01T10:00:00Z"));
  CHECK(ask(kPerson, "enter", kBox, R"({"alarm":"loud"})").context[0].kind == value::Kind::invalid);
  CHECK(ask(kPerson, "enter", kBox, "null").context[1].kind == value::Kind::absent);
}

TEST_CASE_METHOD(Asked, "a request that is not one is refused, with the place") {
  std::string action = R"("action":{"name":"enter"})";
  std::string whole = "{\"subject\":" + kPerson + "," + action + ",\"resource\":" + kBox;
  CHECK(refused(whole + "}") == "taken");
  CHECK(refused("[]") == "8031 []");
  CHECK(refused("{") == "8001 ");
  CHECK(refused(R"({"action":1})") == R"(8030 {"action":1})");
  CHECK(refused("{\"subject\":\"p\"}") == "8031 \"p\"");
  CHECK(refused(R"({"subject":{"type":"Person"}})") == R"(8030 {"type":"Person"})");
  CHECK(refused(R"({"subject":{"type":"Person","id":7}})") == "8031 7");
  CHECK(refused("{\"subject\":" + kPerson + "}") == "8030 {\"subject\":" + kPerson + "}");
  CHECK(refused("{\"subject\":" + kPerson + R"(,"action":{}})") == "8030 {}");
  CHECK(refused("{\"subject\":" + kPerson + "," + action + "}").substr(0, 4) == "8030");
  CHECK(refused("{\"subject\":" + kPerson + "," + action + ",\"resource\":" + box("n", "[]") +
                "}") == "8031 []");
  CHECK(refused(whole + R"(,"context":[]})") == "8031 []");
  CHECK(refused(whole + R"(,"context":{"now":"today"}})") == "8032 \"today\"");
  CHECK(refused(whole + R"(,"context":{"now":12}})") == "8032 12");
  CHECK(refused(whole + R"(,"context":{"a":1,"a":1}})") == "8004 \"a\"");
  CHECK(refused("{\"entity\":" + kBox + ",\"now\":\"2026-02-30T00:00Z\"}", true) ==
        "8032 \"2026-02-30T00:00Z\"");
  CHECK(refused("{}", true) == "8030 {}");
}

TEST_CASE_METHOD(Asked, "a standing asks for one entity") {
  auto asked = Request::standing(
      directory, "{\"entity\":" + box("n", "{}") + ",\"now\":\"2026-03-01T10:00:00Z\"}", findings);
  REQUIRE(asked);
  const Standing& standing = std::get<Standing>(asked->body());
  CHECK(asked->world().entity(standing.entity).known);
  CHECK(asked->now() == test::at("2026-03-01T10:00Z"));
  auto named = Request::standingOf(directory, {"Box", "b"});
  CHECK(std::get<Standing>(named->body()).entity == directory->find(AllTypes::kBox, "b"));
  CHECK(std::get<Standing>(Request::standingOf(directory, {"Ghost", "b"})->body()).entity ==
        value::kNoEntity);
}

}  // namespace
}  // namespace polc::request
