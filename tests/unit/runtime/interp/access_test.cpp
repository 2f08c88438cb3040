#include <catch2/catch.hpp>

#include "tests/unit/runtime/core_asked.h"

using namespace polc;
using namespace polc::test;

namespace {

struct Fixture : CoreBuilder {
  std::string pod_attributes = R"("opened_at":"2026-02-01T12:00:00Z","hot":false)";
  std::string others;

  std::shared_ptr<const request::Request> ask(const std::string& action,
                                              const std::string& pod = "p1") {
    return access(load(finish(), "[" + entity("Person", "ada") + "," +
                                     entity("Pod", "p1", pod_attributes) + others + "]"),
                  action, "Pod", pod);
  }
  decision::Decision decideAt(const char* t, const std::string& action = "enter") {
    asked = ask(action);
    return decide(*asked, at(t));
  }
  ExprId hot() { return podField(kHot); }
  std::shared_ptr<const request::Request> asked;
};

}  // namespace

TEST_CASE_METHOD(Fixture, "nothing is allowed unless a grant allows it") {
  CHECK(summary(decideAt("2026-03-01T00:00Z"), b()) == "deny");
  grant("permission.all", kEnter);
  CHECK(summary(decideAt("2026-03-01T00:00Z"), b()) == "allow permission.all(allow)");
  CHECK(decideAt("2026-03-01T00:00Z").stable_until == b().term.until);
  CHECK(summary(decideAt("2026-01-31T00:00Z"), b()) == "deny");
  CHECK(decideAt("2026-01-31T00:00Z").stable_until == at("2026-02-01T12:00Z"));
}

TEST_CASE_METHOD(Fixture, "what nobody knows is denied with an error, and for ever") {
  grant("permission.all", kEnter);
  const auto request = ask("enter", "gone");
  const auto unknown = decide(*request, at("2026-03-01T00:00Z"));
  CHECK(summary(unknown, b()) == "deny");
  REQUIRE(unknown.errors.size() == 1);
  CHECK(unknown.errors[0].code == decision::ErrorCode::unknown_entity);
  CHECK(unknown.stable_until == value::kNever);
  CHECK(decideAt("2026-03-01T00:00Z", "read").errors[0].code ==
        decision::ErrorCode::undeclared_action);
}

TEST_CASE_METHOD(Fixture, "a prohibition denies, true or in error, unless a grant sets it aside") {
  grant("permission.all", kEnter);
  prohibition("permission.cold", kEnter, hot());
  CHECK(summary(decideAt("2026-03-01T00:00Z"), b()) == "allow permission.all(allow)");
  pod_attributes = R"("opened_at":"2026-02-01T12:00:00Z")";
  auto now = decideAt("2026-03-01T00:00Z");
  CHECK(summary(now, b()) == "deny");
  CHECK(now.errors.size() == 1);
  pod_attributes = R"("opened_at":"2026-02-01T12:00:00Z","hot":true)";
  CHECK(summary(decideAt("2026-03-01T00:00Z"), b()) == "deny permission.cold(deny)");
  b().grants[0].sets_aside = {b().prohibitions[0].from.clause};
  now = decideAt("2026-03-01T00:00Z");
  CHECK(summary(now, b()) == "allow permission.all(allow)");
  REQUIRE(now.set_aside.size() == 1);
  CHECK(now.set_aside[0].what.effect == decision::Effect::deny);
}

TEST_CASE_METHOD(Fixture, "a grant in error does not apply, and is listed") {
  grant("permission.hot", kEnter, hot());
  pod_attributes = R"("opened_at":"2026-02-01T12:00:00Z")";
  const auto now = decideAt("2026-03-01T00:00Z");
  CHECK(summary(now, b()) == "deny");
  CHECK(now.errors.size() == 1);
}

TEST_CASE_METHOD(Fixture, "a requirement denies where it blocks, and is found either way") {
  grant("permission.all", kEnter);
  requirement("review.hot", kPod, hot());
  auto now = decideAt("2026-03-01T00:00Z");
  CHECK(summary(now, b()) == "deny review.hot(require)");
  CHECK(now.findings.size() == 1);
  b().requirements[0].blocking = false;
  now = decideAt("2026-03-01T00:00Z");
  CHECK(summary(now, b()) == "allow permission.all(allow)");
  CHECK(now.findings.size() == 1);
}

