#include <catch2/catch.hpp>

#include "runtime/interp/life.h"
#include "tests/unit/runtime/core_asked.h"

using namespace polc;
using namespace polc::test;
using decision::Phase;

namespace {

// Pod "p1", opened on February 1st at noon; sample "s1" goes with it.
struct Fixture : CoreBuilder {
  std::string pod_attributes = R"("opened_at":"2026-02-01T12:00:00Z","hot":false)";
  std::string sample_attributes =
      R"("of":{"type":"Pod","id":"p1"},"taken_at":"2026-02-02T00:00:00Z")";

  core::LifeConfig& threeDays() {
    core::Life& pods = life("lifecycle.pods", kPod);
    pods.configs[0].expiries.push_back(
        after("lifecycle.pods", duration(3 * kDay), podField(kOpenedAt)));
    return pods.configs[0];
  }
  std::shared_ptr<const directory::Directory> directory() {
    return load(finish(), "[" + entity("Person", "ada") + "," +
                              entity("Pod", "p1", pod_attributes) + "," +
                              entity("Sample", "s1", sample_attributes) + "]");
  }
  decision::Decision standingAt(const char* t, const std::string& type = "Pod",
                                const std::string& id = "p1") {
    asked = standing(directory(), type, id);
    return decide(*asked, at(t));
  }
  std::shared_ptr<const request::Request> asked;
};

}  // namespace

TEST_CASE_METHOD(Fixture, "a pod is past at its deadline and expired after its grace") {
  threeDays().grace = {place("lifecycle.pods", core::ClauseKind::lifecycle), duration(kHour)};
  auto now = standingAt("2026-02-04T11:59:59Z");
  CHECK(summary(now, b()) == "allow");
  CHECK(now.deadline == at("2026-02-04T12:00Z"));
  CHECK(now.stable_until == at("2026-02-04T12:00Z"));
  now = standingAt("2026-02-04T12:00Z");
  CHECK(summary(now, b()) == "deny lifecycle.pods(suspend)");
  CHECK(now.phase == Phase::suspended);
  CHECK(now.stable_until == at("2026-02-04T13:00Z"));
  now = standingAt("2026-02-04T13:00Z");
  CHECK(summary(now, b()) == "expire lifecycle.pods(expire)");
  CHECK(now.deadline == at("2026-02-04T12:00Z"));
  CHECK(now.stable_until == value::kNever);
}

TEST_CASE_METHOD(Fixture, "a hold, and an error in one, keep a pod from expiring") {
  core::LifeConfig& config = threeDays();
  config.holds.push_back({place("lifecycle.pods", core::ClauseKind::lifecycle), podField(kSeized)});
  pod_attributes += R"(,"seized":true)";
  CHECK(standingAt("2026-02-05T12:00Z").phase == Phase::held);
  pod_attributes = R"("opened_at":"2026-02-01T12:00:00Z","seized":"yes")";
  const auto in_error = standingAt("2026-02-05T12:00Z");
  CHECK(in_error.phase == Phase::held);
  CHECK(in_error.errors.size() == 1);
}

TEST_CASE_METHOD(Fixture,
                 "an error in an expiry denies, suspends what is past and expires nothing") {
  core::LifeConfig& config = threeDays();
  core::Expiry broken = after("lifecycle.pods", duration(kDay), podField(kOpenedAt));
  broken.condition = podField(kHot);
  config.expiries.push_back(broken);
  pod_attributes = R"("opened_at":"2026-02-01T12:00:00Z")";
  CHECK(summary(standingAt("2026-02-03T00:00Z"), b()) == "deny");
  const auto past = standingAt("2026-02-14T00:00Z");
  CHECK(summary(past, b()) == "deny lifecycle.pods(suspend)");
  CHECK(past.errors.size() == 1);
}

TEST_CASE_METHOD(Fixture, "an unreadable birth denies and expires nothing") {
  threeDays();
  pod_attributes = "";
  const auto now = standingAt("2026-06-01T00:00Z");
  CHECK(summary(now, b()) == "deny");
  CHECK(now.phase == Phase::active);
}

TEST_CASE_METHOD(Fixture, "extensions move the deadline, at most as many as may be made") {
  core::LifeConfig& config = threeDays();
  config.extend.present = true;
  config.extend.from = place("lifecycle.pods", core::ClauseKind::lifecycle);
  config.extend.amount = duration(kDay);
  config.extend.times = integer(2);
  pod_attributes += R"(,"extensions":5)";
  CHECK(standingAt("2026-02-02T00:00Z").deadline == at("2026-02-06T12:00Z"));
  pod_attributes = R"("opened_at":"2026-02-01T12:00:00Z","extensions":1)";
  CHECK(standingAt("2026-02-02T00:00Z").deadline == at("2026-02-05T12:00Z"));
  const auto may = access(directory(), "extend", "Pod", "p1");
  CHECK(summary(decide(*may, at("2026-02-02T00:00Z")), b()) == "allow lifecycle.pods(allow)");
  const auto late = decide(*may, at("2026-02-05T12:00Z"));
  CHECK(summary(late, b()) == "deny lifecycle.pods(deny)");
}

