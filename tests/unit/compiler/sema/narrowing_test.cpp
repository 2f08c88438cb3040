#include <catch2/catch.hpp>

#include "tests/unit/compiler/sema/analysed.h"

using namespace polc::sema;

TEST_CASE("an optional is readable where a condition guards it", "[sema]") {
  for (const char* condition : {
           "p has used_at and p.used_at < now",
           "p.used_at < now and p has used_at",
           "p.used_at < now and (p has used_at and p.grade == low)",
           "not (p has used_at) or p.used_at < now",
           "p.used_at < now or not (p has used_at)",
           "(p has used_at and p has lead) and (p.lead == s or p.used_at < now)",
           "((p has used_at and p.grade == low) or p has used_at) and p.used_at < now",
           "not (not (p has used_at) or p.grade == low) and p.used_at < now",
           "if p has used_at then p.used_at < now else false",
           "if not (p has used_at) then false else p.used_at < now",
           "p has lead and (some c in p.lead.cards satisfies c.area == \"a\")",
           "some c in s.cards satisfies c has until and c.until > now",
       }) {
    INFO(condition);
    CHECK(ofCondition(condition) == "");
  }
}

TEST_CASE("nothing else guards it", "[sema]") {
  constexpr const char* kOtherMember =
      "(some c in s.cards satisfies c has until) and (some d in s.cards satisfies now > d.until)";
  for (const char* condition : {
           "p.used_at < now",
           "p has used_at or p.used_at < now",
           "not (p has used_at) and p.used_at < now",
           "p has lead and p.used_at < now",
           "(p has used_at or p.grade == low) and p.used_at < now",
           "if p has used_at then true else p.used_at < now",
           kOtherMember,
           "(p has used_at) == true and p.used_at < now",
       }) {
    INFO(condition);
    CHECK(ofCondition(condition) == "P3002");
  }
}

TEST_CASE("a header guards its items, a `where` what stands after it", "[sema]") {
  CHECK(analysed(
            {contract("lifecycle l for p: Pod where p has used_at {\n  expire 9d after p.used_at\n"
                      "  expire 99d after p.opened_at\n  on expiry wipe\n}\n")})
            .codes() == "");
  CHECK(analysed(
            {contract("lifecycle l for p: Pod {\n  expire 9d after p.used_at where p has used_at\n"
                      "  expire 99d after p.opened_at\n  on expiry wipe\n}\n")})
            .codes() == "");
  CHECK(analysed({contract(
                     "permission x {\n  allow s: Person to enter on p: Pod where p has lead unless "
                     "p.lead == s\n"
                     "  deny s: Person to enter on p: Pod unless p has lead and p.lead == s\n}\n")})
            .codes() == "");
  CHECK(
      analysed({contract(
                   "permission x {\n  allow s: Person to enter on p: Pod unless p.lead == s\n}\n")})
          .codes() == "P3002");
}

TEST_CASE("one thing under two names is one thing", "[sema]") {
  CHECK(ofCondition("resource.used_at < now and p has used_at") == "");
  CHECK(ofCondition("subject.mfa and s.mfa") == "");
}

TEST_CASE("`is` says of which type an entity is", "[sema]") {
  auto any = [](const std::string& condition) {
    return analysed({contract("permission x {\n  allow a: any to enter on Pod where " + condition +
                              "\n}\n")})
        .codes();
  };
  CHECK(any("a is Person and a.mfa") == "");
  CHECK(any("subject is Person and a.mfa") == "");
  CHECK(any("not (a is Person) or a.mfa") == "");
  CHECK(any("a is Person in Team::\"x\" and a.mfa") == "");
  CHECK(any("a.mfa") == "P3008");
  CHECK(any("a is Person or a.mfa") == "P3008");
  CHECK(any("a is Team in Person::\"x\"") == "P3009");
}
