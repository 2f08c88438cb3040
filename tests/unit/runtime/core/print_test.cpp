#include <catch2/catch.hpp>

#include "tests/unit/runtime/core_builder.h"

using namespace polc;
using namespace polc::test;

namespace {

struct Fixture : CoreBuilder {
  ExprId overdue() {
    return compare(
        Op::greater_equal, now(),
        call(functions::Id::add_time, times(), {podField(kOpenedAt), duration(3 * kDay)}));
  }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "an expression is printed with brackets around its operators") {
  CHECK(core::print(b(), all({overdue(), negation(podField(kHot))})) ==
        "((now >= add_time(self.opened_at, 3d)) and not self.hot)");
  CHECK(core::print(b(), op(Op::in_schedule, bools(), now(), kNone, 0)) ==
        "(now in schedule desk)");
}

TEST_CASE_METHOD(Fixture, "a rule is printed with its place only where that is asked for") {
  grant("permission.all", kEnter, overdue()).from.amendment = 2;
  b().grants[0].periods = {{at("2026-03-01T00:00Z"), value::kNever}};
  finish();
  const std::string places = core::print(b(), true), bare = core::print(b(), false);
  CHECK(places.find("grant permission.all #1 by amendment 2 (contract.pol:1:0)\n") !=
        std::string::npos);
  CHECK(bare.find("grant permission.all #1 by amendment 2\n  any to enter on any\n"
                  "  in force from 2026-03-01T00:00:00Z\n"
                  "  where (now >= add_time(self.opened_at, 3d))\n") != std::string::npos);
  CHECK(bare.find("contract.pol") == std::string::npos);
}

TEST_CASE_METHOD(Fixture, "the digest follows the meaning and not the places") {
  grant("permission.all", kEnter, overdue());
  const std::string digest = core::digest(b());
  CHECK(digest.size() == 7 + 64);
  b().grants[0].from.line = 99;
  CHECK(core::digest(b()) == digest);
  b().grants[0].guard = kNone;
  CHECK(core::digest(b()) != digest);
}
