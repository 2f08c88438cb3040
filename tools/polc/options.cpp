#include "tools/polc/options.h"

#include <charconv>
#include <chrono>

namespace polc::tool {
namespace {

constexpr const char* kInstantForm =
    "an instant such as 2026-02-03T10:00:00Z, or a day such as 2026-02-03";

std::optional<value::Micros> midnight(const std::string& text, const time::Zone& zone) {
  std::optional<time::Civil> date = time::parseDate(text);
  if (!date) return std::nullopt;
  return time::fromCivil(zone, *date).at;
}

}  // namespace

void addFormat(Command& command, std::string& format) {
  command.choice("--format", format, {"text", "json"}, "text for people, json for programs");
}

void addContract(Command& command, ContractOptions& options) {
  command.text("contract", options.contract,
               "folder of the contract or a file in it, or - for standard input", Need::required);
  addFormat(command, options.format);
}

void addKnown(Command& command, std::string& known) {
  command.text("--known", known,
               "amendments that count as known: up to this number, or signed by this day");
}

void addEngine(Command& command, EvaluationOptions& options) {
  command.choice("--engine", options.engine, {"interp", "jit", "tiered", "native"},
                 "interp: the reference interpreter; jit: code compiled by LLVM; tiered: interp at "
                 "once, jit as "
                 "soon as a thread has made it; native: a bundle's own code, where --trust-key's "
                 "key signed it");
  command.choice("--opt", options.optimisation, {"0", "2"}, "optimisation of the jit's code");
  command.text("--cache", options.cache, "folder that keeps the jit's code for the next time");
  command.fromEnvironment("--cache", "POLC_CACHE");
}

void addTrust(Command& command, std::string& trust_key) {
  command.text("--trust-key", trust_key,
               "public key that must have signed the bundle (NAME.pub of `polc keygen`)");
}

void addEvaluation(Command& command, EvaluationOptions& options) {
  command.text("contract", options.contract,
               "folder of the contract or a file in it, - for standard input, or a bundle (.polb)",
               Need::required);
  addFormat(command, options.format);
  addTrust(command, options.trust_key);
  command.text("--directory", options.directory,
               "entities that are known (Cedar's JSON; of a .jsonl or .ndjson, one a line; or a "
               "SQLite database)",
               Need::required);
  command.text("--now", options.now,
               "the instant to decide at; without it the request's own, else the clock");
  addKnown(command, options.known);
  addEngine(command, options);
}

std::optional<bundle::Options> trustOf(const std::string& trust_key, driver::Session& session) {
  bundle::Options options;
  if (trust_key.empty()) return options;
  std::optional<std::string> text = driver::readInput(trust_key);
  std::optional<bundle::PublicKey> key;
  if (text) key = bundle::parsePublicKey(*text);
  if (!key) {
    session.diagnostics().report(diag::Code::bad_key, {}, trust_key, "public");
    return std::nullopt;
  }
  options.trusted.push_back(*key);
  options.demand_signature = true;
  return options;
}

std::optional<driver::EngineChoice> engineChoice(const EvaluationOptions& options,
                                                 driver::Session& session) {
  auto kind = options.engine == "jit"      ? driver::EngineKind::jit
              : options.engine == "tiered" ? driver::EngineKind::tiered
              : options.engine == "native" ? driver::EngineKind::native
                                           : driver::EngineKind::interp;
  driver::EngineChoice choice{kind, options.optimisation == "0" ? 0u : 2u};
  std::string why;
  if (options.cache.empty()) return choice;
  choice.cache = jit::Cache::open(options.cache, why);
  if (!choice.cache) {
    session.diagnostics().report(diag::Code::unsafe_cache, {}, options.cache, why);
    return std::nullopt;
  }
  return choice;
}

value::Micros clockNow() {
  using namespace std::chrono;
  return duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
}

std::optional<value::Micros> instantOf(const std::string& text, const time::Zone& zone) {
  std::optional<value::Micros> instant = time::parseTime(text);
  return instant ? instant : midnight(text, zone);
}

std::optional<consolidate::Known> knownOf(const std::string& text, driver::Session& session) {
  consolidate::Known known;
  if (text.empty()) return known;
  uint32_t number = 0;
  auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure == std::errc{} && end == text.data() + text.size()) {
    known.number = number;
    return known;
  }
  known.signed_by = midnight(text, session.zone());
  if (known.signed_by) return known;
  session.diagnostics().report(diag::Code::bad_option, {}, "--known", text,
                               "an amendment's number, or a day such as 2026-04-10");
  return std::nullopt;
}

std::optional<value::Micros> instantOption(const char* option, const std::string& text,
                                           driver::Session& session) {
  std::optional<value::Micros> instant = instantOf(text, session.zone());
  if (!instant) {
    session.diagnostics().report(diag::Code::bad_option, {}, option, text, kInstantForm);
  }
  return instant;
}

}  // namespace polc::tool
