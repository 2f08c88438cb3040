// Differential test: interpreter, -O0 and -O2 give the same bytes, and every finite stable_until is proven.
//
// polc_differential [--seed N] [--worlds N] [--decisions N a world] [--keep FOLDER] [--no-jit] [--fast] [--no-reach] [--bundle]
// --bundle: the world is also written to a bundle and opened from it, natively and interpreted.
// Exit: 0 all agree and the reach is enough; 1 a difference (the world is written to --keep); 2 usage.
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "compiler/aot/aot.h"
#include "compiler/jit/jit.h"
#include "runtime/bundle/open.h"
#include "runtime/interp/interp.h"
#include "tests/differential/changes.h"
#include "tests/differential/reach.h"
#include "tests/support/pipeline.h"

namespace polc::differential {
namespace {

struct Options {
  uint64_t seed = 1;
  int worlds = 200;
  int decisions = 110;
  bool jit = true;
  bool optimise = true;
  bool reach = true;
  bool bundle = false;
  std::string keep = "differential-failure";
};

// A bundle opened from its bytes, with the directory read anew against it.
struct Stored {
  std::shared_ptr<const bundle::Opened> opened;
  std::shared_ptr<const directory::Directory> directory;
};

struct Engines {
  std::unique_ptr<engine::Engine> fast, optimised;
  Stored native, interpreted;
};

class Runner {
 public:
  explicit Runner(Options options) : options_(std::move(options)) {}
  int run();

 private:
  bool world(uint64_t seed);
  bool one(const Ask& ask, const Engines& engines);
  bool store(Engines& engines);
  bool load(const std::string& bytes, bundle::EngineKind kind, Stored& out);
  bool around(Random& random, Micros at, const Engines& engines);
  bool bounds(Random& random, const Engines& engines, const std::vector<Micros>& changes);
  bool same(const Ask& ask, const engine::Engine* engine, const char* name,
            const std::string& expected);
  bool same(const Ask& ask, const engine::Engine* engine,
            const std::shared_ptr<const directory::Directory>& directory, const char* name,
            const std::string& expected);
  bool same(const Ask& ask, const Stored& stored, const char* name, const std::string& expected);
  bool plain(const Ask& ask, const request::Request& request, const engine::Engine& engine,
             const char* name, const decision::Decision& decision);
  bool stays(const Ask& ask, const request::Request& request, const decision::Decision& decision);
  bool stable(const Ask& ask, const request::Request& request, const decision::Decision& decision);
  bool fail(const std::string& what, const Ask& ask);

