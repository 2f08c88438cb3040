#include <catch2/catch.hpp>
#include <set>

#include "compiler/codegen/codegen.h"
#include "runtime/engine/support.h"
#include "tests/unit/compiler/jit/random_bundle.h"

using namespace polc;
using namespace polc::test;

TEST_CASE("generated code calls nothing but rows of the table of support functions") {
  std::set<std::string_view> rows;
  for (const engine::SupportRow& row : engine::supportRows()) {
    CHECK(row.address != nullptr);
    rows.insert(row.name);
  }
  std::set<std::string> called;
  for (uint64_t seed = 1; seed <= 20; ++seed) {
    RandomBundle random(seed);
    for (int i = 0; i < 20; ++i)
      random.grant("permission.a", RandomBundle::kEnter, random.truth(4));
    auto core = random.finish();
    plan::Plan plan = plan::build(*core);
    codegen::Module module = codegen::generate(*core, plan);
    CHECK(module.error.empty());
    CHECK(module.functions.size() == plan.shapes.size());
    called.insert(module.externals.begin(), module.externals.end());
  }
  CHECK(called.size() > 10);
  for (const std::string& name : called) {
    CHECK(rows.count(name) == 1);
    CHECK(name.find("interp") == std::string::npos);
  }
}

TEST_CASE("a support function's signature has a letter for its result and each parameter") {
  for (const engine::SupportRow& row : engine::supportRows()) {
    INFO(row.name);
    CHECK(row.signature.find_first_not_of("vilp") == std::string_view::npos);
    CHECK(row.signature.find('v', 1) == std::string_view::npos);
  }
}
