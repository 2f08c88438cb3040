// polc in the form of its peers (tests/bench/peers/README.md): serves one engine over one corpus.
//
//   polc_bench_engine polc|polc_O0|polc_interp|polc_reasons CORPUS
//
// polc: outcomes alone, by the C interface. polc_reasons: the decision in full, by the C++ entry.
#include <fmt/format.h>
#include <simdjson.h>
#include <valgrind/callgrind.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <numeric>
#include <random>
#include <sstream>
#include <thread>

#include "compiler/driver/session.h"
#include "runtime/decision/decision.h"
#include "tests/bench/outcomes.h"
#include "tests/bench/publishing.h"

namespace {

using namespace polc;
using Clock = std::chrono::steady_clock;
using Json = nlohmann::ordered_json;

double millisecondsSince(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

uint64_t residentBytes() {
  std::ifstream status("/proc/self/status");
  std::string word;
  uint64_t kilobytes = 0;
  while (status >> word && word != "VmRSS:") {
  }
  status >> kilobytes;
  return kilobytes * 1024;
}

std::vector<std::string> linesOf(const std::string& path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error("cannot read " + path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(std::move(line));
  return lines;
}

std::string textOf(const std::string& path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error("cannot read " + path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

driver::EngineChoice choiceOf(const std::string& name) {
  if (name == "polc" || name == "polc_reasons") return {driver::EngineKind::jit, 2};
  if (name == "polc_O0") return {driver::EngineKind::jit, 0};
  if (name == "polc_interp") return {driver::EngineKind::interp, 0};
  throw std::runtime_error("no engine " + name);
}

// All indices below `count` before one comes again, shuffled anew each time.
std::vector<size_t> order(size_t count, size_t take, uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<size_t> round(count), out;
  std::iota(round.begin(), round.end(), 0);
  while (out.size() < take) {
    std::shuffle(round.begin(), round.end(), random);
    out.insert(out.end(), round.begin(), round.end());
  }
  out.resize(take);
  return out;
}

class Served {
 public:
  Served(const std::string& engine, const std::string& corpus) {
    auto start = Clock::now();
    open(corpus + "/contract", start);
    bundle_ = session_.agreement()->bundle;
    if (!bundle_) fail();
    facts_["first_decision_ms"] = millisecondsSince(start);
    std::string error;
    choice_ = choiceOf(engine);
    engine_ = driver::makeEngine(bundle_, choice_, error);
    if (!engine_) throw std::runtime_error(error);
    facts_["optimised_ms"] = millisecondsSince(start);
    loadDirectory(corpus);
    loadRequests(corpus);
    if (engine != "polc_reasons") answerOutcomes(corpus);
    facts_["returns"] = outcomes_ ? "decision" : "decision, reasons, until when it holds";
    facts_["classes"] = {"json", "parse"};
    if (!outcomes_ || outcomes_->byName()) facts_["classes"].push_back("typed");
    if (outcomes_ && outcomes_->byName())
      for (const char* kind : {"strings", "batched", "strings_batched"})
        facts_["classes"].push_back(kind);
    facts_["ready_ms"] = millisecondsSince(start);
    facts_["resident_bytes"] = residentBytes();
  }

  const Json& facts() const { return facts_; }

  Json decideAll(const std::string& file, double seconds) {
    std::ofstream out(file);
    auto start = Clock::now();
    size_t decided = 0;
    while (decided < asks_.size() && millisecondsSince(start) < seconds * 1e3) {
      out << decision::name(checked(decided)) << '\n';
      ++decided;
    }
    return {{"decided", decided}};
  }

  Json batch(const std::string& kind, size_t count, uint64_t seed, double seconds) {
    auto indices = order(asks_.size(), count, seed);
    bool named = outcomes_ && outcomes_->byName();
    if (kind == "parse") return timed(indices, seconds, [&](size_t i) { return parse(lines_[i]); });
    if (kind == "json" && outcomes_)
      return timed(indices, seconds, [&](size_t i) { return outcomes_->json(i) == POLC_ALLOW; });
    if (kind == "typed" && named)
      return timed(indices, seconds, [&](size_t i) { return outcomes_->typed(i) == POLC_ALLOW; });
    if (kind == "batched" && named)
      return timedTogether(indices, seconds, [&](auto all) { return outcomes_->typed(all); });
    if (kind == "strings_batched" && named)
      return timedTogether(indices, seconds, [&](auto all) { return outcomes_->strings(all); });
    if (kind == "strings" && named)
      return timed(indices, seconds, [&](size_t i) { return outcomes_->strings(i) == POLC_ALLOW; });
    if (kind == "json") return timed(indices, seconds, [&](size_t i) { return decide(lines_[i]); });
    if (kind == "typed" && !outcomes_)
      return timed(indices, seconds, [&](size_t i) { return decide(asks_[i]); });
    throw std::runtime_error("no class " + kind);
  }

  // The contract with and without its last amendment; two directories.
  Json publish(const std::string& kind, const std::string& corpus, double seconds) {
    std::string error;
    bench::Compiled older;
    if (bundle_->amended_through > 0) {
      consolidate::Known known;
      known.number = bundle_->amended_through - 1;
      const driver::Agreement* agreement = session_.agreement(known);
      if (!agreement) fail();
      older.core = agreement->bundle;
      older.engine = driver::makeEngine(older.core, choice_, error);
      if (!older.engine) throw std::runtime_error(error);
    }
    bench::Publishing publishing({bundle_, engine_}, older, textOf(corpus + "/directory.json"),
                                 lines_);
    return publishing.run(kind, seconds);
  }

  // Prepared requests, decided by `count` threads at once for that long: decisions a second of all.
  Json threads(size_t count, double seconds) const {
    std::atomic<uint64_t> decided = 0;
    auto start = Clock::now();
    {
      std::vector<std::jthread> running;
      for (size_t i = 0; i < count; ++i) {
        running.emplace_back([&, i] { decided += decideFor(i, start, seconds); });
      }
    }
    return {{"per_second", static_cast<double>(decided) / (millisecondsSince(start) / 1e3)}};
  }

 private:
  // 64 a call.
  template <class Decide>
  static Json timedTogether(const std::vector<size_t>& indices, double seconds,
                            const Decide& decide) {
    size_t done = 0, allowed = 0;
    auto start = Clock::now();
    while (done < indices.size() && millisecondsSince(start) <= seconds * 1e3) {
      size_t count = std::min<size_t>(indices.size() - done, 64);
      allowed += decide(std::span(indices).subspan(done, count));
      done += count;
    }
    double nanoseconds = millisecondsSince(start) * 1e6;
    return {{"ns", nanoseconds / static_cast<double>(done)}, {"count", done}, {"allowed", allowed}};
  }

  template <class Decide>
  static Json timed(const std::vector<size_t>& indices, double seconds, const Decide& decide) {
    size_t done = 0, allowed = 0;
    CALLGRIND_START_INSTRUMENTATION;
    auto start = Clock::now();
    while (done < indices.size() && millisecondsSince(start) <= seconds * 1e3) {
      size_t end = std::min(indices.size(), done + 64);
      for (; done < end; ++done) allowed += decide(indices[done]);
    }
    double nanoseconds = millisecondsSince(start) * 1e6;
    CALLGRIND_STOP_INSTRUMENTATION;
    return {{"ns", nanoseconds / static_cast<double>(done)}, {"count", done}, {"allowed", allowed}};
  }

  void answerOutcomes(const std::string& corpus) {
    outcomes_ = std::make_unique<bench::Outcomes>(bundle_, engine_,
                                                  textOf(corpus + "/directory.json"), lines_);
  }

  // Every way of asking gives the same.
  decision::Outcome checked(size_t i) {
    engine_->decide(*asks_[i].request, asks_[i].now, decision_);
    auto expected = static_cast<polc_outcome>(decision_.outcome);
    if (outcomes_ && outcomes_->json(i) != expected) throw std::runtime_error("json differs");
    if (outcomes_ && outcomes_->byName() &&
        (outcomes_->typed(i) != expected || outcomes_->strings(i) != expected)) {
      throw std::runtime_error("typed or strings differ");
    }
    const size_t same[] = {i, i, i};
    size_t allowed = expected == POLC_ALLOW ? 3 : 0;
    if (outcomes_ && outcomes_->byName() &&
        (outcomes_->typed(same) != allowed || outcomes_->strings(same) != allowed))
      throw std::runtime_error("many differ");
    return decision_.outcome;
  }

  uint64_t decideFor(uint64_t seed, Clock::time_point start, double seconds) const {
    auto indices = order(asks_.size(), asks_.size(), seed);
    decision::Decision decision;
    uint64_t decided = 0;
    while (millisecondsSince(start) < seconds * 1e3) {
      for (size_t i = 0; i < 64; ++i, ++decided) {
        size_t index = indices[decided % indices.size()];
        if (outcomes_ && outcomes_->byName()) {
          outcomes_->typed(index);
        } else {
          engine_->decide(*asks_[index].request, asks_[index].now, decision);
        }
      }
    }
    return decided;
  }

  struct Ask {
    std::shared_ptr<const request::Request> request;
    value::Micros now;
  };

  // The interpreter can decide as soon as this is done: it prepares nothing.
  void open(const std::string& contract, Clock::time_point start) {
    driver::Options options;
    options.progress = [this, start, passes = 0](std::string_view) mutable {
      if (passes++ == 1) facts_["parse_ms"] = millisecondsSince(start);
    };
    session_ = driver::Session(std::move(options));
    if (!session_.open(contract)) fail();
  }

  [[noreturn]] void fail() {
    const auto& findings = session_.diagnostics().findings();
    throw std::runtime_error(findings.empty() ? "no bundle" : findings[0].message);
  }

  void loadDirectory(const std::string& corpus) {
    std::string text = textOf(corpus + "/directory.json");
    std::vector<directory::Finding> findings;
    auto start = Clock::now();
    directory_ = directory::Directory::load(bundle_, text, findings);
    facts_["directory_ms"] = millisecondsSince(start);
    if (!directory_) throw std::runtime_error(findings.at(0).message);
  }

  void loadRequests(const std::string& corpus) {
    lines_ = linesOf(corpus + "/requests.jsonl");
    for (const std::string& line : lines_) {
      std::vector<directory::Finding> refused;
      auto request = request::Request::access(directory_, line, refused);
      if (!request || !request->now()) throw std::runtime_error("bad request " + line);
      asks_.push_back({request, *request->now()});
    }
  }

  bool decide(const Ask& ask) {
    engine_->decide(*ask.request, ask.now, decision_);
    return decision_.outcome == decision::Outcome::allow;
  }

  bool decide(const std::string& line) {
    std::vector<directory::Finding> refused;
    auto request = request::Request::access(directory_, line, refused);
    return decide(Ask{request, *request->now()});
  }

  // The floor under the class json: simdjson reads the text, and nobody looks at it.
  bool parse(const std::string& line) {
    simdjson::dom::element document;
    if (parser_.parse(line).get(document)) throw std::runtime_error("not JSON: " + line);
    return false;
  }

  simdjson::dom::parser parser_;
  driver::Session session_;
  std::shared_ptr<const core::Bundle> bundle_;
  std::shared_ptr<const directory::Directory> directory_;
  driver::EngineChoice choice_;
  std::shared_ptr<const engine::Engine> engine_;
  std::unique_ptr<bench::Outcomes> outcomes_;  // null: decisions in full
  std::vector<std::string> lines_;
  std::vector<Ask> asks_;
  decision::Decision decision_;
  Json facts_;
};

Json run(Served& served, const std::string& command, const std::string& corpus) {
  std::istringstream words(command);
  std::string verb, name;
  double seconds = 0;
  size_t count = 0;
  uint64_t seed = 0;
  words >> verb >> name;
  if (verb == "decide" && words >> seconds) return served.decideAll(name, seconds);
  if (verb == "batch" && words >> count >> seed >> seconds) {
    return served.batch(name, count, seed, seconds);
  }
  if (verb == "threads" && words >> seconds) return served.threads(std::stoul(name), seconds);
  if (verb == "publish" && words >> seconds) return served.publish(name, corpus, seconds);
  throw std::runtime_error("no command " + command);
}

void say(const Json& line) { std::cout << line.dump() << std::endl; }

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    fmt::print(stderr, "usage: polc_bench_engine polc|polc_O0|polc_interp|polc_reasons CORPUS\n");
    return 2;
  }
  try {
    Served served(argv[1], argv[2]);
    say(served.facts());
    for (std::string command; std::getline(std::cin, command);) {
      try {
        say(run(served, command, argv[2]));
      } catch (const std::exception& error) {
        say({{"error", error.what()}});
      }
    }
  } catch (const std::exception& error) {
    say({{"error", error.what()}});
  }
}