  Options options_;
  bundle::SecretKey key_ = *bundle::makeKey();
  World world_;
  std::shared_ptr<const core::Bundle> bundle_;
  std::shared_ptr<const directory::Directory> directory_;
  Reach reach_;
};

bool Runner::fail(const std::string& what, const Ask& ask) {
  std::filesystem::path folder = options_.keep;
  std::filesystem::create_directories(folder / "amendments");
  for (const SourceText& source : world_.sources)
    std::ofstream(folder / source.path) << source.text;
  std::ofstream(folder / "directory.json") << world_.directory;
  std::ofstream(folder / "request.json") << ask.json << "\n";
  fmt::print("FAILED: {}\n  at {}, {} {}\n  kept in {}\n", what, instantText(ask.now),
             ask.standing ? "standing" : "access", ask.json, folder.string());
  return false;
}

std::shared_ptr<const request::Request> decode(
    const Ask& ask, const std::shared_ptr<const directory::Directory>& directory) {
  std::vector<directory::Finding> refused;
  return ask.standing ? request::Request::standing(directory, ask.json, refused)
                      : request::Request::access(directory, ask.json, refused);
}

bool Runner::same(const Ask& ask, const engine::Engine* engine, const char* name,
                  const std::string& expected) {
  return !engine || same(ask, engine, directory_, name, expected);
}

bool Runner::same(const Ask& ask, const Stored& stored, const char* name,
                  const std::string& expected) {
  return !stored.opened || same(ask, stored.opened->engine.get(), stored.directory, name, expected);
}

bool Runner::same(const Ask& ask, const engine::Engine* engine,
                  const std::shared_ptr<const directory::Directory>& directory, const char* name,
                  const std::string& expected) {
  auto request = decode(ask, directory);
  decision::Decision decision;
  engine->decide(*request, ask.now, decision);
  std::string got = decision::toJson(decision, *request);
  if (got != expected) {
    return fail(
        fmt::format("interpreter and {} differ\n  interp {}\n  {:6} {}", name, expected, name, got),
        ask);
  }
  return plain(ask, *request, *engine, name, decision);
}

// The outcome without its reasons is the decision's, however it is asked, and stays as long as it says.
bool Runner::plain(const Ask& ask, const request::Request& request, const engine::Engine& engine,
                   const char* name, const decision::Decision& decision) {
  engine::Verdict expected{decision.outcome, !decision.errors.empty()};
  Micros until = 0, until_query = 0;
  bool same = engine.outcomeOf(request, ask.now, &until) == expected &&
              engine.outcomeOf(request, ask.now) == expected;
  const auto* access = std::get_if<request::Access>(&request.body());
  directory::World world = request.world();
  if (access && world.overlay_count == 0 && world.described_count == 0) {
    request::Query query{world.directory, access->subject, access->resource, access->action,
                         access->context};
    same &= engine.outcome(query, ask.now, &until_query) == expected &&
            engine.outcome(query, ask.now) == expected && until_query == until;
    reach_.query();
  }
  if (!same) return fail(fmt::format("the plain outcome of {} is not its decision's", name), ask);
  if (until <= ask.now) return fail(fmt::format("the plain outcome of {} has no time", name), ask);
  Random random(static_cast<uint64_t>(until));
  const Micros last = std::min(until - 1, ask.now + 1000 * kDay);
  for (Micros at : {last, random.between(ask.now, last)})
    if (engine.outcomeOf(request, at).outcome != decision.outcome)
      return fail(fmt::format("the plain outcome of {} does not stay", name), ask);
  return true;
}

// Is the answer the same at instants before its end, the last one among them?
bool Runner::stays(const Ask& ask, const request::Request& request,
                   const decision::Decision& decision) {
  Random random(static_cast<uint64_t>(ask.now));
  const Micros last = std::min(decision.stable_until - 1, ask.now + 1000 * kDay);
  for (Micros at : {last, random.between(ask.now, last), random.between(ask.now, last)}) {
    decision::Decision between;
    interp::decide(request, at, between);
    if (decision::sameAnswer(decision, between)) continue;
    return fail(
        fmt::format("stable_until {} is too late, at {}: {}", instantText(decision.stable_until),
                    instantText(at), decision::toJson(between, request)),
        ask);
  }
  return true;
}

bool Runner::stable(const Ask& ask, const request::Request& request,
                    const decision::Decision& decision) {
  if (!stays(ask, request, decision)) return false;
  if (decision.stable_until == value::kNever) return true;
  decision::Decision at;
  interp::decide(request, decision.stable_until, at);
  bool differs = !decision::sameAnswer(decision, at);
  bool horizon = (decision.stable_until - ask.now) >= 400 * kDay;
  reach_.stability(differs);
  return differs || horizon ||
         fail(fmt::format("stable_until {} is too early", instantText(decision.stable_until)), ask);
}

bool Runner::one(const Ask& ask, const Engines& engines) {
  auto request = decode(ask, directory_);
  if (!request) return fail("a request was refused", ask);
  decision::Decision decision;
  interp::decide(*request, ask.now, decision);
  reach_.decision(decision);
  std::string expected = decision::toJson(decision, *request);
  return same(ask, engines.fast.get(), "-O0", expected) &&
         same(ask, engines.optimised.get(), "-O2", expected) &&
         same(ask, engines.native, "native", expected) &&
         same(ask, engines.interpreted, "stored", expected) && stable(ask, *request, decision);
}

bool Runner::load(const std::string& bytes, bundle::EngineKind kind, Stored& out) {
  bundle::Options options{{key_.publicKey()}, true, kind};
  bundle::Refusal refusal;
  out.opened = bundle::open({reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()}, options,
                            refusal);
  if (!out.opened) return fail("the bundle was refused: " + refusal.message, {});
  if (out.opened->running != kind)
    return fail("native code does not run: " + out.opened->fallback, {});
  std::vector<directory::Finding> warnings;
  out.directory = directory::Directory::load(out.opened->bundle, world_.directory, warnings);
  return out.directory || fail("the directory was refused against the bundle", {});
}

bool Runner::store(Engines& engines) {
  std::string error;
  std::string bytes = aot::build(*bundle_, {true, &key_}, error);
  if (bytes.empty()) return fail("no bundle was built: " + error, {});
  return load(bytes, bundle::EngineKind::native, engines.native) &&
         load(bytes, bundle::EngineKind::interp, engines.interpreted);
}

// Decisions around the instant, one a microsecond before it.
bool Runner::around(Random& random, Micros at, const Engines& engines) {
  for (Micros now : {at - 1, at, at, at - 2 * kHour, at - 3 * kDay, at + kHour}) {
    Ask a = ask(random, world_);
    a.now = now;
    if (!one(a, engines)) return false;
  }
  return true;
}

// Decisions around both ends of every operation's period and of the term.
bool Runner::bounds(Random& random, const Engines& engines, const std::vector<Micros>& changes) {
  for (const Written& w : world_.operations) {
    for (Micros at : {w.from, w.until})
      if (at != value::kNever && !around(random, nearestChange(changes, at), engines)) return false;
    reach_.ends(w, true, w.until != value::kNever);
  }
  return around(random, bundle_->term.from, engines) &&
         around(random, bundle_->term.until, engines);
}

bool Runner::world(uint64_t seed) {
  Random random(seed);
  world_ = generate(random, support::accepts);
  std::string findings;
  bundle_ = support::compile(world_.sources, findings);
  if (!bundle_) return fail("a checked contract does not lower:\n" + findings, {});
  for (const std::string& fault : core::verify(*bundle_))
    return fail("the core is unsound: " + fault, {});
  std::vector<directory::Finding> warnings;
  directory_ = directory::Directory::load(bundle_, world_.directory, warnings);
  if (!directory_) return fail("the directory was refused", {});
  Engines engines;
  std::string error;
  if (options_.jit) {
    engines.fast = jit::compile(bundle_, 0, error);
    if (options_.optimise) engines.optimised = jit::compile(bundle_, 2, error);
    if (!engines.fast || (options_.optimise && !engines.optimised))
      return fail("code generation failed: " + error, {});
  }
  if (options_.bundle && !store(engines)) return false;
  reach_.world(world_);
  const std::vector<Micros> changes = differential::changes(*bundle_);
  world_.instants.insert(world_.instants.end(), changes.begin(), changes.end());
  if (!bounds(random, engines, changes)) return false;
  for (int i = 0; i < options_.decisions; ++i) {
    if (!one(ask(random, world_), engines)) return false;
  }
  return true;
}

int Runner::run() {
  auto begin = std::chrono::steady_clock::now();
  int failed = 0;
  for (int i = 0; i < options_.worlds; ++i) {
    if (i > 0 && i % 25 == 0)
      fmt::print("{} of {} worlds\n", i, options_.worlds), std::fflush(stdout);
    uint64_t seed = options_.seed + static_cast<uint64_t>(i);
    if (!world(seed)) {
      fmt::print("  seed {}: run again with --seed {} --worlds 1\n", seed, seed);
      ++failed;
      break;
    }
  }
  bool enough = reach_.report();
  auto seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  fmt::print("{} worlds, {} failed, {:.1f} s\n", options_.worlds, failed, seconds);
  return failed || (options_.reach && !enough) ? 1 : 0;
}

bool parse(int argc, char** argv, Options& options) {
  for (int i = 1; i < argc; ++i) {
    std::string name = argv[i];
    if (name == "--no-jit") {
      options.jit = false;
    } else if (name == "--fast") {
      options.optimise = false;
    } else if (name == "--no-reach") {
      options.reach = false;
    } else if (name == "--bundle") {
      options.bundle = true;
    } else if (i + 1 >= argc) {
      return false;
    } else if (std::string value = argv[++i]; name == "--seed") {
      options.seed = std::strtoull(value.c_str(), nullptr, 10);
    } else if (name == "--worlds") {
      options.worlds = std::atoi(value.c_str());
    } else if (name == "--decisions") {
      options.decisions = std::atoi(value.c_str());
    } else if (name == "--keep") {
      options.keep = value;
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace
}  // namespace polc::differential

int main(int argc, char** argv) {
  polc::differential::Options options;
  if (!polc::differential::parse(argc, argv, options)) {
    fmt::print(stderr,
               "usage: polc_differential [--seed N] [--worlds N] [--decisions N] [--keep FOLDER] "
               "[--no-jit] [--fast] [--no-reach] [--bundle]\n");
    return 2;
  }
  return polc::differential::Runner(options).run();
}