TEST_CASE_METHOD(Fixture, "months are added in the contract's zone") {
  core::LifeConfig& config = threeDays();
  config.expiries[0].amount = months(2);
  pod_attributes = R"("opened_at":"2026-02-01T12:00:00Z")";
  CHECK(standingAt("2026-02-02T00:00Z").deadline == at("2026-04-01T11:00Z"));
}

TEST_CASE_METHOD(Fixture, "a sample is past with its pod, and expired never before it") {
  threeDays().grace = {place("lifecycle.pods", core::ClauseKind::lifecycle), duration(kDay)};
  core::Life& samples = life("lifecycle.samples", kSample);
  core::Expiry with = after("lifecycle.samples", kNone,
                            op(Op::field, optional(entities(kPod)), self(kSample), kNone, kOf));
  with.form = core::Expiry::Form::with;
  samples.configs[0].expiries.push_back(with);
  auto now = standingAt("2026-02-04T12:00Z", "Sample", "s1");
  CHECK(summary(now, b()) == "deny lifecycle.samples(suspend)");
  CHECK(now.stable_until == at("2026-02-05T12:00Z"));
  CHECK(summary(standingAt("2026-02-05T12:00Z", "Sample", "s1"), b()) ==
        "expire lifecycle.samples(expire)");
  sample_attributes = R"("taken_at":"2026-02-02T00:00:00Z")";
  CHECK(standingAt("2026-03-05T12:00Z", "Sample", "s1").deadline == value::kNever);
  sample_attributes = R"("of":{"type":"Pod","id":"gone"},"taken_at":"2026-02-02T00:00:00Z")";
  now = standingAt("2026-03-05T12:00Z", "Sample", "s1");
  CHECK(summary(now, b()) == "deny");
  REQUIRE(now.errors.size() == 1);
  CHECK(now.errors[0].code == decision::ErrorCode::target_in_error);
}

TEST_CASE_METHOD(Fixture, "what lives already keeps the life that it was born under") {
  threeDays();
  core::Life& pods = b().lives.back();
  const Micros change = at("2026-02-03T00:00Z");
  core::LifeConfig shorter = pods.configs[0];
  shorter.expiries[0].amount = duration(kDay);
  pods.configs.push_back(shorter);
  pods.reads_birth = true;
  pods.regions = {{{value::kAlways, change}, {}, {0}, 0},
                  {{change, value::kNever}, {value::kAlways, change}, {0}, 0},
                  {{change, value::kNever}, {change, value::kNever}, {1}, 1}};
  CHECK(core::verify(*finish()).empty());
  CHECK(standingAt("2026-02-03T06:00Z").deadline == at("2026-02-04T12:00Z"));
  pod_attributes = R"("opened_at":"2026-02-03T12:00:00Z")";
  CHECK(standingAt("2026-02-03T13:00Z").deadline == at("2026-02-04T12:00Z"));
  CHECK(standingAt("2026-02-01T00:00Z").phase == Phase::not_yet);
}

TEST_CASE_METHOD(Fixture, "while a change is in its grace only what is past both ways is past") {
  threeDays();
  core::Life& pods = b().lives.back();
  const Micros change = at("2026-02-03T00:00Z");
  core::LifeConfig shorter = pods.configs[0];
  shorter.expiries[0].amount = duration(kDay);
  pods.configs.push_back(shorter);
  pods.regions = {{{value::kAlways, change}, {}, {0}, 0},
                  {{change, change + kDay}, {}, {0, 1}, 0},
                  {{change + kDay, value::kNever}, {}, {1}, 1}};
  auto now = standingAt("2026-02-03T06:00Z");
  CHECK(now.phase == Phase::active);
  CHECK(now.deadline == change + kDay);
  now = standingAt("2026-02-04T06:00Z");
  CHECK(summary(now, b()) == "expire lifecycle.pods(expire)");
  CHECK(now.deadline == change + kDay);
}

TEST_CASE_METHOD(Fixture, "a warning comes before the deadline, and an error in it is none") {
  threeDays().warnings = {
      {place("lifecycle.pods", core::ClauseKind::lifecycle), duration(6 * kHour)}};
  auto now = standingAt("2026-02-04T05:59Z");
  CHECK(now.phase == Phase::active);
  CHECK(now.stable_until == at("2026-02-04T06:00Z"));
  CHECK(standingAt("2026-02-04T06:00Z").phase == Phase::warned);
  b().lives[0].configs[0].warnings[0].value = duration(-kHour);
  now = standingAt("2026-02-04T11:59Z");
  CHECK(now.phase == Phase::active);
  CHECK(now.errors.size() == 1);
}

