// What the compiled engine adds to the meaning of the core: indices, limits' sums, reuse.
#include <catch2/catch.hpp>
#include <random>

#include "compiler/jit/jit.h"
#include "runtime/engine/limits.h"
#include "tests/unit/runtime/core_asked.h"

using namespace polc;
using namespace polc::test;

namespace {

struct Compiled : CoreBuilder {
  std::unique_ptr<engine::Engine> engine;
  std::shared_ptr<const directory::Directory> directory;

  void compile(const std::string& entities) {
    std::string error;
    engine = jit::compile(finish(), 2, error);
    INFO(error);
    REQUIRE(engine);
    directory = load(bundle, "[" + entities + "]");
  }
  std::string ask(const std::string& pod, const std::string& subject = "ada",
                  const char* t = "2026-03-01T00:00Z", const char* action = "enter",
                  const char* type = "Pod") {
    auto request = access(directory, action, type, pod, subject);
    decision::Decision decision;
    engine->decide(*request, at(t), decision);
    CHECK(decision::toJson(decision, *request) ==
          decision::toJson(decide(*request, at(t)), *request));
    return summary(decision, b());
  }
  // Of pods that are not seized: their weights, those that are hot and those that are not apart.
  void limitOfWeight(int64_t most) {
    core::Prohibition& few = prohibition("ownership.few", kEnter, negation(podField(kSeized)));
    few.is_limit = true;
    few.resource = {core::Pattern::Kind::type, kPod, kNone};
    few.limit.most = integer(most);
    few.limit.amount = podField(kWeight);
    few.limit.key = podField(kHot);
  }
  static std::string pod(const std::string& id, const std::string& attributes) {
    return entity(
        "Pod", id,
        R"("opened_at":"2026-02-01T12:00:00Z")" + (attributes.empty() ? "" : "," + attributes));
  }
};

}  // namespace

TEST_CASE_METHOD(Compiled,
                 "one of many rules is found by a field, and all of them where it cannot be read") {
  for (int i = 0; i < 200; ++i)
    grant("permission.p" + std::to_string(i), kEnter,
          compare(Op::equal, podField(kWeight), integer(i)));
  compile(entity("Person", "ada") + "," + pod("p1", R"("weight":77)") + "," +
          pod("p2", R"("weight":"x")") + "," + pod("p3", R"("weight":500)"));
  CHECK(ask("p1") == "allow permission.p77(allow)");
  CHECK(ask("p2") == "deny");
  CHECK(ask("p3") == "deny");
}

TEST_CASE_METHOD(Compiled, "rules behind a false narrowing are skipped without being read") {
  for (int i = 0; i < 50; ++i) {
    ExprId given = op(Op::has, bools(), self(kPod), kNone, kUsedAt);
    grant(
        "permission.p" + std::to_string(i), kEnter,
        all({given, compare(Op::equal, podField(kUsedAt), instant(at("2026-02-03T00:00Z") + i))}));
  }
  compile(entity("Person", "ada") + "," + pod("p1", "") + "," +
          pod("p2", R"("used_at":"2026-02-03T00:00:00.000007Z")"));
  CHECK(ask("p1") == "deny");
  CHECK(ask("p2") == "allow permission.p7(allow)");
}

TEST_CASE_METHOD(Compiled, "a rule's periods are instants only where its group matches") {
  for (int i = 0; i < 20; ++i) {
    b().entity_constants.push_back({kTeam, "t" + std::to_string(i)});
    core::Grant& rule = grant("permission.p" + std::to_string(i), kEnter);
    rule.subject = {core::Pattern::Kind::member, kPerson, static_cast<uint32_t>(i + 1)};
    rule.periods = {{at("2026-03-02T00:00Z") + i * kDay, value::kNever}};
  }
  compile(
      R"({"uid":{"type":"Person","id":"ada"},"attrs":{},"parents":[{"type":"Team","id":"t3"}]},)" +
      entity("Team", "t3") + "," + pod("p1", ""));
  CHECK(ask("p1") == "deny");
  auto request = access(directory, "enter", "Pod", "p1");
  decision::Decision decision;
  engine->decide(*request, at("2026-03-01T00:00Z"), decision);
  CHECK(decision.stable_until == at("2026-03-05T00:00Z"));
}

