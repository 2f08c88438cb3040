// Outcomes without reasons: by rows, by names, and by engines that only decide.
#include <catch2/catch.hpp>

#include "compiler/driver/engines.h"
#include "tests/unit/runtime/core_asked.h"

using namespace polc;
using namespace polc::test;
using decision::Outcome;
using engine::Verdict;

namespace {

const driver::EngineChoice kChoices[] = {
    {driver::EngineKind::interp, 0}, {driver::EngineKind::jit, 0}, {driver::EngineKind::jit, 2}};

}  // namespace

TEST_CASE("names that nobody knows deny with an error, by every engine") {
  CoreBuilder core;
  auto bundle = core.finish();
  auto directory = load(bundle, "[" + entity("Person", "ada") + "]");
  for (const driver::EngineChoice& choice : kChoices) {
    std::string error;
    auto engine = driver::makeEngine(bundle, choice, error);
    REQUIRE(engine);
    Micros now = at("2026-03-01T00:00Z");
    for (const request::Names& names : {request::Names{"Person", "eve", "enter", "Pod", "p"},
                                        request::Names{"Nobody", "ada", "enter", "Pod", "p"},
                                        request::Names{"Person", "ada", "fly", "Person", "ada"}}) {
      Verdict verdict = engine->outcome(request::resolve(*directory, names), now);
      CHECK(verdict == Verdict{Outcome::deny, true});
    }
    CHECK(engine->outcome({directory.get()}, now) == Verdict{Outcome::deny, true});
  }
}
