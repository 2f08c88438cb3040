// The compiled engine gives the interpreter's bytes, for random bundles.
#include <catch2/catch.hpp>

#include "compiler/jit/jit.h"
#include "tests/unit/compiler/jit/random_bundle.h"
#include "tests/unit/runtime/core_asked.h"

using namespace polc;
using namespace polc::test;

namespace {

constexpr uint64_t kSeeds = 30;

class Agreement : public RandomBundle {
 public:
  using RandomBundle::RandomBundle;

  void rules() {
    for (int i = 0; i < 6; ++i) grant("permission.a" + std::to_string(i), kEnter, truth(4));
    for (int i = 0; i < 2; ++i) prohibition("permission.d" + std::to_string(i), kEnter, truth(3));
    b().prohibitions.back().periods = {period()};
    b().grants[1].periods = {period()};
    b().grants[2].sets_aside = {b().prohibitions[0].from.clause};
    asks = false;
    requirement("review.r", kPod, truth(3)).guard = truth(2);
    for (int i = 0; i < 2; ++i) lifecycle("lifecycle.l" + std::to_string(i));
  }

  void lifecycle(const std::string& clause) {
    core::Life& added = life(clause, kPod);
    core::Expiry first = after(clause, length(1), timeOf(1));
    core::Expiry second = after(clause, kNone, timeOf(2));
    second.form = core::Expiry::Form::at;
    core::Expiry third = after(clause, kNone, kNone);
    third.form = core::Expiry::Form::when;
    third.condition = truth(2);
    if (pick(2)) second.condition = truth(2);
    core::LifeConfig& config = added.configs[0];
    config.expiries = {first, second, third};
    config.expiries.resize(1 + pick(3));
    if (pick(2)) config.header = truth(1);
    if (pick(2)) config.grace.value = duration(pick(5) * kDay);
    if (pick(2))
      config.warnings.push_back({place(clause, core::ClauseKind::lifecycle), duration(kDay)});
    if (pick(3) == 0)
      config.holds.push_back({place(clause, core::ClauseKind::lifecycle), truth(2)});
    if (pick(2))
      added.regions = {{{value::kAlways, at("2026-03-10T00:00Z")}, {}, {0}, 0},
                       {{at("2026-03-10T00:00Z"), value::kNever}, period(), {0}, 0}};
  }

  std::string pods() {
    return "[" + entity("Person", "ada") + "," +
           entity("Pod", "p0",
                  R"("opened_at":"2026-02-01T12:00:00Z","hot":false,"tags":["a","ab"])") +
           "," +
           entity("Pod", "p1",
                  R"("opened_at":"2026-03-28T01:30:00Z","hot":true,"tags":[],"weight":4)") +
           "," +
           entity(
               "Pod", "p2",
               R"("opened_at":"2026-02-20T00:00:00Z","used_at":"2026-03-01T00:00:00Z","seized":true,"tags":["axb"])") +
           "," + entity("Pod", "p3", R"("opened_at":7,"hot":false,"tags":["b",3],"extensions":2)") +
           "]";
  }
};

void agree(uint64_t seed, int opt_level) {
  Agreement bundle(seed);
  bundle.rules();
  auto core = bundle.finish();
  std::string error;
  auto engine = jit::compile(core, opt_level, error);
  INFO(error);
  REQUIRE(engine);
  auto directory = load(core, bundle.pods());
  decision::Decision compiled;
  for (const char* pod : {"p0", "p1", "p2", "p3"}) {
    for (bool stands : {false, true}) {
      auto request =
          stands ? standing(directory, "Pod", pod) : access(directory, "enter", "Pod", pod);
      Micros now = at("2026-02-10T00:00Z") + bundle.pick(60) * kDay + bundle.pick(24) * kHour;
      INFO("seed " << seed << " " << pod << (stands ? " standing" : " access") << " at "
                   << time::formatTime(now));
      engine->decide(*request, now, compiled);
      CHECK(decision::toJson(compiled, *request) ==
            decision::toJson(decide(*request, now), *request));
    }
  }
}

}  // namespace

TEST_CASE("random bundles agree without optimisation") {
  for (uint64_t seed = 1; seed <= kSeeds; ++seed) agree(seed, 0);
}

TEST_CASE("random bundles agree optimised") {
  for (uint64_t seed = 1001; seed <= 1000 + kSeeds / 10; ++seed) agree(seed, 2);
}
