// Two threads decide while a third swaps bundles and directories: every decision is wholly old or
// wholly new. Meant for ThreadSanitizer; holds without it, too.
#include <fmt/format.h>

#include <array>
#include <atomic>
#include <thread>

#include "compiler/jit/jit.h"
#include "compiler/source/source.h"
#include "runtime/interp/interp.h"
#include "tests/support/pipeline.h"
#include "tests/threads/service_test.h"

namespace polc {
namespace {

constexpr value::Micros kNow = 1'770'292'800'000'000;  // 2026-02-05T12:00Z
constexpr int kDecisions = 20'000;
constexpr int kSwaps = 400;

// What is published as one: a directory (with its bundle), the engine for it, and what they answer.
struct State {
  std::shared_ptr<const directory::Directory> directory;
  std::shared_ptr<const engine::Engine> engine;
  std::shared_ptr<const request::Request> request;
  std::string answer;
};

std::string decide(const State& state, bool compiled) {
  decision::Decision decision;
  if (compiled) {
    state.engine->decide(*state.request, kNow, decision);
  } else {
    interp::decide(*state.request, kNow, decision);
  }
  return decision::toJson(decision, *state.request);
}

std::shared_ptr<const State> stateOf(const std::string& replaced, const std::string& by) {
  std::string folder = std::string(POLC_EXAMPLES) + "/polar_pods";
  std::string text = source::readFile(folder + "/contract.pol").value();
  text.replace(text.find(replaced), replaced.size(), by);
  std::string findings, error;
  auto bundle = support::compile({{"contract.pol", text}}, findings);
  if (!bundle) return fmt::print(stderr, "{}", findings), nullptr;
  auto state = std::make_shared<State>();
  std::vector<directory::Finding> warnings;
  state->directory = directory::Directory::load(
      bundle, source::readFile(folder + "/directory.json").value(), warnings);
  state->engine = jit::compile(bundle, 0, error);
  state->request = request::Request::access(
      state->directory,
      R"({"subject":{"type":"Researcher","id":"lead_a"},"action":{"name":"enter"},"resource":{"type":"Pod","id":"feb"},"context":{}})",
      warnings);
  state->answer = decide(*state, false);
  return state;
}

bool reader(const std::shared_ptr<const State>& published, bool compiled) {
  for (int i = 0; i < kDecisions; ++i) {
    auto state = std::atomic_load(&published);
    if (decide(*state, compiled) != state->answer) return false;
  }
  return true;
}

int run() {
  std::array states = {stateOf("pod_life: Duration = 10d", "pod_life: Duration = 10d"),
                       stateOf("pod_life: Duration = 10d", "pod_life: Duration = 2d")};
  if (!states[0] || !states[1] || states[0]->answer == states[1]->answer)
    return fmt::print(stderr, "no two answers\n"), 1;
  std::shared_ptr<const State> published = states[0];
  std::array<bool, 2> whole{};
  std::thread interpreted([&] { whole[0] = reader(published, false); });
  std::thread compiled([&] { whole[1] = reader(published, true); });
  for (int i = 1; i <= kSwaps; ++i) {
    auto fresh = std::make_shared<const State>(*states[i % 2]);
    std::atomic_store(&published, std::shared_ptr<const State>(fresh));
    std::this_thread::sleep_for(std::chrono::microseconds(200));
  }
  interpreted.join();
  compiled.join();
  fmt::print("{} decisions on two threads, {} swaps: {}\n", 2 * kDecisions, kSwaps,
             whole[0] && whole[1] ? "each whole" : "TORN");
  return whole[0] && whole[1] ? 0 : 1;
}

}  // namespace
}  // namespace polc

// usage: polc_threads [ROUNDS]: how often each reader of a service asks
int main(int argc, char** argv) {
  uint64_t rounds = argc > 1 ? std::stoull(argv[1]) : 20'000;
  int torn = polc::run();
  return polc::runService(rounds) + torn;
}
