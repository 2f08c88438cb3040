#include "compiler/ast/printer.h"

#include <catch2/catch.hpp>

#include "tests/unit/compiler/parse/parsed.h"

using polc::test::kHeader;
using polc::test::Parsed;

namespace {

void becomes(const std::string& text, const std::string& expected) {
  Parsed parsed(text);
  CHECK(parsed.report() == "");
  CHECK(parsed.printed() == expected);
  CHECK(Parsed(expected).printed() == expected);
}

}  // namespace

TEST_CASE("the default message of a requirement is its text") {
  Parsed parsed(kHeader + "review a for n: Note {\n  require   n.pages<500\n}\n");
  const auto& clause =
      std::get<polc::ast::Clause>(std::get<polc::ast::ContractFile>(parsed.file->body).elements[0]);
  CHECK(polc::ast::print(*std::get<polc::ast::RequireItem>(clause.items[0].body).condition) ==
        "n.pages < 500");
}

TEST_CASE("comments keep their places") {
  becomes("// before\n" + kHeader + R"(// own line


permission staff   { // of the head
    // first
  allow any to any on any   // of the item
     // last
}  // of the end
param a:Int=1 // one
/* block */
param b:Int=2
// at the end
)",
          "// before\n" + kHeader + R"(// own line

permission staff {  // of the head
  // first
  allow any to any on any  // of the item
  // last
}  // of the end

param a: Int = 1  // one
/* block */
param b: Int = 2
// at the end
)");
}

TEST_CASE("a comment within a construct goes before it") {
  becomes(kHeader + "permission staff {\n  allow any // who\n    to any on any\n}\n",
          kHeader + "permission staff {\n  // who\n  allow any to any on any\n}\n");
}

TEST_CASE("fields stand on one line where they fit, and have no comments") {
  becomes(kHeader + "entity A {\n  b: Int,\n  c: Int\n}\n",
          kHeader + "entity A { b: Int  c: Int }\n");
  becomes(kHeader + "entity A { b: Int // of b\n  c: Int\n}\n",
          kHeader + "entity A {\n  b: Int  // of b\n  c: Int\n}\n");
  becomes(kHeader + "/// Doc.\nentity A {\n  /// Of b.\n  b: Int\n}\n",
          kHeader + "/// Doc.\nentity A {\n  /// Of b.\n  b: Int\n}\n");
}

TEST_CASE("long conditions wrap") {
  std::string a(30, 'a'), b(30, 'b'), c(40, 'c');
  becomes(kHeader + "permission p {\n  allow any to any on any where " + a + " and " + b + " and " +
              c + "\n}\n",
          kHeader + "permission p {\n  allow any to any on any\n    where " + a + " and " + b +
              "\n      and " + c + "\n}\n");
}

TEST_CASE("at most one blank line within a body, none at its ends") {
  becomes(kHeader + "permission p {\n\n  allow any to a on any\n\n\n  allow any to b on any\n\n}\n",
          kHeader + "permission p {\n  allow any to a on any\n\n  allow any to b on any\n}\n");
}

TEST_CASE("clauses and declarations print alone") {
  Parsed parsed(
      kHeader +
      "/// Doc.\nparam a: Int = 1\n\n/// Of p.\npermission p { allow any to any on any }\n");
  const auto& contract = std::get<polc::ast::ContractFile>(parsed.file->body);
  CHECK(polc::ast::print(std::get<polc::ast::Decl>(contract.elements[0])) ==
        "/// Doc.\nparam a: Int = 1\n");
  CHECK(polc::ast::print(std::get<polc::ast::Clause>(contract.elements[1])) ==
        "/// Of p.\npermission p {\n  allow any to any on any\n}\n");
}

TEST_CASE("trees that no text made get the brackets that they need") {
  using namespace polc::ast;
  auto name = [](const char* text) {
    auto e = std::make_unique<Expr>();
    e->kind = ExprKind::name;
    e->text = text;
    return e;
  };
  auto binary = [](Op op, ExprPtr a, ExprPtr b) {
    auto e = std::make_unique<Expr>();
    e->kind = ExprKind::binary;
    e->op = op;
    e->children.push_back(std::move(a));
    e->children.push_back(std::move(b));
    return e;
  };
  auto sum = binary(Op::add, name("a"), name("b"));
  CHECK(print(*binary(Op::multiply, std::move(sum), name("c"))) == "(a + b) * c");
  auto either = binary(Op::logical_or, name("a"), name("b"));
  CHECK(print(*binary(Op::logical_and, std::move(either), name("c"))) == "(a or b) and c");
  auto difference = binary(Op::subtract, name("b"), name("c"));
  CHECK(print(*binary(Op::subtract, name("a"), std::move(difference))) == "a - (b - c)");
}
