#include <catch2/catch.hpp>

#include "tests/unit/runtime/core_builder.h"

using namespace polc;
using namespace polc::test;

namespace {

struct Fixture : CoreBuilder {
  Fixture() {
    grant("permission.all", kEnter, podField(kHot));
    core::Life& pods = life("lifecycle.pods", kPod);
    pods.configs[0].expiries.push_back(
        after("lifecycle.pods", duration(3 * kDay), podField(kOpenedAt)));
    finish();
  }
  bool faulty() { return !core::verify(b()).empty(); }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "a sound bundle has no faults") {
  CHECK(core::verify(b()) == std::vector<std::string>{});
  CHECK(core::verifyTimed(b()).empty());
}

TEST_CASE_METHOD(Fixture, "a guard must be a Bool") {
  b().grants[0].guard = integer(1);
  CHECK(faulty());
}

TEST_CASE_METHOD(Fixture, "ids stay within their tables") {
  SECTION("operands") { b().nodes.back().a = 4000; }
  SECTION("constants") { integer(1), b().nodes.back().imm = 4000; }
  SECTION("fields") { b().nodes[b().grants[0].guard].imm = 4000; }
  SECTION("clauses") { b().grants[0].from.clause = 9; }
  SECTION("actions") { b().grants[0].actions = {9}; }
  SECTION("configs") { b().lives[0].regions[0].configs = {3}; }
  CHECK(faulty());
}

TEST_CASE_METHOD(Fixture, "no node contains itself") {
  const ExprId loop = negation(boolean(true));
  b().nodes[loop].a = loop;
  CHECK(faulty());
}

TEST_CASE_METHOD(Fixture, "periods are ascending and disjoint") {
  b().grants[0].periods = {{10, 20}, {15, 30}};
  CHECK(faulty());
}

TEST_CASE_METHOD(Fixture, "regions of a life do not overlap") {
  b().lives[0].regions.push_back({{0, 10}, {}, {0}, 0});
  CHECK(faulty());
}

TEST_CASE_METHOD(Fixture, "of regions each pair is judged, in whatever order they stand") {
  core::Life& life = b().lives[0];
  life.reads_birth = true;
  // Touching on both sides, a hole in the middle.
  life.regions = {{{20, 30}, {0, 30}, {0}, 0},
                  {{0, 10}, {0, 30}, {0}, 0},
                  {{10, 20}, {20, 30}, {0}, 0},
                  {{10, 20}, {0, 10}, {0}, 0}};
  CHECK_FALSE(faulty());
  SECTION("the hole filled") {
    life.regions.push_back({{10, 20}, {10, 20}, {0}, 0});
    CHECK_FALSE(faulty());
  }
  SECTION("into the next birth") {
    life.regions.push_back({{10, 20}, {10, 21}, {0}, 0});
    CHECK(faulty());
  }
  SECTION("into the birth before") {
    life.regions.push_back({{19, 20}, {9, 20}, {0}, 0});
    CHECK(faulty());
  }
  SECTION("into the time after") {
    life.regions.push_back({{10, 21}, {10, 20}, {0}, 0});
    CHECK(faulty());
  }
  SECTION("around all") {
    life.regions.push_back({{}, {}, {0}, 0});
    CHECK(faulty());
  }
}

TEST_CASE_METHOD(Fixture, "operands have the type that the operator wants") {
  compare(Op::less, boolean(true), boolean(false));
  CHECK(faulty());
}

TEST_CASE_METHOD(Fixture, "a node is timed where what it reads may change") {
  const ExprId birth = podField(kOpenedAt), hot = podField(kHot);
  const std::vector<bool> timed = core::timedNodes(b());
  CHECK(timed[birth]);
  CHECK_FALSE(timed[hot]);
  b().nodes[hot].timed = true;
  CHECK_FALSE(core::verifyTimed(b()).empty());
}
