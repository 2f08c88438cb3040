// What one decision costs among n clauses, in instructions: run under callgrind, which counts only
// the loop of decisions.
//
//   valgrind --tool=callgrind --instr-atstart=no polc_instructions CLAUSES DECISIONS [plain]
// plain: outcomes by rows, without reasons. Prints the decisions made and how many were allowed.
#include <fmt/format.h>
#include <valgrind/callgrind.h>

#include <cstdlib>
#include <string_view>

#include "compiler/jit/jit.h"
#include "tests/bench/corpus.h"
#include "tests/support/pipeline.h"

namespace {

constexpr polc::value::Micros kNow = 1'772'668'800'000'000;  // 2026-03-05T00:00Z

int run(int clauses, int decisions, bool plain) {
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
  std::vector<request::Query> queries;
  for (const auto& request : requests) {
    const auto& access = std::get<request::Access>(request->body());
    queries.push_back(
        {directory.get(), access.subject, access.resource, access.action, access.context});
  }
  auto decide = [&](size_t i) {
    if (plain) return engine->outcome(queries[i], kNow).outcome;
    engine->decide(*requests[i], kNow, decision);
    return decision.outcome;
  };
  decide(0);
  int allowed = 0;
  CALLGRIND_START_INSTRUMENTATION;
  for (size_t i = 0; i < requests.size(); ++i) allowed += decide(i) == decision::Outcome::allow;
  CALLGRIND_STOP_INSTRUMENTATION;
  fmt::print("{} clauses, {} decisions, {} allowed\n", clauses, decisions, allowed);
  return allowed > 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  bool plain = argc == 4 && std::string_view(argv[3]) == "plain";
  if (argc != 3 && !plain) {
    fmt::print(stderr, "usage: polc_instructions CLAUSES DECISIONS [plain]\n");
    return 2;
  }
  return run(std::atoi(argv[1]), std::atoi(argv[2]), plain);
}
