#include "runtime/decision/decision.h"

#include <catch2/catch.hpp>

#include "tests/unit/runtime/all_types.h"

namespace polc::decision {
namespace {

using test::AllTypes;

struct Decided : AllTypes {
  std::shared_ptr<const request::Request> request;
  Decision decision;
  core::Provenance first, second;

  Decided() {
    b().obligations.push_back(
        {"mask",
         {{"fields", type(core::TypeKind::set, core::kNone, strings()), core::kNone},
          {"why", optional(strings()), core::kNone}}});
    first = place("permission.first", core::ClauseKind::permission);
    second = place("permission.second", core::ClauseKind::permission);
    second.amendment = 2;
    second.title = text("a \"title\"");
    b().amended_through = 3;
    std::vector<directory::Finding> findings;
    auto directory = directory::Directory::load(finish(), "[]", findings);
    request = request::Request::access(directory, R"({"subject":{"type":"Person","id":"é\"x"},
        "action":{"name":"enter"},"resource":{"type":"Pod","id":"pod"}})",
                                       findings);
  }
  uint32_t subject() const { return std::get<request::Access>(request->body()).subject; }
  uint32_t resource() const { return std::get<request::Access>(request->body()).resource; }
};

TEST_CASE_METHOD(Decided, "keys stand in the order of the language, empty lists as []") {
  CHECK(
      toJson(decision, *request) ==
      R"({"outcome":"deny","reasons":[],"nearest":[],"set_aside":[],"obligations":[],"findings":[],)"
      R"("stable_until":null,"errors":[],"contract_state":"in_force","contract":"test.pods","bundle":")" +
          bundle->digest + R"(","amended_through":3})");
  decision.standing = true;
  decision.phase = Phase::warned;
  decision.deadline = test::at("2026-03-01T10:00Z");
  decision.stable_until = test::at("2026-03-01T10:00:00.25Z");
  decision.contract_state = ContractState::ended;
  CHECK(
      toJson(decision, *request)
          .find(
              R"("findings":[],"phase":"warned","deadline":"2026-03-01T10:00:00Z","stable_until":"2026-03-01T10:00:00.250000Z","errors":[],"contract_state":"ended")") !=
      std::string::npos);
}

TEST_CASE_METHOD(Decided, "every list is written") {
  core::Requirement requirement;
  requirement.from = first;
  requirement.severity = 3;
  requirement.message = 0;
  decision.outcome = Outcome::allow;
  decision.reasons = {{&first, Effect::allow, resource()}, {&second, Effect::suspend, subject()}};
  decision.set_aside = {{{&first, Effect::require, resource()}, &second}};
  decision.obligations = {
      {0, 1, resource(), {decision.arena().set({value::Value::ofString("a")}), {}}}};
  decision.findings = {{&requirement, subject()}};
  decision.nearest = {{&second, {{"e.x = 1", {"e.x = 2"}}}}};
  std::string json = toJson(decision, *request);
  auto has = [&](std::string_view part) {
    INFO(json);
    CHECK(json.find(part) != std::string::npos);
  };
  has(R"("reasons":[{"clause":"permission.first","effect":"allow","entity":{"type":"Pod","id":"pod"},"amendment":null,"file":"contract.pol","line":1,"title":null},)"
      R"({"clause":"permission.second","effect":"suspend","entity":{"type":"Person","id":"é\"x"},"amendment":2,"file":"contract.pol","line":2,"title":"a \"title\""}])");
  has(R"("nearest":[{"clause":"permission.second","amendment":2,"file":"contract.pol","line":2,"title":"a \"title\"","lacked":[{"condition":"e.x = 1","read":["e.x = 2"]}]}])");
  has(R"("set_aside":[{"clause":"permission.first","effect":"require","entity":{"type":"Pod","id":"pod"},"by":"permission.second"}])");
  has(R"("obligations":[{"id":"mask","properties":{"fields":["a"]},"clause":"permission.second","entity":{"type":"Pod","id":"pod"}}])");
  has(R"("findings":[{"clause":"permission.first","severity":"critical","cites":null,"message":"a \"title\"","entity":{"type":"Person","id":"é\"x"}}])");
}

TEST_CASE_METHOD(Decided, "errors say what they know") {
  decision.errors = {{ErrorCode::missing_field, value::kNoEntity, "context.ticket", ""},
                     {ErrorCode::wrong_type, resource(), "permits[]", "valid"},
                     {ErrorCode::undeclared_type, value::kNoEntity, "Ghost::\"g\"", ""}};
  std::string json = toJson(decision, *request);
  CHECK(
      json.find(
          R"({"code":"P7003","entity":null,"path":"context.ticket","message":"the request gives no `context.ticket`, which is required"})") !=
      std::string::npos);
  CHECK(
      json.find(
          R"({"code":"P7004","entity":{"type":"Pod","id":"pod"},"path":"permits[].valid","message":"`permits[].valid` of Pod::\"pod\" is not of its declared type"})") !=
      std::string::npos);
  CHECK(json.find(R"("message":"type of Ghost::\"g\" is not declared")") != std::string::npos);
}

