#include <catch2/catch.hpp>

#include "tests/unit/compiler/sema/analysed.h"

using namespace polc::sema;

namespace {

const char* const kLife =
    "param life: Duration = 9d\nlifecycle l for p: Pod {\n  expire life after p.opened_at\n  on "
    "expiry wipe\n}\n"
    "permission x {\n  allow Person to enter on Pod\n}\n";

polc::time::Micros at(const char* text) { return *polc::time::parseTime(text); }

}  // namespace

TEST_CASE("periods come from the header where the operation has none", "[sema]") {
  Analysed a = analysed({contract(kLife),
                         "amendment 1 to a.b\n  signed 2026-02-01\n"
                         "  effective 2026-03-01 through 2026-03-31 then revive\n  because \"x\"\n"
                         "vary life = 5d existing keep from 2026-03-10\n"
                         "suspend permission.x until 2026-06-01 then revive\n"});
  REQUIRE(a.codes().empty());
  const Amendment& amendment = a.program->amendments[0];
  CHECK(amendment.effective == at("2026-02-28T23:00Z"));
  CHECK(amendment.until == at("2026-03-31T22:00Z"));
  CHECK(amendment.after_signature == at("2026-02-01T23:00Z"));
  const Operation& vary = amendment.operations[0];
  CHECK(vary.kind == OperationKind::vary);
  CHECK(vary.target == a.program->index.at("param life"));
  CHECK(vary.version == a.source("param life").versions[1]);
  CHECK(vary.from == at("2026-03-09T23:00Z"));
  CHECK(vary.own_from);
  CHECK(vary.until == amendment.until);
  CHECK_FALSE(vary.own_until);
  CHECK(vary.then == Then::revive);
  CHECK(vary.existing == Existing::keep);
  CHECK(amendment.operations[1].from == amendment.effective);
  CHECK(amendment.operations[1].until == at("2026-05-31T22:00Z"));
}

TEST_CASE("each text of a source is a version of it", "[sema]") {
  Analysed a =
      analysed({contract(kLife),
                amendment(1,
                          "replace lifecycle l for p: Pod over amendment 3 existing grace 6mo {\n"
                          "  expire 2d after p.opened_at\n  on expiry wipe\n}\nadd permission y "
                          "{\n  allow any to enter on Pod\n}\n"),
                amendment(2, "repeal permission.y\nextend contract through 2026-12-31\n")});
  REQUIRE(a.codes().empty());
  CHECK(a.source("lifecycle.l").versions.size() == 2);
  CHECK(a.version("lifecycle.l", 1).amendment == 1);
  CHECK(a.version("lifecycle.l", 0).life_reads ==
        std::vector<SourceId>{a.program->index.at("param life")});
  CHECK(a.version("lifecycle.l", 1).life_reads.empty());
  CHECK(a.version("lifecycle.l", 1).has_expiry);
  const Operation& replace = a.program->amendments[0].operations[0];
  CHECK(replace.over == std::vector<uint32_t>{3});
  CHECK(a.expr(replace.grace_length).type.is(TypeKind::period));
  CHECK(a.program->amendments[1].operations[0].target == a.program->index.at("permission.y"));
  CHECK(a.program->amendments[1].operations[1].instant == at("2026-12-31T23:00Z"));
  CHECK(a.program->base.size() == 4);
}

TEST_CASE("a restatement makes a version of each of its texts", "[sema]") {
  Analysed a =
      analysed({contract(kLife), amendment(1,
                                           "restate {\n  enum Stage { staging, production }\n"
                                           "  param life: Duration = 9d\n  permission x {\n"
                                           "    allow Person to enter on Pod\n  }\n}\n")});
  REQUIRE(a.codes().empty());
  const Operation& restate = a.program->amendments[0].operations[0];
  CHECK(restate.kind == OperationKind::restate);
  REQUIRE(restate.restated.size() == 2);
  CHECK(restate.restated[1] == a.source("permission.x").versions[1]);
}

TEST_CASE("words stand at the operations that they can speak of", "[sema]") {
  const std::pair<const char*, const char*> rows[] = {
      {"vary life = 5d until 2026-06-01\n", "P4106"},
      {"vary life = 5d until 2026-06-01 then lapse\n", "P4107"},
      {"vary life = 5\n", "P3001"},
      {"vary live = 5d\n", "P2008"},
      {"repeal permission.x until 2026-06-01 then revive\n", "P4105"},
      {"extend enum Grade from 2026-06-01 { < top }\n", "P4105"},
      {"extend contract until 2027-01-01 existing now\n", "P4105"},
      {"withdraw amendment 1 existing now\n", ""},
      {"replace param life: Int = 5\n", "P3035"},
      {"replace entity Pod { }\n", "P4109"},
      {"suspend param.life\n", "P4111"},
      {"replace lifecycle l for p: Pod existing grace -1d {\n  expire 2d after p.opened_at\n  on "
       "expiry wipe\n}\n",
       "P3027"},
      {"vary life = 5d\nvary life = 6d\n", "P4104"},
  };
  for (const auto& [text, codes] : rows) {
    INFO(text);
    CHECK(analysed({contract(kLife), amendment(2, text)}).codes() == codes);
  }
}

TEST_CASE("an amendment of another contract is reported", "[sema]") {
  CHECK(analysed(
            {contract(kLife),
             "amendment 1 to a.c\n  signed 2026-02-01\n  effective 2026-03-01\n  because \"x\"\n"})
            .codes() == "P4110");
}
