#include <catch2/catch.hpp>

#include "tests/unit/runtime/core_asked.h"

using namespace polc;
using namespace polc::test;

namespace {

// Pod p1 gives no `hot`, and a `seized` of the wrong type.
struct Fixture : CoreBuilder {
  std::shared_ptr<const directory::Directory> directory;
  std::shared_ptr<const request::Request> request;
  value::Arena arena;

  interp::Result eval(ExprId expr, Micros t = at("2026-02-01T12:00Z")) {
    finish();
    directory = load(
        bundle, "[" + entity("Person", "ada") + "," +
                    entity("Pod", "p1",
                           R"("opened_at":"2026-02-01T00:00:00Z","seized":3,"tags":["a","b"])") +
                    "]");
    request = access(directory, "enter", "Pod", "p1");
    const interp::Session session(*request, arena);
    return interp::Evaluator(session, t, session.access->resource).eval(expr);
  }
  ExprId missing() { return podField(kHot); }
  ExprId invalid() { return podField(kSeized); }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "false beats an error in and, whatever the order") {
  for (const bool first : {true, false}) {
    const auto result =
        eval(first ? all({boolean(false), missing()}) : all({missing(), boolean(false)}));
    CHECK(result.isFalse());
    CHECK(result.causes.empty());
  }
}

TEST_CASE_METHOD(Fixture, "true beats an error in or") {
  CHECK(eval(any({missing(), boolean(true)})).isTrue());
}

TEST_CASE_METHOD(Fixture, "and left open gives the causes of all its operands") {
  const auto result = eval(all({missing(), boolean(true), invalid()}));
  REQUIRE(result.error);
  REQUIRE(result.causes.size() == 2);
  CHECK(result.causes[0].code == decision::ErrorCode::missing_field);
  CHECK(result.causes[0].path == "hot");
  CHECK(result.causes[1].code == decision::ErrorCode::wrong_type);
}

TEST_CASE_METHOD(Fixture, "a strict operator gives the causes of the first operand that fails") {
  const auto result = eval(compare(Op::equal, invalid(), missing()));
  REQUIRE(result.causes.size() == 1);
  CHECK(result.causes[0].path == "seized");
}

TEST_CASE_METHOD(Fixture,
                 "has is false of what is missing and an error of what is not of its type") {
  CHECK(eval(op(Op::has, bools(), self(kPod), kNone, kHot)).isFalse());
  CHECK(eval(op(Op::has, bools(), self(kPod), kNone, kSeized)).error);
  CHECK(eval(op(Op::has, bools(), self(kPod), kNone, kOpenedAt)).isTrue());
}

TEST_CASE_METHOD(Fixture, "the context is asked for what it has") {
  const ExprId context = op(Op::context, kNone, kNone, kNone, kNone);
  b().nodes[context].type = bools();
  CHECK(eval(op(Op::has, bools(), context, kNone, 1)).isFalse());
  CHECK(eval(op(Op::has, bools(), context, kNone, 0)).isTrue());
}

TEST_CASE_METHOD(Fixture, "what is absent beside a false narrowing decides nothing") {
  const ExprId has = op(Op::has, bools(), self(kPod), kNone, kUsedAt);
  const ExprId late = compare(Op::less, now(), podField(kUsedAt));
  const auto result = eval(all({has, late}));
  CHECK(result.isFalse());
  CHECK(result.constancy == time::Constancy{});
}

TEST_CASE_METHOD(Fixture, "some is an or over the members, count is strict in all") {
  const ExprId x = op(Op::variable, strings(), kNone, kNone, 0);
  const ExprId is_b = compare(Op::equal, x, constant(Value::ofString("b"), strings()));
  CHECK(eval(op(Op::some, bools(), podField(kTags), any({is_b, missing()}))).isTrue());
  CHECK(eval(op(Op::every, bools(), podField(kTags), any({is_b, missing()}))).error);
  CHECK(eval(op(Op::count, ints(), podField(kTags), is_b)).value.bits == 1);
  CHECK(eval(op(Op::count, ints(), podField(kTags), any({is_b, missing()}))).error);
}

TEST_CASE_METHOD(Fixture, "the two false operands of an and are joined") {
  const ExprId early = compare(Op::greater, now(), instant(at("2026-03-01T00:00Z")));
  const ExprId later = compare(Op::greater, now(), instant(at("2026-04-01T00:00Z")));
  const auto result = eval(all({early, later}));
  CHECK(result.isFalse());
  CHECK(result.constancy.until == at("2026-04-01T00:00Z") + 1);
}

TEST_CASE_METHOD(Fixture, "an entity that nobody knows is a member of itself alone") {
  b().entity_constants.push_back({kTeam, "gone"});
  const ExprId staff = constant(Value::ofEntity(0), entities(kTeam));
  const ExprId gone = constant(Value::ofEntity(1), entities(kTeam));
  CHECK(eval(op(Op::in_entity, bools(), gone, gone)).isTrue());
  const auto result = eval(op(Op::in_entity, bools(), gone, staff));
  REQUIRE(result.error);
  CHECK(result.causes[0].code == decision::ErrorCode::unknown_member);
}

TEST_CASE_METHOD(Fixture, "now lies in a list of periods where it lies in any of them") {
  const auto day = [](int number) { return at("2026-02-01T00:00Z") + number * kDay; };
  b().period_lists.push_back({{day(0), day(2)}, {day(4), day(5)}});
  const auto list = static_cast<uint32_t>(b().period_lists.size() - 1);
  const ExprId inside = op(Op::in_period, bools(), kNone, kNone, list);
  const std::pair<Micros, Micros> stretches[] = {
      {day(0), day(2)}, {day(2), day(4)}, {day(4), day(5)}};
  for (const auto& [since, until] : stretches) {
    const auto result = eval(inside, since + kHour);
    CHECK(result.isTrue() == (since != day(2)));
    CHECK(result.constancy == time::Constancy{since, until, false, false});
  }
  CHECK(eval(inside, day(9)).isFalse());
}
