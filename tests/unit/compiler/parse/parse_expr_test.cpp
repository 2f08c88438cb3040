#include <catch2/catch.hpp>

#include "tests/unit/compiler/parse/parsed.h"

using polc::test::Parsed;
using polc::test::printedExpr;

TEST_CASE("expressions keep their form") {
  const char* kForms[] = {"a and b and not c",
                          "a or (b and c)",
                          "(a and b) or c",
                          "not (a and b)",
                          "a == b",
                          "a != -b",
                          "x in {a, b}",
                          "x not in s",
                          "x is Team",
                          "x is Team in Team::\"a\"",
                          "e has container",
                          "name like \"a\\*b*\\\\\"",
                          "name matches \"[0-9]+\"",
                          "s owns e",
                          "a subset of b",
                          "a disjoint from {}",
                          "(a ?? b) == c",
                          "a ?? b ?? c == d",
                          "a + b - c * -2 < 3",
                          "(a + b) * c == d",
                          "a - (b - c) == 0",
                          "m[\"key\"] ?? 0 > 1",
                          "e.class.owner.in == x",
                          "f(a, b + 1)",
                          "f()",
                          "count(x in s where x.a and x.b) < 3",
                          "if a then b else if c then d else e",
                          "some x in s satisfies x.a and x.b",
                          "a and not every x in s satisfies x.a",
                          "(no x in s satisfies x.a) and b",
                          "Stage.staging == e.stage",
                          "Team::\"a b\" == t",
                          "now < 2026-03-01T10:00Z",
                          "now < 2026-03-01 + 6mo",
                          "age(e) > 72h",
                          "x == 1.50",
                          "true and false",
                          "subject == resource",
                          "context.in has severity",
                          "ip(\"10.0.0.0/8\") == context.network",
                          "existing and grace",
                          "n == \"\\u{e9}\"",
                          "weekday(now) == monday"};
  for (const char* form : kForms) {
    std::string expected = form;
    if (expected.find("\\u{e9}") != std::string::npos) expected = "n == \"\xC3\xA9\"";
    CHECK(printedExpr(form) == expected);
  }
}

TEST_CASE("printing an expression again gives the same text") {
  const char* kForms[] = {"not a == b", "not (not a)", "a  and(b or c)",
                          "((a))",      "- - 1 == x",  "{a,b,}.size"};
  for (const char* form : kForms) {
    std::string once = printedExpr(form);
    CHECK(printedExpr(once) == once);
  }
}

TEST_CASE("slips are reported where they stand, and read as what they mean") {
  CHECK(printedExpr("a = b") == "P1031 5:22");
  CHECK(printedExpr("a < b < c") == "P1032 5:26");
  CHECK(printedExpr("a or b and c") == "P1033 5:27");
  CHECK(printedExpr("a && !b || c") == "P1017 5:22 P1017 5:25 P1017 5:28 P1033 5:28");
  CHECK(printedExpr("f(a where b)") == "P1036 5:24");
  CHECK(printedExpr("count(a)") == "P1036 5:20");
  CHECK(printedExpr("x == 30m") == "P1014 5:25");
  CHECK(printedExpr("x == 1.23456") == "P1014 5:25");
  CHECK(printedExpr("x == 9223372036854775808") == "P1014 5:25");
  CHECK(printedExpr("x == 922337203685477.5808") == "P1014 5:25");
  CHECK(printedExpr("x == 922337203685477.5807") == "x == 922337203685477.5807");
}

TEST_CASE("nesting is bounded") {
  CHECK(printedExpr(std::string(50'000, '(') + "a" + std::string(50'000, ')')) == "P1004 5:220");
  std::string nots, ifs, sums = "a";
  for (int i = 0; i < 50'000; ++i) {
    nots += "not ";
    ifs += "if a then b else ";
    sums += " + a";
  }
  CHECK(printedExpr(nots + "a").starts_with("P1004 5:"));
  CHECK(printedExpr(ifs + "a").starts_with("P1004 "));
  CHECK(printedExpr(sums + " == b").starts_with("P1004 5:"));
  CHECK(printedExpr(std::string(190, '(') + "a" + std::string(190, ')')) == "(a)");
}

TEST_CASE("`and` and `or` are flat, `not in` is one operator, brackets are remembered") {
  Parsed parsed(polc::test::kHeader + "define f(): Bool = a and (b or c) and d not in s\n");
  const auto& contract = std::get<polc::ast::ContractFile>(parsed.file->body);
  const auto& body =
      *std::get<polc::ast::DefineDecl>(std::get<polc::ast::Decl>(contract.elements[0]).body).body;
  REQUIRE(body.children.size() == 3);
  CHECK(body.op == polc::ast::Op::logical_and);
  CHECK(body.children[1]->bracketed);
  CHECK(body.children[2]->op == polc::ast::Op::not_in);
  auto copy = polc::ast::clone(body);
  CHECK(polc::ast::print(*copy) == polc::ast::print(body));
}
