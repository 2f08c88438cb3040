// Decisions through the C++ entry, requests decoded before: the canon's access and standing cases
// on each engine.
#include <benchmark/benchmark.h>

#include "compiler/jit/jit.h"
#include "runtime/interp/interp.h"
#include "tests/bench/contract.h"

namespace polc::bench {
namespace {

void decideAll(benchmark::State& state, const char* name, bool standing,
               const engine::Engine* compiled) {
  const Contract& contract = contractOf(name);
  const auto& asks = standing ? contract.standing : contract.access;
  decision::Decision decision;
  size_t i = 0;
  for (auto _ : state) {
    const Ask& ask = asks[i];
    i = i + 1 == asks.size() ? 0 : i + 1;
    if (compiled) {
      compiled->decide(*ask.request, ask.now, decision);
    } else {
      interp::decide(*ask.request, ask.now, decision);
    }
    benchmark::DoNotOptimize(decision);
  }
}

void add(const char* name, bool standing) {
  const Contract& contract = contractOf(name);
  std::string label = std::string(name) + (standing ? "/standing" : "/access");
  const std::pair<const engine::Engine*, const char*> kinds[] = {
      {contract.optimised.get(), "/jit-O2"},
      {contract.fast.get(), "/jit-O0"},
      {nullptr, "/interp"}};
  for (const auto& [engine, suffix] : kinds) {
    benchmark::RegisterBenchmark(
        (label + suffix).c_str(),
        [=, e = engine](benchmark::State& state) { decideAll(state, name, standing, e); });
  }
}

}  // namespace
}  // namespace polc::bench

int main(int argc, char** argv) {
  for (const char* name : {"acme_sandboxes", "polar_pods"}) {
    polc::bench::add(name, false);
    polc::bench::add(name, true);
  }
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}
