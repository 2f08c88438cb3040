// P6002, P6005, P6099: what no short text can bring about.
#include <catch2/catch.hpp>

#include "compiler/base/limits.h"
#include "tests/unit/compiler/lower/compiled.h"

using namespace polc;
using lower_test::amendment;
using lower_test::Compiled;

namespace {

bool reported(const diag::Engine& diagnostics, diag::Code code) {
  for (const diag::Finding& finding : diagnostics.findings()) {
    if (finding.code == code) return true;
  }
  return false;
}

const std::string kPod =
    "entity Pod { n: Int = 0  on: Bool = false  at: Time as birth }\naction use on Pod\nobligation "
    "wipe\n";

}  // namespace

TEST_CASE("a chain of definitions that nests too deeply is refused", "[lower][limits]") {
  std::string text = kPod + "define d0(x: Pod): Bool = x.on\n";
  uint32_t most = limits::kExpressionHeight * 3 / 4;
  for (uint32_t i = 1; i <= most; ++i) {
    text +=
        "define d" + std::to_string(i) + "(x: Pod): Bool = not d" + std::to_string(i - 1) + "(x)\n";
  }
  text += "permission p { allow any to use on x: Pod where d" + std::to_string(most) + "(x) }\n";
  Compiled c(text);
  CHECK(!c.bundle);
  CHECK(reported(c.diagnostics, diag::Code::expression_too_high));
}

TEST_CASE("a life with too many regions is refused", "[lower][limits]") {
  Compiled c(
      kPod +
          "param life: Duration = 9d\n"
          "lifecycle l for x: Pod { expire life after x.at  hold when x.on  on expiry wipe }\n",
      {amendment(1, "2026-02-01", "vary life = 5d existing keep")});
  REQUIRE(c.bundle);
  consolidate::Timeline& timeline =
      c.fold.timelines[c.program->find(sema::SourceKind::param, "life")];
  consolidate::Change change = timeline.changes.at(0);
  for (uint32_t i = 0; i < limits::kLifeRegions; ++i) {
    change.at += 1000;
    change.grace_until = change.at;
    change.after = i % 2 == 0 ? timeline.before : timeline.changes[0].after;
    timeline.changes.push_back(change);
  }
  CHECK(!lower::lower(*c.program, c.fold, c.sources, c.diagnostics));
  CHECK(reported(c.diagnostics, diag::Code::too_many_regions));
}

TEST_CASE("a core that does not hold together is never given out", "[lower][limits]") {
  Compiled c(kPod + "permission p { allow any to use on x: Pod where x.n < 3 and not x.on }\n");
  REQUIRE(c.bundle);
  for (sema::Expr& expr : c.program->exprs) {
    if (expr.op == sema::Op::less) expr.op = sema::Op::like;
  }
  CHECK(!lower::lower(*c.program, c.fold, c.sources, c.diagnostics));
  CHECK(reported(c.diagnostics, diag::Code::core_unsound));
}