TEST_CASE_METHOD(Compiled, "a limit counts the others of the directory, by key") {
  limitOfWeight(5);
  grant("permission.all", kEnter);
  compile(entity("Person", "ada") + "," + pod("p1", R"("hot":true,"weight":2)") + "," +
          pod("p2", R"("hot":true,"weight":3)") + "," +
          pod("p3", R"("hot":true,"weight":9,"seized":true)") + "," +
          pod("p4", R"("hot":false,"weight":5)") + "," + pod("p5", R"("hot":false,"weight":-4)"));
  CHECK(ask("p1") == "allow permission.all(allow)");
  CHECK(ask("p4") == "allow permission.all(allow)");
  directory = load(
      bundle, "[" + entity("Person", "ada") + "," + pod("p1", R"("hot":true,"weight":2)") + "," +
                  pod("p2", R"("hot":true,"weight":4)") + "," + pod("p3", R"("hot":7,"weight":4)") +
                  "," + pod("p6", R"("hot":true,"seized":0)") + "]");
  CHECK(ask("p1") == "deny ownership.few(deny)");
}

TEST_CASE_METHOD(Compiled, "the counts of limits follow the changes of a directory") {
  limitOfWeight(9);
  core::Prohibition& of_hot = prohibition("ownership.of_hot", kRead, kNone);
  of_hot.is_limit = true;
  of_hot.resource = {core::Pattern::Kind::type, kSample, kNone};
  of_hot.limit.most = integer(2);
  ExprId of = op(Op::field, optional(entities(kPod)), self(kSample), kNone, kOf);
  of_hot.limit.key = named(op(Op::field, bools(), of, kNone, kHot), "s.of.hot");
  grant("permission.all", kEnter);
  grant("permission.read", kRead);
  CHECK(engine::readsItselfAlone(b(), b().prohibitions[0]));
  CHECK_FALSE(engine::readsItselfAlone(b(), b().prohibitions[1]));
  compile(entity("Person", "ada"));
  std::mt19937 random(5);
  auto pick = [&](const std::vector<std::string>& from) { return from[random() % from.size()]; };
  auto number = [&](uint32_t below) { return std::to_string(random() % below); };
  std::vector<directory::Finding> findings;
  for (int step = 0; step < 60; ++step) {
    std::string id = number(8);
    std::string change =
        pick({pod(id, R"("hot":)" + pick({"true", "false", "7"}) + R"(,"weight":)" + number(6) +
                          R"(,"seized":)" + pick({"true", "false", "\"x\""})),
              R"({"delete":{"type":"Pod","id":")" + id + "\"}}",
              entity("Sample", id,
                     R"("taken_at":"2026-02-01T12:00:00Z","of":{"type":"Pod","id":")" + number(8) +
                         "\"}")});
    auto changed = directory->with("[" + change + "]", findings);
    REQUIRE(changed);
    engine->prepare(*changed, directory.get());
    directory = changed;
    for (int i = 0; i < 8; ++i) {
      ask(std::to_string(i));
      ask(std::to_string(i), "ada", "2026-03-01T00:00Z", "read", "Sample");
    }
  }
}

TEST_CASE_METHOD(Compiled, "a decision may be filled again, and threads keep their engines apart") {
  grant("permission.all", kEnter, podField(kHot));
  compile(entity("Person", "ada") + "," + pod("p1", R"("hot":true)") + "," + pod("p2", ""));
  for (int i = 0; i < 3; ++i) {
    CHECK(ask("p1") == "allow permission.all(allow)");
    CHECK(ask("p2") == "deny");
  }
  Compiled other;
  other.compile(entity("Person", "ada") + "," + pod("p1", R"("hot":true)"));
  CHECK(other.ask("p1") == "deny");
  CHECK(ask("p1") == "allow permission.all(allow)");
}

TEST_CASE_METHOD(Compiled,
                 "where the birth cannot be read, what its owners cannot say is listed too") {
  core::Life& added = life("lifecycle.pods", kPod);
  core::LifeConfig& config = added.configs[0];
  config.expiries = {after("lifecycle.pods", duration(kDay), podField(kOpenedAt))};
  config.extend.present = true;
  config.extend.from = place("lifecycle.pods", core::ClauseKind::lifecycle);
  config.extend.amount = duration(kDay);
  config.extend.times = integer(2);
  config.extend.by_owners = podField(kHot);
  compile(entity("Person", "ada") + "," + entity("Pod", "p1", R"("opened_at":7,"hot":"x")") + "," +
          entity("Pod", "p2", R"("opened_at":"2026-02-01T12:00:00Z","hot":"x","extensions":2)"));
  for (const auto& [pod, errors] : {std::pair("p1", 2), std::pair("p2", 0)}) {
    auto request = access(directory, "extend", "Pod", pod);
    decision::Decision decision;
    engine->decide(*request, at("2026-02-02T00:00Z"), decision);
    CHECK(decision.errors.size() == static_cast<size_t>(errors));
    CHECK(decision::toJson(decision, *request) ==
          decision::toJson(decide(*request, at("2026-02-02T00:00Z")), *request));
  }
}
