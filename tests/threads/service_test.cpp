#include "tests/threads/service_test.h"

#include <fmt/format.h>

#include <unistd.h>
#include <array>
#include <atomic>

#include <filesystem>
#include <fstream>
#include <polc/polc.hpp>
#include <set>
#include <thread>

#include "compiler/source/source.h"

namespace polc {
namespace {

namespace fs = std::filesystem;

constexpr int64_t kNow = 1'770'206'400'000'000;  // 2026-02-04T12:00Z
constexpr size_t kAsked = 2;
constexpr std::array<std::string_view, kAsked> kJson = {
    R"({"subject":{"type":"Identity","id":"vendor_mfa"},"action":{"name":"connect"},"resource":{"type":"Environment","id":"staging_1"}})",
    R"({"subject":{"type":"Identity","id":"operator"},"action":{"name":"connect"},"resource":{"type":"Environment","id":"preview_feb"}})"};

// What makes of one directory the other.
constexpr std::array<std::string_view, 2> kChanges = {
    R"({"uid":{"type":"Identity","id":"vendor_mfa"},"attrs":{"kind":"human","employer":"Acme GmbH","mfa":false},"parents":[{"type":"Team","id":"acme"}]})",
    R"({"uid":{"type":"Identity","id":"vendor_mfa"},"attrs":{"kind":"human","employer":"Acme GmbH","mfa":true},"parents":[{"type":"Team","id":"acme"}]})"};

std::array<polc_named_request, kAsked> byName() {
  polc_string person = text("Identity"), place = text("Environment"), connect = text("connect");
  return {{{person, text("vendor_mfa"), connect, place, text("staging_1"), nullptr},
           {person, text("operator"), connect, place, text("preview_feb"), nullptr}}};
}

std::array<polc_request, kAsked> byNumber(const polc_directory* directory, const Bundle& bundle) {
  std::array<polc_request, kAsked> out{};
  auto named = byName();
  for (size_t i = 0; i < kAsked; ++i) {
    out[i].subject = polc_directory_entity(directory, named[i].subject_type, named[i].subject_id);
    out[i].action = bundle.action("connect");
    out[i].resource =
        polc_directory_entity(directory, named[i].resource_type, named[i].resource_id);
  }
  return out;
}

using Outcomes = std::array<uint32_t, kAsked>;
using Texts = std::array<std::string, kAsked>;

// What may be published, and what is answered by it.
struct State {
  Directory directory;
  Outcomes outcomes;
  Texts texts;
};

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  size_t at = text.find(from);
  if (at == std::string::npos) return {};
  return text.replace(at, from.size(), to);
}

// The acme contract, whose previews live so long.
Bundle contract(const fs::path& folder, std::string_view life) {
  fs::copy(fs::path(POLC_EXAMPLES) / "acme_sandboxes", folder, fs::copy_options::recursive);
  std::string text = source::readFile((folder / "contract.pol").string()).value();
  std::ofstream(folder / "contract.pol", std::ios::trunc) << replaced(
      text, "preview_life: Duration = 3d", fmt::format("preview_life: Duration = {}", life));
  return std::move(Bundle::compile(folder.string()).value);
}

void must(const Error& error) {
  if (error.status() == POLC_OK) return;
  fmt::print(stderr, "{}\n", error.message());
  std::abort();
}

State stateOf(Directory directory) {
  State state{std::move(directory), {}, {}};
  Decision decision = std::move(Decision::make().value);
  for (size_t i = 0; i < kAsked; ++i) {
    must(decision.evaluate(state.directory.get(), kJson[i], kNow));
    state.outcomes[i] = decision.outcome();
    state.texts[i] = decision.json();
  }
  return state;
}

// Two contracts, two directories, two engines.
std::vector<State> states(const fs::path& work) {
  std::vector<State> out;
  std::string folder = std::string(POLC_EXAMPLES) + "/acme_sandboxes";
  std::string with = source::readFile(folder + "/directory.json").value();
  std::string without = replaced(with, R"("employer": "Acme GmbH", "mfa": true)",
                                 R"("employer": "Acme GmbH", "mfa": false)");
  for (std::string_view life : {"3d", "1d"}) {
    Bundle slow = contract(work / life, life);
    Bundle fast = std::move(slow.optimise(0).value);
    for (const std::string& json : {with, without}) {
      Directory directory = std::move(Directory::load(slow, json).value);
      out.push_back(stateOf(std::move(directory.rebind(fast).value)));
      out.push_back(stateOf(std::move(directory)));
    }
  }
  return out;
}

struct Run {
  Service service;
  Bundle any;  // actions have the same numbers in both contracts
  std::set<Outcomes> outcomes;
  std::set<Texts> texts;
  uint64_t rounds;
};

// Each reader asks everything of one sight, which must be what some state answers. False where it is not.
bool readByNumber(const Run& run) {
  Reader reader = std::move(Reader::make(run.service).value);
  const polc_directory* seen = nullptr;
  std::array<polc_request, kAsked> asked{};
  for (uint64_t i = 0; i < run.rounds; ++i) {
    const polc_directory* directory = reader.directory();
    if (directory != seen) asked = byNumber(seen = directory, run.any);
    polc_result results[kAsked];
    if (polc_decide(directory, asked.data(), kAsked, kNow, 0, results) != POLC_OK) return false;
    if (!run.outcomes.count({results[0].outcome, results[1].outcome})) return false;
  }
  return true;
}

bool readByName(const Run& run) {
  Reader reader = std::move(Reader::make(run.service).value);
  auto asked = byName();
  for (uint64_t i = 0; i < run.rounds; ++i) {
    polc_result results[kAsked];
    if (polc_decide_named(reader.directory(), asked.data(), kAsked, kNow, 0, results) != POLC_OK)
      return false;
    if (!run.outcomes.count({results[0].outcome, results[1].outcome})) return false;
    if (i % 64 == 0) reader.rest();
  }
  return true;
}

bool readInFull(const Run& run) {
  Reader reader = std::move(Reader::make(run.service).value);
  Decision decision = std::move(Decision::make().value);
  for (uint64_t i = 0; i < run.rounds / 8; ++i) {
    const polc_directory* directory = reader.directory();
    Texts texts;
    for (size_t k = 0; k < kAsked; ++k) {
      must(decision.evaluate(directory, kJson[k], kNow));
      texts[k] = decision.json();
    }
    if (!run.texts.count(texts)) return false;
  }
  return true;
}

int judge(Run& run, const std::vector<State>& all) {
  constexpr std::array<bool (*)(const Run&), 3> kReaders = {readByNumber, readByName, readInFull};
  std::array<bool, 3> whole{};
  std::atomic<size_t> reading = kReaders.size();
  std::vector<std::thread> readers;
  for (size_t i = 0; i < kReaders.size(); ++i) {
    readers.emplace_back([&, i] {
      whole[i] = kReaders[i](run);
      --reading;
    });
  }
  uint64_t swaps = 0;
  const Directory* base =
      &all[0].directory;  // a directory with mfa; each change goes on from the last
  Directory changed;
  while (reading != 0) {
    changed = std::move(base->apply(kChanges[swaps / 2 % 2]).value);
    base = &changed;
    must(run.service.publish(swaps % 2 ? changed : all[swaps / 2 % all.size()].directory));
    ++swaps;
    std::this_thread::sleep_for(std::chrono::microseconds(100));
  }
  for (std::thread& reader : readers) reader.join();
  must(run.service.publish(all[0].directory));
  Reader last = std::move(Reader::make(run.service).value);
  bool kept = polc_directory_size(last.directory()) == all[0].directory.size();
  bool good = whole[0] && whole[1] && whole[2] && kept && swaps > 10;
  fmt::print("{} decisions by the C interface on three threads, {} swaps: {}\n",
             kAsked * (2 * run.rounds + run.rounds / 8), swaps, good ? "each whole" : "TORN");
  return good ? 0 : 1;
}

}  // namespace

int runService(uint64_t rounds) {
  fs::path work = fs::temp_directory_path() / fmt::format("polc_threads_{}", getpid());
  fs::create_directories(work);
  std::vector<State> all = states(work);
  Run run{std::move(Service::make(all[0].directory).value), Bundle(), {}, {}, rounds};
  run.any = contract(work / "any", "3d");
  fs::remove_all(work);
  for (const State& state : all) {
    run.outcomes.insert(state.outcomes);
    run.texts.insert(state.texts);
  }
  if (run.outcomes.size() != 4 || run.texts.size() != 4)
    return fmt::print(stderr, "the states do not differ\n"), 1;
  return judge(run, all);
}

}  // namespace polc
