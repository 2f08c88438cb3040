#include "compiler/lower/lower.h"

#include <catch2/catch.hpp>

#include "tests/unit/compiler/lower/compiled.h"

using namespace polc;
using lower_test::amendment;
using lower_test::Compiled;

namespace {

const std::string kPods =
    "registered entity Team in Team\n"
    "entity Pod { lead: Team?  at: Time as birth  n: Int = 0  tags: Set<String> = {}  held: Bool = "
    "false }\n"
    "action enter, destroy on Pod\n"
    "obligation wipe\n";

void contains(const Compiled& compiled, const std::string& part) {
  INFO(compiled.text());
  INFO(part);
  CHECK(compiled.has(part));
}

}  // namespace

TEST_CASE("a parameter is read over time by rules, as a constant by limits", "[lower]") {
  Compiled c(kPods +
                 "param most: Int = 3\n"
                 "permission p { allow any to enter on x: Pod where x.n < most }\n"
                 "ownership o for x: Pod { limit most per x.n on enter }\n",
             {amendment(1, "2026-03-01", "vary most = 5")});
  contains(c, "where (resource.n < param most)");
  contains(c, "until 2026-03-01T00:00:00Z: 3");
  contains(c, "from 2026-03-01T00:00:00Z: 5");
  contains(c, "at most 3 of 1 per self.n");
  contains(c, "at most 5 of 1 per self.n");
  CHECK(c.bundle->prohibitions.size() == 2);
  CHECK(c.bundle->grants.size() == 1);
}

TEST_CASE("a parameter with one value is that value", "[lower]") {
  Compiled c(
      kPods +
      "param most: Int = 3\npermission p { allow any to enter on x: Pod where x.n < most }\n");
  contains(c, "where (resource.n < 3)");
  CHECK(c.bundle->params.empty());
}

TEST_CASE("a rule stands there once for each version of a definition that it reads", "[lower]") {
  Compiled c(
      kPods +
          "define small(x: Pod): Bool = x.n < 2\n"
          "define fits(x: Pod): Bool = small(x) and not x.held\n"
          "permission p { allow any to enter on x: Pod where fits(x) }\n",
      {amendment(1, "2026-03-01",
                 "replace define small(x: Pod): Bool = x.n < 9 until 2026-04-01 then revive")});
  REQUIRE(c.bundle);
  REQUIRE(c.bundle->grants.size() == 2);
  CHECK(c.bundle->grants[0].periods.size() == 2);
  CHECK(c.bundle->grants[1].periods.size() == 1);
  contains(c, "where ((resource.n < 2) and not resource.held)");
  contains(c, "where ((resource.n < 9) and not resource.held)");
}

TEST_CASE("schedules and groups count in the version that is in force", "[lower]") {
  Compiled c(
      kPods +
          "schedule desk = Mon..Fri 09:00..17:00\n"
          "group change = destroy\n"
          "permission p { allow any to change on Pod where now in desk }\n"
          "permission q { allow any to any on Pod where action in change }\n",
      {amendment(
          1, "2026-03-01",
          "replace schedule desk = Mon..Fri 10:00..17:00\nreplace group change = enter, destroy")});
  contains(c, "any to destroy on Pod");
  contains(c, "any to enter, destroy on Pod");
  contains(c, "Mon 10:00 until Mon 17:00");
  contains(c, "action in");
  CHECK(c.bundle->schedules.size() == 2);
}

TEST_CASE("owns is written out: who is in force, the header, owners that are there", "[lower]") {
  Compiled c(
      kPods +
          "ownership o for x: Pod where x.n > 0 { owner x.lead  owners may enter unless x.held }\n"
          "permission p { allow t: Team to destroy on x: Pod where t owns x }\n",
      {amendment(1, "2026-03-01", "suspend ownership.o until 2026-04-01 then revive")});
  contains(c, "(resource.n > 0)");
  contains(c, "resource has lead");
  contains(c, "subject in resource.lead");
  contains(c, "now in");
  contains(c,
           "where ((self.n > 0) and (self has lead) and (subject in self.lead) and not self.held)");
}

TEST_CASE("an argument keeps its own variables wherever it is put", "[lower]") {
  Compiled c(
      kPods +
      "define long(x: Pod, m: Int): Bool = some t in x.tags satisfies size(t) > m and t != \"a\"\n"
      "permission p { allow any to enter on x: Pod where long(x, count(u in x.tags where u == "
      "\"b\")) }\n");
  REQUIRE(c.bundle);
  CHECK(c.bundle->slots == 2);
  contains(c, "count(x1 in resource.tags where (x1 == \"b\"))");
  contains(c, "(x0 != \"a\")");
}

TEST_CASE("no is the negation of some", "[lower]") {
  Compiled c(
      kPods +
      "permission p { allow any to enter on x: Pod where no t in x.tags satisfies t == \"a\" }\n");
  contains(c, "not (some x0 in resource.tags satisfies (x0 == \"a\"))");
}

TEST_CASE("a change that keeps what lives leaves two configs, told apart by birth", "[lower]") {
  Compiled c(
      kPods +
          "param life: Duration = 9d\n"
          "lifecycle l for x: Pod { expire life after x.at  hold when x.held  on expiry wipe }\n",
      {amendment(1, "2026-03-01", "vary life = 5d existing keep until 2026-04-01 then revive")});
  REQUIRE(c.bundle);
  REQUIRE(c.bundle->lives.size() == 1);
  const core::Life& life = c.bundle->lives[0];
  CHECK(life.reads_birth);
  CHECK(life.configs.size() == 2);
  CHECK(life.regions.size() == 5);
  CHECK(c.bundle->holds.size() == 1);
}

TEST_CASE("a repealed clause leaves no life but to whom it was kept", "[lower]") {
  const std::string lifecycle = "lifecycle l for x: Pod { expire 9d after x.at  on expiry wipe }\n";
  Compiled now(kPods + lifecycle, {amendment(1, "2026-03-01", "repeal lifecycle.l existing now")});
  REQUIRE(now.bundle->lives.size() == 1);
  CHECK(now.bundle->lives[0].regions.size() == 1);
  CHECK(!now.bundle->lives[0].reads_birth);
  Compiled grace(kPods + lifecycle,
                 {amendment(1, "2026-03-01", "repeal lifecycle.l existing grace 9d")});
  REQUIRE(grace.bundle->lives.size() == 1);
  const core::LifeRegion& pending = grace.bundle->lives[0].regions.back();
  CHECK(pending.configs == std::vector<uint32_t>{0, core::kNone});
  CHECK(pending.primary == 0);
}

TEST_CASE("one equal node serves all rules", "[lower]") {
  Compiled c(kPods +
             "permission p { allow any to enter on x: Pod where x.n < 3 }\n"
             "permission q { allow any to destroy on x: Pod where x.n < 3 }\n");
  REQUIRE(c.bundle->grants.size() == 2);
  CHECK(c.bundle->grants[0].guard == c.bundle->grants[1].guard);
}

TEST_CASE("places: line and column of the item, path, its condition", "[lower]") {
  Compiled c(
      kPods +
      "permission p {\n  allow any to enter on x: Pod where x.n\n    < 3 unless x.held\n}\n");
  const core::Provenance& from = c.bundle->grants[0].from;
  CHECK(c.bundle->files[from.file] == "contract.pol");
  CHECK(from.line == 10);
  CHECK(from.column == 3);
  CHECK(c.bundle->texts[from.text] == "x.n < 3 unless x.held");
}