TEST_CASE_METHOD(Fixture, "expire when takes hold at once") {
  core::LifeConfig& config = threeDays();
  config.grace = {place("lifecycle.pods", core::ClauseKind::lifecycle), duration(kDay)};
  core::Expiry when = after("lifecycle.pods", kNone, kNone);
  when.form = core::Expiry::Form::when;
  when.condition = podField(kHot);
  config.expiries.push_back(when);
  pod_attributes = R"("opened_at":"2026-02-01T12:00:00Z","hot":true)";
  CHECK(summary(standingAt("2026-02-02T00:00Z"), b()) == "expire lifecycle.pods(expire)");
}

TEST_CASE_METHOD(Fixture, "lives outlast the term and begin with it") {
  threeDays();
  CHECK(summary(standingAt("2027-06-01T00:00Z"), b()) == "expire lifecycle.pods(expire)");
  pod_attributes = R"("opened_at":"2025-06-01T12:00:00Z")";
  auto before = standingAt("2025-12-01T00:00Z");
  CHECK(summary(before, b()) == "deny");
  CHECK(before.deadline == at("2026-01-01T00:00Z"));
  CHECK(before.stable_until == at("2026-01-01T00:00Z"));
}

TEST_CASE_METHOD(Fixture, "where the birth cannot be read, every reading of its life may hold") {
  const Micros changes = at("2026-03-01T00:00Z");
  core::Life& pods = life("lifecycle.pods", kPod);
  pods.configs.emplace_back();
  pods.configs[1].holds.push_back(
      {place("lifecycle.pods", core::ClauseKind::lifecycle), podField(kSeized)});
  pods.regions = {{{}, {value::kAlways, changes}, {0}, 0},
                  {{at("2026-02-10T00:00Z"), value::kNever}, {changes, value::kNever}, {1}, 1}};
  grant("permission.clean", b().findAction("destroy"));
  pod_attributes = R"("seized":true)";
  const auto clean = access(directory(), "destroy", "Pod", "p1");
  const auto before = decide(*clean, at("2026-02-05T00:00Z"));
  CHECK(summary(before, b()) == "allow permission.clean(allow)");
  CHECK(before.stable_until == at("2026-02-10T00:00Z"));
  const auto after = decide(*clean, at("2026-02-10T00:00Z"));
  CHECK(summary(after, b()) == "deny lifecycle.pods(hold)");
}

TEST_CASE_METHOD(Fixture, "under two readings the longer grace counts, in whichever order") {
  for (const int days : {1, 3}) {
    core::Life& pods = life("lifecycle.pods", kPod);
    pods.configs.emplace_back();
    for (const int i : {0, 1}) {
      pods.configs[i].expiries.push_back(
          after("lifecycle.pods", duration(3 * kDay), podField(kOpenedAt)));
      pods.configs[i].grace = {place("lifecycle.pods", core::ClauseKind::lifecycle),
                               duration((i == 0 ? days : 4 - days) * kDay)};
    }
    pods.regions = {{{}, {}, {0, 1}, 0}};
    CHECK(summary(standingAt("2026-02-06T12:00Z"), b()) == "deny lifecycle.pods(suspend)");
    CHECK(summary(standingAt("2026-02-07T12:00Z"), b()) == "expire lifecycle.pods(expire)");
    b().lives.clear();
  }
}

TEST_CASE_METHOD(Fixture,
                 "what is remembered of one stretch of being past is not said of the next") {
  core::Life& pods = life("lifecycle.pods", kPod);
  core::Expiry twice = after("lifecycle.pods", core::kNone, core::kNone);
  twice.form = core::Expiry::Form::when;
  twice.condition = any({compare(Op::less, now(), instant(at("2026-02-05T00:00Z"))),
                         compare(Op::greater_equal, now(), instant(at("2026-02-08T00:00Z")))});
  pods.configs[0].expiries = {twice};
  const auto request = standing(directory(), "Pod", "p1");
  value::Arena arena;
  const interp::Session session(*request, arena);
  const interp::Lives lives(session);
  const uint32_t pod = std::get<request::Standing>(request->body()).entity;
  CHECK(lives.deadline(pod, at("2026-02-04T00:00Z")) == b().term.from);
  CHECK(lives.deadline(pod, at("2026-02-09T00:00Z")) == at("2026-02-08T00:00Z"));
  CHECK(lives.deadline(pod, at("2026-02-04T00:00Z")) == b().term.from);
}
