// What an entity goes with is of the type that the contract gives it: no chain of `expire with` comes back to its start.
#include <catch2/catch.hpp>

#include "compiler/jit/jit.h"
#include "tests/unit/runtime/core_asked.h"

using namespace polc;
using namespace polc::test;

namespace {

struct Fixture : CoreBuilder {
  // Samples go with `base`, and are held while their pods are.
  void samplesGoWith(ExprId base) {
    core::Life& samples = life("lifecycle.samples", kSample);
    core::Expiry with = after("lifecycle.samples", kNone, base);
    with.form = core::Expiry::Form::with;
    samples.configs[0].expiries.push_back(with);
  }
  void podsEnd() {
    core::Life& pods = life("lifecycle.pods", kPod);
    pods.configs[0].expiries.push_back(
        after("lifecycle.pods", duration(kDay), podField(kOpenedAt)));
  }
  // Of the sample: a standing, then an access. Both engines give the same bytes.
  std::vector<std::string> answers() {
    auto core = finish();
    auto directory = load(
        core, "[" + entity("Person", "ada") + "," +
                  entity("Pod", "p1", R"("opened_at":"2026-02-01T12:00:00Z","hot":false)") + "," +
                  entity("Sample", "s1",
                         R"("of":{"type":"Pod","id":"p1"},"taken_at":"2026-02-02T00:00:00Z")") +
                  "]");
    std::string error;
    auto engine = jit::compile(core, 0, error);
    INFO(error);
    REQUIRE(engine);
    std::vector<std::string> out;
    decision::Decision compiled;
    for (const auto& request :
         {standing(directory, "Sample", "s1"), access(directory, "read", "Sample", "s1")}) {
      const decision::Decision interpreted = decide(*request, at("2026-03-01T00:00Z"));
      engine->decide(*request, at("2026-03-01T00:00Z"), compiled);
      CHECK(decision::toJson(compiled, *request) == decision::toJson(interpreted, *request));
      out.push_back(summary(interpreted, b()));
    }
    return out;
  }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "a target of the declared type counts") {
  podsEnd();
  samplesGoWith(op(Op::field, optional(entities(kPod)), self(kSample), kNone, kOf));
  grant("permission.read", kRead);
  CHECK(answers() == std::vector<std::string>{"expire lifecycle.samples(expire)",
                                              "expire lifecycle.samples(expire)"});
}

TEST_CASE_METHOD(Fixture, "an entity that says to be of another type goes with nothing") {
  podsEnd();
  samplesGoWith(self(kPod));
  grant("permission.read", kRead);
  CHECK(answers() == std::vector<std::string>{"allow", "allow permission.read(allow)"});
}
