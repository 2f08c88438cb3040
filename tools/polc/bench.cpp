// polc bench: what comes out, how fast decisions are, and how soon the first one is there.
#include <malloc.h>

#include <charconv>
#include <chrono>
#include <fstream>
#include <thread>

#include "runtime/abi/make.h"
#include "runtime/directory/lines.h"
#include "runtime/sqlite/snapshot.h"
#include "tools/polc/bench_report.h"
#include "tools/polc/evaluate.h"

namespace polc::tool {
namespace {

using Clock = std::chrono::steady_clock;

struct BenchOptions : EvaluationOptions {
  std::string requests, decisions, threads;
};

double milliseconds(Clock::duration length) {
  return std::chrono::duration<double, std::milli>(length).count();
}

// In error: denied, and something could not be evaluated.
std::string_view outcomeOf(const polc_result& result) {
  if (result.outcome == POLC_DENY && result.errors != 0) return "error";
  return decision::name(static_cast<decision::Outcome>(result.outcome));
}

class Bench {
 public:
  explicit Bench(const BenchOptions& options) : options_(options) {}

  int run() {
    uint32_t threads = 0;
    if (!readThreads(threads) || !chooseEngine() || !open() || !readDirectory() || !makeEngine() ||
        !decideOnce() || !write() || !time(threads))
      return cannot(session_, options_.json());
    report_.contract = bundle_.contract();
    report_.digest = bundle_.digest();
    print(options_.json() ? asJson(report_) : asText(report_));
    return kClean;
  }

 private:
  bool readThreads(uint32_t& threads) {
    threads = std::max(2u, std::thread::hardware_concurrency());
    if (options_.threads.empty()) return true;
    const char* end = options_.threads.data() + options_.threads.size();
    auto [at, failure] = std::from_chars(options_.threads.data(), end, threads);
    if (failure == std::errc{} && at == end && threads >= 1 && threads <= 256) return true;
    session_.diagnostics().report(diag::Code::bad_option, {}, "--threads", options_.threads,
                                  "a number from 1 to 256");
    return false;
  }

  bool chooseEngine() {
    if (options_.engine == "tiered") {
      session_.diagnostics().report(diag::Code::bad_option, {}, "--engine", options_.engine,
                                    "interp, jit or native: tiers are timed one by one");
      return false;
    }
    std::optional<driver::EngineChoice> choice = engineChoice(options_, session_);
    if (choice) session_.useEngine(choice_ = *choice);
    return choice.has_value();
  }

  bool open() {
    progress_.step("compiling");
    auto began = Clock::now();
    if (!openContract(options_, session_)) return false;
    std::optional<consolidate::Known> known = knownOf(options_.known, session_);
    if (!known) return false;
    agreement_ = session_.agreement(*known);
    compiled_in_ = Clock::now() - began;
    if (!agreement_ && session_.bundle())
      session_.diagnostics().report(diag::Code::bundle_knows, {},
                                    session_.bundle()->bundle->amended_through);
    return agreement_ != nullptr;
  }

  bool readDirectory() {
    progress_.step("reading the directory");
    polc_bundle* bundle = nullptr;
    abi::makeBundle({agreement_->bundle, bundle::interpreter()}, &bundle);
    bundle_ = Bundle(bundle);
    return sqlite::isDatabase(options_.directory) ? readDatabase() : readText();
  }

  bool readDatabase() {
    size_t before = heap();
    return keep(Directory::loadSqlite(bundle_, options_.directory), before);
  }

  bool readText() {
    std::optional<std::string> text = driver::readInput(options_.directory);
    if (!text) {
      session_.diagnostics().report(diag::Code::input_unreadable, {}, options_.directory);
      return false;
    }
    size_t before = heap();
    bool lines = directory::holdsLines(options_.directory);
    return keep(lines ? Directory::loadLines(bundle_, *text) : Directory::load(bundle_, *text),
                before);
  }

  bool keep(Result<Directory> made, size_t before) {
    directory_ = std::move(made.value);
    if (!made) return reportRefused(made.error);
    report_.entities = directory_.size();
    report_.bytes_per_entity =
        static_cast<double>(heap() - before) / std::max(1u, report_.entities);
    return true;
  }

  bool reportRefused(const Error& refused) {
    session_.diagnostics().report(
        diag::Code::input_refused, {},
        fmt::format("{}:{} ({})", options_.directory, refused.message(), refused.code()));
    return false;
  }

  static size_t heap() {
    struct mallinfo2 now = mallinfo2();
    return now.uordblks + now.hblkhd;
  }

