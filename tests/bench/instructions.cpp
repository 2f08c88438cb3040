// What one decision costs among n clauses, in instructions: run under callgrind, which counts only
// the loop of decisions.
//
//   valgrind --tool=callgrind --instr-atstart=no polc_instructions CLAUSES DECISIONS
// Prints the decisions made and how many were allowed.
#include <fmt/format.h>
#include <valgrind/callgrind.h>

#include <cstdlib>

#include "compiler/jit/jit.h"
#include "tests/bench/corpus.h"
#include "tests/support/pipeline.h"

namespace {

constexpr polc::value::Micros kNow = 1'772'668'800'000'000;  // 2026-03-05T00:00Z

int run(int clauses, int decisions) {
  using namespace polc;
  std::string findings;
  auto bundle = support::compile({{"contract.pol", bench::contractText(clauses)}}, findings);
  if (!bundle) return fmt::print(stderr, "{}", findings), 2;
  std::vector<directory::Finding> warnings;
  auto directory = directory::Directory::load(bundle, bench::directoryText(clauses), warnings);
  std::string error;
  auto engine = jit::compile(bundle, 2, error);
  if (!directory || !engine) return fmt::print(stderr, "{}\n", error), 2;
  std::vector<std::shared_ptr<const request::Request>> requests;
  for (int i = 0; i < decisions; ++i) {
    std::vector<directory::Finding> refused;
    requests.push_back(
        request::Request::access(directory, bench::requestText(i * 37 % clauses), refused));
  }
  decision::Decision decision;
  engine->decide(*requests[0], kNow, decision);
  int allowed = 0;
  CALLGRIND_START_INSTRUMENTATION;
  for (const auto& request : requests) {
    engine->decide(*request, kNow, decision);
    allowed += decision.outcome == decision::Outcome::allow;
  }
  CALLGRIND_STOP_INSTRUMENTATION;
  fmt::print("{} clauses, {} decisions, {} allowed\n", clauses, decisions, allowed);
  return allowed > 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    fmt::print(stderr, "usage: polc_instructions CLAUSES DECISIONS\n");
    return 2;
  }
  return run(std::atoi(argv[1]), std::atoi(argv[2]));
}