TEST_CASE_METHOD(Fixture,
                 "remedies stay open where the resource is suspended, but not destroy on hold") {
  grant("permission.destroy", kDestroy);
  grant("permission.enter", kEnter);
  core::Life& pods = life("lifecycle.pods", kPod);
  pods.configs[0].expiries.push_back(
      after("lifecycle.pods", duration(3 * kDay), podField(kOpenedAt)));
  pods.configs[0].holds.push_back(
      {place("lifecycle.pods", core::ClauseKind::lifecycle), podField(kSeized)});
  CHECK(summary(decideAt("2026-03-01T00:00Z"), b()) == "expire lifecycle.pods(expire)");
  CHECK(summary(decideAt("2026-03-01T00:00Z", "destroy"), b()) ==
        "allow permission.destroy(allow)");
  pod_attributes += R"(,"seized":true)";
  CHECK(summary(decideAt("2026-03-01T00:00Z"), b()) == "deny lifecycle.pods(suspend)");
  CHECK(summary(decideAt("2026-03-01T00:00Z", "destroy"), b()) == "deny lifecycle.pods(hold)");
}

TEST_CASE_METHOD(Fixture, "a limit counts the amounts of all under one key") {
  grant("permission.all", kEnter);
  core::Prohibition& rule = prohibition("ownership.quota", kEnter, kNone);
  rule.is_limit = true;
  rule.limit = {integer(10), podField(kWeight), podField(kHot)};
  pod_attributes += R"(,"weight":4)";
  const auto other = [](const std::string& id, const std::string& attributes) {
    return "," + entity("Pod", id, attributes);
  };
  others = other("p2", R"("hot":false,"weight":6)") + other("p3", R"("hot":true,"weight":9)") +
           other("p4", R"("hot":false,"weight":-5)");
  CHECK(summary(decideAt("2026-03-01T00:00Z"), b()) == "allow permission.all(allow)");
  others += other("p5", R"("hot":false,"weight":"?")") + other("p6", R"("weight":7)");
  auto now = decideAt("2026-03-01T00:00Z");
  CHECK(summary(now, b()) == "allow permission.all(allow)");
  CHECK(now.errors.size() == 1);
  others += other("p7", R"("hot":false,"weight":9223372036854775807)");
  CHECK(summary(decideAt("2026-03-01T00:00Z"), b()) == "deny ownership.quota(deny)");
}

TEST_CASE_METHOD(Fixture, "a decision is stable until a schedule turns, and never beyond") {
  grant("permission.desk", kEnter, op(Op::in_schedule, bools(), now(), kNone, 0));
  const auto now = decideAt("2026-03-02T10:00Z");
  CHECK(summary(now, b()) == "allow permission.desk(allow)");
  CHECK(now.stable_until == at("2026-03-02T16:00Z"));
  CHECK(decideAt("2026-03-02T16:00Z").stable_until == at("2026-03-03T08:00Z"));
}

TEST_CASE_METHOD(Fixture, "what only recurs without a change ends after 400 days") {
  b().term.until = at("2030-01-01T00:00Z");
  const ExprId desk = op(Op::in_schedule, bools(), now(), kNone, 0);
  grant("permission.never", kEnter, all({desk, negation(desk)}));
  CHECK(decideAt("2026-03-02T10:00Z").stable_until == at("2026-03-02T10:00Z") + 400 * kDay);
}

TEST_CASE_METHOD(Fixture, "the nearest grant says what it lacked, and what was read") {
  core::Grant& staff = grant("permission.staff", kEnter, named(hot(), "p.hot"));
  staff.subject = {core::Pattern::Kind::member, kPerson, 0};
  grant("permission.hot", kEnter, named(hot(), "p.hot"));
  auto now = decideAt("2026-03-02T10:00Z");
  interp::explainDeny(*asked, at("2026-03-02T10:00Z"), now);
  REQUIRE(now.nearest.size() == 2);
  REQUIRE(now.nearest[0].lacked.size() == 1);
  CHECK(now.nearest[0].lacked[0].condition == "p.hot");
  CHECK(now.nearest[0].lacked[0].read == std::vector<std::string>{"p.hot = false"});
  REQUIRE(now.nearest[1].lacked.size() == 2);
  CHECK(now.nearest[1].lacked[0].condition == "subject in Team::\"staff\"");
  const auto looked = interp::explain(*asked, at("2026-03-02T10:00Z"));
  REQUIRE(looked.size() == 2);
  CHECK(looked[1].result == interp::Looked::Result::not_applied);
}