  // The engine that is asked for, in the place of the one that is there at once.
  bool makeEngine() {
    progress_.step("making the engine");
    if (!readAll() || !decideFirst()) return false;
    report_.engine = options_.engine;
    if (options_.engine == "interp") return true;
    if (options_.engine == "jit") report_.engine += " -O" + options_.optimisation;
    auto began = Clock::now();
    std::string why;
    std::shared_ptr<const engine::Engine> engine =
        session_.bundle() && options_.engine == "native"
            ? session_.bundle()->engine
            : driver::makeEngine(agreement_->bundle, choice_, why);
    report_.optimised_ms = milliseconds(compiled_in_ + (Clock::now() - began));
    if (!engine) {
      session_.diagnostics().report(diag::Code::engine_failed, {}, why);
      return false;
    }
    polc_bundle* bundle = nullptr;
    abi::makeBundle({agreement_->bundle, std::move(engine)}, &bundle);
    Bundle fast(bundle);
    directory_ = std::move(directory_.rebind(fast).value);
    return true;
  }

  bool readAll() {
    std::optional<value::Micros> now;
    if (!options_.now.empty()) {
      now = instantOption("--now", options_.now, session_);
      if (!now) return false;
    }
    const polc_directory* directory = directory_.get();
    bool read = readRequests(options_.requests, directory->held, directory, bundle_.get(), now,
                             session_, requests_);
    report_.requests = requests_.all.size();
    return read;
  }

  // By the engine that is there as soon as the text is compiled: the interpreter.
  bool decideFirst() {
    auto began = Clock::now();
    if (!decide(requests_.all[0])) return false;
    report_.first_decision_ms = milliseconds(compiled_in_ + (Clock::now() - began));
    return true;
  }

  bool decide(BenchRequest& request) {
    Error error = decision_.evaluate(directory_.get(), request.json, request.now);
    request.result = {0, static_cast<uint32_t>(decision_.outcome()),
                      polc_decision_error_count(decision_.get()) == 0 ? 0u : 1u};
    return error.status() == POLC_OK ||
           (session_.diagnostics().report(diag::Code::engine_failed, {}, error.message()), false);
  }

  bool decideOnce() {
    progress_.step("deciding each request once");
    BenchReport::Outcomes& count = report_.outcomes;
    for (BenchRequest& request : requests_.all) {
      if (!decide(request)) return false;
      std::string_view outcome = outcomeOf(request.result);
      ++(outcome == "allow"    ? count.allow
         : outcome == "deny"   ? count.deny
         : outcome == "expire" ? count.expire
                               : count.error);
    }
    return true;
  }

  bool write() {
    if (options_.decisions.empty()) return true;
    std::ofstream out(options_.decisions, std::ios::binary | std::ios::trunc);
    for (const BenchRequest& request : requests_.all) out << outcomeOf(request.result) << '\n';
    out.close();
    if (out) return true;
    session_.diagnostics().report(diag::Code::unwritable, {}, options_.decisions);
    return false;
  }

  bool time(uint32_t threads) {
    for (AskedBy asked : kAskedBy) {
      progress_.step(fmt::format("timing: {}", name(asked)));
      if (const BenchRequest* other = disagrees(requests_, asked, directory_.get())) {
        session_.diagnostics().report(
            diag::Code::engine_failed, {},
            fmt::format("asked by {} it decides otherwise: {}", name(asked), other->json));
        return false;
      }
      Timing one = timeDecisions(requests_, asked, directory_.get(), 1);
      Timing several = timeDecisions(requests_, asked, directory_.get(), threads);
      report_.classes.emplace_back(one, several);
    }
    progress_.step("");
    return true;
  }

  const BenchOptions& options_;
  Progress progress_;
  driver::Session session_;
  driver::EngineChoice choice_;
  const driver::Agreement* agreement_ = nullptr;
  Clock::duration compiled_in_{};
  Bundle bundle_;
  Directory directory_;
  Decision decision_ = std::move(Decision::make().value);
  BenchRequests requests_;
  BenchReport report_;
};

int runBench(const BenchOptions& options) { return Bench(options).run(); }

}  // namespace

void addBench(CommandLine& line) {
  auto options = std::make_shared<BenchOptions>();
  Command command = line.add(
      "bench", "Times decisions: by number, by name, and in JSON, with one and with more threads.");
  addEvaluation(command, *options);
  command.text("--requests", options->requests,
               "requests, one a line (AuthZEN's JSON); - for standard input", Need::required);
  command.text("--decisions", options->decisions,
               "write the outcomes, one a line in the requests' order: allow, deny, expire, or "
               "error (denied, as something could not be evaluated)");
  command.text("--threads", options->threads,
               "how many threads decide at once in the second measurement (else one a core)");
  command.examples(
      "  polc bench examples/acme_sandboxes --directory examples/acme_sandboxes/directory.json \\\n"
      "             --requests requests.jsonl --engine jit\n"
      "  polc bench CONTRACT --directory D --requests R.jsonl --format json --decisions out.txt");
  command.run([options] { return runBench(*options); });
}

}  // namespace polc::tool
