// Plain decisions of the hospital, and of rules of one form, at several sizes: typed (rows), by strings, and with reasons. Before
// anything is timed every plain outcome is compared with the decision.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <random>

#include "compiler/jit/jit.h"
#include "tests/bench/shapes.h"
#include "tests/support/pipeline.h"

namespace polc::bench {
namespace {

constexpr value::Micros kNow = 1'772'668'800'000'000;  // 2026-03-05T00:00Z

struct Loaded {
  Hospital text;
  std::shared_ptr<const directory::Directory> directory;
  std::unique_ptr<engine::Engine> engine;
  std::vector<request::Names> names;
  std::vector<request::Query> queries;
  std::vector<std::shared_ptr<const request::Request>> requests;
};

[[noreturn]] void stop(const std::string& why) {
  fmt::print(stderr, "{}\n", why);
  std::exit(1);
}

void ask(Loaded& loaded) {
  int allowed = 0;
  decision::Decision decision;
  for (const HospitalRequest& request : loaded.text.requests) {
    loaded.names.push_back({"Staff", request.subject, request.action, "Record", request.resource});
    loaded.queries.push_back(request::resolve(*loaded.directory, loaded.names.back()));
    loaded.requests.push_back(request::Request::of(loaded.queries.back()));
    loaded.engine->decide(*loaded.requests.back(), kNow, decision);
    engine::Verdict expected{decision.outcome, !decision.errors.empty()};
    if (loaded.engine->outcome(loaded.queries.back(), kNow) != expected)
      stop("the plain outcome differs from the decision");
    allowed += decision.outcome == decision::Outcome::allow;
  }
  fmt::print("{} requests, {:.1f} % allowed\n", loaded.queries.size(),
             100.0 * allowed / static_cast<double>(loaded.queries.size()));
}

std::shared_ptr<const Loaded> load(Hospital text) {
  auto loaded = std::make_shared<Loaded>();
  loaded->text = std::move(text);
  std::string findings, error;
  auto bundle = support::compile({{"contract.pol", loaded->text.contract}}, findings);
  if (!bundle) stop(findings.substr(0, 2000));
  std::vector<directory::Finding> warnings;
  loaded->directory = directory::Directory::load(bundle, loaded->text.directory, warnings);
  loaded->engine = jit::compile(bundle, 2, error);
  if (!loaded->directory || !loaded->engine) stop("no directory or engine " + error);
  ask(*loaded);
  return loaded;
}

// Each round in another order, so that the branch predictor learns no sequence.
template <class Decide>
void round(benchmark::State& state, size_t count, Decide decide) {
  std::vector<uint32_t> order(count * 8);
  std::mt19937 random(7);
  for (uint32_t& at : order) at = static_cast<uint32_t>(random() % count);
  size_t i = 0;
  for (auto _ : state) {
    decide(order[i]);
    i = i + 1 == order.size() ? 0 : i + 1;
  }
}

void add(const std::string& label, Hospital text) {
  fmt::print("{}: ", label);
  auto loaded = load(std::move(text));
  benchmark::RegisterBenchmark((label + "/typed").c_str(), [=](benchmark::State& state) {
    round(state, loaded->queries.size(), [&](size_t i) {
      benchmark::DoNotOptimize(loaded->engine->outcome(loaded->queries[i], kNow));
    });
  });
  benchmark::RegisterBenchmark((label + "/strings").c_str(), [=](benchmark::State& state) {
    round(state, loaded->names.size(), [&](size_t i) {
      request::Query query = request::resolve(*loaded->directory, loaded->names[i]);
      benchmark::DoNotOptimize(loaded->engine->outcome(query, kNow));
    });
  });
  benchmark::RegisterBenchmark((label + "/decide").c_str(), [=](benchmark::State& state) {
    decision::Decision decision;
    round(state, loaded->requests.size(), [&](size_t i) {
      loaded->engine->decide(*loaded->requests[i], kNow, decision);
      benchmark::DoNotOptimize(decision);
    });
  });
}

std::vector<int> sizes(const char* variable, const char* otherwise) {
  const char* given = std::getenv(variable);
  std::string all = given ? given : otherwise;
  std::vector<int> out;
  for (char* at = all.data(); *at;) out.push_back(static_cast<int>(std::strtol(at, &at, 10)));
  return out;
}

}  // namespace
}  // namespace polc::bench

// POLC_BENCH_DEPARTMENTS: of the hospital, such as "1 30 300". POLC_BENCH_RULES: of each form, such as "100 10000"
int main(int argc, char** argv) {
  using namespace polc::bench;
  for (int departments : sizes("POLC_BENCH_DEPARTMENTS", "1 30 300"))
    add(fmt::format("hospital/{}", 33 * departments + 5), hospital(departments, 4096));
  for (int rules : sizes("POLC_BENCH_RULES", "100 10000")) {
    for (const std::string& form : shapeNames())
      add(fmt::format("{}/{}", form, rules), shapes(form, rules, 4096));
  }
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}
