#include <catch2/catch.hpp>

#include "tests/unit/compiler/sema/analysed.h"

using namespace polc::sema;

TEST_CASE("operators take the types of the reference", "[sema]") {
  for (const char* condition : {
           "now - p.opened_at > 3d",
           "p.opened_at + 6mo - 2 * 1d < now",
           "p.opened_at + 3d * 2 < 2026-03-01",
           "p.fee * 2 + 1 <= 12.50",
           "1 < p.fee",
           "p.grade >= high",
           "p.stage != production",
           "production == p.stage",
           "p.stage in {staging, production}",
           "p.stage == Stage.staging",
           "s.name like \"a*\" and not s.name matches \"[a-z]+\"",
           "starts_with(lower(s.name), \"a\") and contains(s.name, \"b\") and size(s.name) > 3",
           "weekday(now) in {saturday, sunday} and date(now) == 2026-03-01",
           "(p.address ?? ip(\"10.0.0.1\")) in ip(\"10.0.0.0/8\")",
           "p has release and p.release >= version(\"1.2.3\")",
           "p has shares and (p.shares[\"a\"] ?? 0) > 1",
           "min(3, p.fee) < 2 and max(2d, 3d) > 1d and abs(-3) == 3",
           "s in Team::\"a\" and p in Team::\"b\"",
           "Team::\"a\" == Team::\"b\"",
           "some c in s.cards satisfies c.area == \"a\" and (c.until ?? now) > now",
           "every c in s.cards satisfies c.cost < 3",
           "count(c in s.cards where c has until and c.until > now) >= 2",
           "s.cards subset of {} and s.cards disjoint from {}",
           "action == enter and action in {enter, destroy} and action not in remedy",
           "if p has lead then p.lead == s else p.stage == staging",
           "age(p) < 3d and age(p.opened_at) > -3d",
           "context.alarm and context has ticket and context.ticket == \"a\"",
           "p has lead and p.lead.mfa",
           "resource == p and subject == s",
       }) {
    INFO(condition);
    CHECK(ofCondition(condition) == "");
  }
}

TEST_CASE("what does not go together is reported once", "[sema]") {
  const std::pair<const char*, const char*> rows[] = {
      {"p.stage < production", "P3004"},
      {"s.name < \"a\"", "P3004"},
      {"p.fee * p.fee > 1", "P3005"},
      {"3d == 6mo", "P3003"},
      {"3d < 6mo", "P3003"},
      {"p.opened_at * 2 > now", "P3005"},
      {"3d + now > now", "P3005"},
      {"s == p", "P3003"},
      {"p.stage == low", "P2002"},
      {"staging in {staging}", "P2004"},
      {"p.nothing == staging", "P2003"},
      {"p.stage in {stagin}", "P2002"},
      {"nothing(staging) == 3", "P2006"},
      {"p.shares[\"a\"] > 1", "P3002"},
      {"p has shares and p.shares[\"a\"] > 1", "P3002"},
      {"p.lead.mfa", "P3002"},
      {"s in Person::\"a\" and p in Person::\"a\"", "P3009"},
      {"3d in {4d, 1}", "P3001"},
      {"now in {now}", "P3018"},
      {"count(c in s.cards where c.cost > 1)", "P3001"},
      {"some s in s.cards satisfies true", "P2010"},
      {"p.stage ?? staging", "P3016"},
      {"p.used_at ?? 3d", "P3001"},
      {"min(s.name, s.name) == \"a\"", "P3005"},
      {"p.release == version(\"1.2\")", "P3002 P3013"},
      {"if true then 3 else \"a\"", "P3001"},
      {"staging", "P2004"},
      {"Stage.other == p.stage", "P2002"},
      {"Team.other == p.stage", "P2001"},
      {"p owns s", "P3023"},
      {"p.extensions", "P3001"},
  };
  for (const auto& [condition, codes] : rows) {
    INFO(condition);
    CHECK(ofCondition(condition) == codes);
  }
}

TEST_CASE("an Int beside a Decimal becomes one, constants are folded", "[sema]") {
  Analysed a = analysed({contract(
      "param fee: Decimal = 3\nparam most: Int = 2 * -3 + 1\nparam life: Duration = 3d * 2\n")});
  REQUIRE(a.codes().empty());
  CHECK(a.expr(a.version("param fee").value).value.bits == 30'000);
  CHECK(a.expr(a.version("param most").value).value.bits == -5);
  CHECK(a.expr(a.version("param life").value).value.bits == 6 * polc::value::kMicrosPerDay);
}

TEST_CASE("slots count from the parameters of a definition inwards", "[sema]") {
  Analysed a = analysed(
      {contract("define f(s: Person, t: Person): Bool = "
                "some c in s.cards satisfies no d in t.cards satisfies c.area == d.area\n")});
  REQUIRE(a.codes().empty());
  const Expr& outer = a.expr(a.version("define f").body);
  CHECK(outer.op == Op::some);
  CHECK(outer.slot == 2);
  CHECK(a.expr(outer.children[0]).op == Op::field);
  CHECK(a.expr(a.expr(outer.children[0]).children[0]).slot == 0);
  CHECK(a.expr(outer.children[1]).slot == 3);
  CHECK(a.program->slots == 4);
}

TEST_CASE("`age` is the time since birth", "[sema]") {
  Analysed a = analysed({contract("define f(p: Pod): Duration = age(p)\n")});
  REQUIRE(a.codes().empty());
  const Expr& age = a.expr(a.version("define f").body);
  CHECK(age.op == Op::call);
  CHECK(a.expr(age.children[0]).op == Op::now);
  CHECK(a.expr(age.children[1]).op == Op::field);
}

TEST_CASE("a definition passes on what it speaks of", "[sema]") {
  std::string defines =
      "define alarm(): Bool = context.alarm\ndefine quiet(p: Pod): Bool = not alarm() and p has "
      "lead\n";
  Analysed a = analysed(
      {contract(defines + "review r for p: Pod {\n  require quiet(p)\n  require p has lead\n}\n")});
  REQUIRE(a.codes().empty());
  const Clause& clause = a.version("review.r").clause;
  CHECK(std::get<RequireItem>(clause.items[0].body).reads_request);
  CHECK_FALSE(std::get<RequireItem>(clause.items[1].body).reads_request);
  CHECK(std::get<RequireItem>(clause.items[1].body).message == "p has lead");
  CHECK(a.version("review.r").reads.size() == 2);
  CHECK(analysed({contract(defines + "review r for p: Pod where quiet(p) {\n  require true\n}\n")})
            .codes() == "P3018");
}
