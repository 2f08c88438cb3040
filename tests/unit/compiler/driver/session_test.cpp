#include "compiler/driver/session.h"

#include <catch2/catch.hpp>

using namespace polc;

namespace {

constexpr const char* kContract = R"(contract a.b
  between provider "P", vendor "V"
  effective 2026-01-01
  zone "Europe/Berlin"

registered entity Team
registered entity Person in Team
registered entity Box

action open on Box

permission readers {
  allow Person in Team::"readers" to open on Box
}
)";
constexpr const char* kAmendment = R"(amendment 1 to a.b
  signed 2026-01-10
  effective 2026-02-01
  because "nobody reads"

repeal permission.readers
)";
constexpr const char* kDirectory = R"([
  {"uid": {"type": "Team", "id": "readers"}, "attrs": {}, "parents": []},
  {"uid": {"type": "Box", "id": "b"}, "attrs": {}, "parents": []},
  {"uid": {"type": "Person", "id": "p"}, "attrs": {}, "parents": [{"type": "Team", "id": "readers"}]}
])";
constexpr const char* kRequest =
    R"({"subject": {"type": "Person", "id": "p"}, "action": {"name": "open"},
        "resource": {"type": "Box", "id": "b"}, "context": {"now": "2026-03-01T00:00:00Z"}})";

driver::Texts amended() {
  return {"folder",
          {{driver::Role::contract, "contract.pol", kContract},
           {driver::Role::amendment, "amendments/001-a.pol", kAmendment}}};
}

decision::Outcome decide(const driver::Evaluation& evaluation) {
  std::vector<directory::Finding> refused;
  auto request = request::Request::access(evaluation.directory, kRequest, refused);
  REQUIRE(request);
  decision::Decision decision;
  evaluation.engine->decide(*request, *request->now(), decision);
  return decision.outcome;
}

std::vector<std::string> codes(driver::Session& session) {
  std::vector<std::string> out;
  for (const diag::Finding& finding : session.diagnostics().findings()) {
    out.emplace_back(diag::row(finding.code).code);
  }
  return out;
}

}  // namespace

TEST_CASE("what is known decides what is agreed") {
  driver::Session session;
  REQUIRE(session.open(amended()));
  session.useDirectory("directory.json", kDirectory);
  const driver::Evaluation* now = session.evaluation();
  const driver::Evaluation* before = session.evaluation({.number = 0, .signed_by = {}});
  REQUIRE(now);
  REQUIRE(before);
  CHECK(decide(*now) == decision::Outcome::deny);
  CHECK(decide(*before) == decision::Outcome::allow);
  CHECK(session.evaluation({.number = 0, .signed_by = {}}) == before);
}

TEST_CASE("both engines are to be had, and agree") {
  for (driver::EngineKind kind : {driver::EngineKind::interp, driver::EngineKind::jit}) {
    driver::Session session;
    session.useEngine({kind, 0});
    REQUIRE(session.open(amended()));
    session.useDirectory("directory.json", kDirectory);
    const driver::Evaluation* evaluation = session.evaluation({.number = 0, .signed_by = {}});
    REQUIRE(evaluation);
    CHECK(decide(*evaluation) == decision::Outcome::allow);
  }
}

TEST_CASE("a contract with errors is never evaluated") {
  driver::Session session;
  CHECK_FALSE(session.open({"", {{driver::Role::contract, "contract.pol", "contract"}}}));
  CHECK(session.agreement() == nullptr);
  CHECK(session.evaluation() == nullptr);
}

TEST_CASE("a refused directory is reported once, and evaluates nothing") {
  driver::Session session;
  REQUIRE(session.open(amended()));
  session.useDirectory("directory.json", "[{");
  CHECK(session.evaluation() == nullptr);
  CHECK(session.evaluation({.number = 0, .signed_by = {}}) == nullptr);
  CHECK(codes(session) == std::vector<std::string>{"P8001"});
}

TEST_CASE("an engine that cannot be made is P8056") {
  driver::Options options;
  options.make_engine = [](std::shared_ptr<const core::Bundle>, const driver::EngineChoice&,
                           std::string& error) -> std::shared_ptr<const engine::Engine> {
    error = "no code for this machine";
    return nullptr;
  };
  driver::Session session(std::move(options));
  REQUIRE(session.open(amended()));
  CHECK(session.evaluation() == nullptr);
  CHECK(codes(session) == std::vector<std::string>{"P8056"});
}

TEST_CASE(
    "libraries come from the binary and from beside the contract, and only those that are used") {
  driver::Texts texts{
      "",
      {{driver::Role::contract, "contract.pol",
        "contract a.b\n  between p \"P\", q \"Q\"\n  effective 2026-01-01\n"
        "  zone \"Europe/Berlin\"\n\nuse std.environments\nuse a.words\n\n"
        "permission all { allow Identity to polish on Vase }\n"},
       {driver::Role::beside, "words.pol",
        "library a.words\nregistered entity Vase\naction polish on Vase\n"},
       {driver::Role::beside, "unused.pol", "library a.unused\nregistered entity Vase\n"}}};
  driver::Session session;
  bool opened = session.open(std::move(texts));
  CHECK(opened);
  CHECK(codes(session).empty());
}

TEST_CASE("the passes run in the order of their list, up to the first that fails") {
  std::vector<std::string> seen;
  driver::Options options;
  options.progress = [&](std::string_view name) { seen.emplace_back(name); };
  driver::Session good(options);
  REQUIRE(good.open(amended()));
  REQUIRE(seen.size() == driver::passes().size());
  for (size_t i = 0; i < seen.size(); ++i) CHECK(seen[i] == driver::passes()[i].name);
  seen.clear();
  driver::Session bad(options);
  bad.open({"", {{driver::Role::contract, "contract.pol", "contract"}}});
  CHECK(seen == std::vector<std::string>{"parse"});
}
