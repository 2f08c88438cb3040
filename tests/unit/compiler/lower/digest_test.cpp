#include <catch2/catch.hpp>

#include "tests/unit/compiler/lower/compiled.h"

using namespace polc;
using lower_test::amendment;
using lower_test::Compiled;

namespace {

const std::string kBase =
    "entity Pod { n: Int = 0  held: Bool = false  at: Time as birth }\n"
    "action use on Pod\n"
    "obligation wipe\n"
    "param most: Int = 3\n"
    "define small(x: Pod): Bool = x.n < most\n"
    "permission p \"T\" { allow any to use on x: Pod where small(x) }\n"
    "lifecycle l for x: Pod { expire 9d after x.at  hold when x.held  on expiry wipe }\n";

}  // namespace

TEST_CASE("revival restores the digest of what was before", "[lower][digest]") {
  Compiled c(kBase, {amendment(1, "2026-03-01", "vary most = 5 until 2026-04-01 then revive")});
  REQUIRE(c.bundle);
  CHECK(c.digestAt("2026-02-01") == c.digestAt("2026-05-01"));
  CHECK(c.digestAt("2026-02-01") != c.digestAt("2026-03-15"));
  CHECK(c.digestAt("2026-02-01").size() == 64);
}

TEST_CASE("what means the same has the same digest, whoever put it there", "[lower][digest]") {
  Compiled c(
      kBase,
      {amendment(1, "2026-03-01",
                 "replace permission p \"T\" { allow any to use on y: Pod where   y.n < most }"),
       amendment(2, "2026-05-01",
                 "replace permission p \"Other\" over amendment 1 { allow any to use on y: Pod "
                 "where y.n < most }")});
  REQUIRE(c.bundle);
  CHECK(c.digestAt("2026-02-01") == c.digestAt("2026-04-01"));
  CHECK(c.digestAt("2026-02-01") != c.digestAt("2026-06-01"));
}

TEST_CASE("what later amendments declare does not change an earlier digest", "[lower][digest]") {
  Compiled before(kBase);
  Compiled after(
      kBase,
      {amendment(
          1, "2026-03-01",
          "add enum Colour { red, green }\nadd entity Box in Pod { c: Colour }\n"
          "add action open on Box\nadd action use on Box\n"
          "extend entity Pod { extra: Bool = false }\nextend context { loud: Bool = false }")});
  REQUIRE(before.bundle);
  INFO(after.findings());
  REQUIRE(after.bundle);
  after.fold = consolidate::consolidate(*after.program, {0, std::nullopt});
  CHECK(before.digestAt("2026-04-01") == after.digestAt("2026-04-01"));
}

TEST_CASE("a restatement may order and name as it likes", "[lower][digest]") {
  Compiled c(
      kBase,
      {amendment(
          1, "2026-03-01",
          "restate {\n"
          "entity Pod { n: Int = 0  held: Bool = false  at: Time as birth }\n"
          "action use on Pod\n"
          "obligation wipe\n"
          "lifecycle l for p: Pod { expire 9d after p.at  hold when p.held  on expiry wipe }\n"
          "permission p \"T\" { allow any to use on y: Pod where y.n < 3 }\n"
          "}")});
  INFO(c.findings());
  REQUIRE(c.bundle);
  lower::checkDigests(*c.program, c.sources, c.diagnostics);
  INFO(c.findings());
  CHECK(!c.diagnostics.hasErrors());
}

TEST_CASE("upon must name the digest of the text before the amendment", "[lower][digest]") {
  Compiled first(kBase, {amendment(1, "2026-03-01", "vary most = 5")});
  first.fold = consolidate::consolidate(*first.program, {0, std::nullopt});
  std::string upon = first.digestAt("2026-03-01");
  std::string text = amendment(1, "2026-03-01", "vary most = 5");
  text.insert(text.find("  because"), "  upon sha256:" + upon + "\n");
  Compiled second(kBase, {text});
  REQUIRE(second.bundle);
  lower::checkDigests(*second.program, second.sources, second.diagnostics);
  INFO(second.findings());
  CHECK(!second.diagnostics.hasErrors());
}