TEST_CASE_METHOD(Decided, "errors are sorted by what is shown, once each") {
  std::vector<Cause> causes = {{ErrorCode::wrong_type, subject(), "b", ""},
                               {ErrorCode::missing_field, resource(), "a", "c"},
                               {ErrorCode::missing_field, subject(), "z", ""},
                               {ErrorCode::missing_field, value::kNoEntity, "z", ""},
                               {ErrorCode::missing_field, resource(), "a", "b"},
                               {ErrorCode::missing_field, resource(), "a.b", ""},
                               {ErrorCode::missing_field, resource(), "a", ""}};
  sortErrors(causes, request->world());
  std::vector<std::string> shown;
  for (const Cause& cause : causes) {
    shown.push_back(std::to_string(static_cast<int>(cause.code)) + " " +
                    entityText(cause.entity, *request) + " " + std::string(cause.path) + "|" +
                    std::string(cause.member));
  }
  REQUIRE(shown.size() == 6);
  CHECK(shown[0] == "7003 the request z|");
  CHECK(shown[1] == R"(7003 Person::"é\"x" z|)");
  CHECK(shown[2] == R"(7003 Pod::"pod" a|)");
  CHECK(shown[4] == R"(7003 Pod::"pod" a|c)");
  CHECK(shown[5] == R"(7004 Person::"é\"x" b|)");
}

TEST_CASE_METHOD(
    Decided,
    "reasons stand in text order, the resource's first, one per clause, effect and entity") {
  core::Provenance late = first;
  late.item = 9;
  std::vector<Reason> reasons = {
      {&second, Effect::allow, resource()}, {&late, Effect::suspend, resource()},
      {&first, Effect::suspend, subject()}, {&late, Effect::suspend, subject()},
      {&late, Effect::deny, resource()},    {&first, Effect::suspend, resource()}};
  sortReasons(reasons, resource());
  std::vector<Reason> wanted = {{&first, Effect::suspend, resource()},
                                {&late, Effect::deny, resource()},
                                {&first, Effect::suspend, subject()},
                                {&second, Effect::allow, resource()}};
  CHECK((reasons == wanted));
}

TEST_CASE_METHOD(Decided,
                 "of one item in two versions of a clause the lower amendment's is cited") {
  core::Provenance amended = first;
  amended.amendment = first.amendment + 1;
  for (bool swapped : {false, true}) {
    std::vector<Reason> reasons = {{&first, Effect::hold, resource()},
                                   {&amended, Effect::hold, resource()}};
    if (swapped) std::swap(reasons[0], reasons[1]);
    sortReasons(reasons, resource());
    REQUIRE(reasons.size() == 1);
    CHECK(reasons[0].from == &first);
  }
}

TEST_CASE_METHOD(Decided, "many reasons are sorted as few are") {
  std::vector<Reason> reasons, wanted;
  for (int i = 0; i < 50; ++i) {
    reasons.push_back({&second, Effect::allow, resource()});
    reasons.push_back({&first, i % 2 == 0 ? Effect::deny : Effect::suspend, resource()});
  }
  wanted = {{&first, Effect::deny, resource()},
            {&first, Effect::suspend, resource()},
            {&second, Effect::allow, resource()}};
  for (size_t few : {4, 64, 65, 100}) {
    std::vector<Reason> some(reasons.begin(), reasons.begin() + static_cast<ptrdiff_t>(few));
    sortReasons(some, resource());
    CHECK((some == wanted));
  }
}

TEST_CASE_METHOD(Decided, "an answer stays the same where what is shown does") {
  Decision a, b;
  core::Provenance again = first;
  a.reasons = {{&first, Effect::allow, resource()}};
  b.reasons = {{&again, Effect::allow, resource()}};
  a.stable_until = 5;
  b.errors = {{ErrorCode::overflow, value::kNoEntity, "x", ""}};
  CHECK(sameAnswer(a, b));
  b.reasons[0].entity = subject();
  CHECK_FALSE(sameAnswer(a, b));
  b = a;
  b.phase = Phase::held;
  CHECK_FALSE(sameAnswer(a, b));
  b = a;
  b.obligations = {{0, 0, resource(), {}}};
  CHECK_FALSE(sameAnswer(a, b));
}

TEST_CASE_METHOD(Decided, "a cleared decision keeps its room") {
  decision.reasons.resize(100);
  decision.outcome = Outcome::allow;
  decision.standing = true;
  decision.stable_until = 3;
  decision.arena();
  decision.clear();
  CHECK(decision.reasons.empty());
  CHECK(decision.reasons.capacity() >= 100);
  CHECK(decision.outcome == Outcome::deny);
  CHECK_FALSE(decision.standing);
  CHECK(decision.stable_until == value::kNever);
}

}  // namespace
}  // namespace polc::decision
