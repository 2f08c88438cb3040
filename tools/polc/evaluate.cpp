#include "tools/polc/evaluate.h"

#include <algorithm>
#include <cstdio>

#include "compiler/driver/json_findings.h"

namespace polc::tool {
namespace {

void mentionWarnings(const driver::Session& session, const EvaluationOptions& options) {
  if (options.json()) return;
  const auto& findings = const_cast<driver::Session&>(session).diagnostics().findings();
  auto warnings = std::count_if(findings.begin(), findings.end(), [](const diag::Finding& f) {
    return f.severity == diag::Severity::warning;
  });
  if (warnings == 0) return;
  std::fprintf(stderr, "the contract has %td warning%s: see `polc check %s`\n", warnings,
               warnings == 1 ? "" : "s", options.contract.c_str());
}

driver::Options withProgress(Progress& progress) {
  driver::Options options;
  options.progress = [&progress](std::string_view pass) {
    progress.step(fmt::format("checking: {}", pass));
  };
  return options;
}

}  // namespace

bool openContract(const EvaluationOptions& options, driver::Session& session) {
  if (driver::isBundle(options.contract)) {
    std::optional<bundle::Options> trust = trustOf(options.trust_key, session);
    if (!trust || !session.openBundle(options.contract, *trust)) return false;
    showWarnings(session, options.json());
    return true;
  }
  if (options.engine == "native") {
    session.diagnostics().report(
        diag::Code::bad_option, {}, "--engine", options.engine,
        "interp, jit or tiered, or name a bundle in the place of the contract");
    return false;
  }
  if (!session.open(options.contract)) return false;
  mentionWarnings(session, options);
  return true;
}

Opened::Opened(const EvaluationOptions& options) {
  Progress progress;
  session = driver::Session(withProgress(progress));
  std::optional<driver::EngineChoice> choice = engineChoice(options, session);
  if (!choice) return;
  session.useEngine(*choice);
  if (!openContract(options, session)) return;
  if (!session.useDirectory(options.directory)) return;
  std::optional<consolidate::Known> chosen = knownOf(options.known, session);
  if (!chosen) return;
  known = *chosen;
  progress.step("reading the directory, making the engine");
  ready = session.evaluation(known);
  if (!ready && session.bundle())
    session.diagnostics().report(diag::Code::bundle_knows, {},
                                 session.bundle()->bundle->amended_through);
}

std::shared_ptr<const request::Request> readRequest(const std::string& path, Decode decode,
                                                    Opened& opened) {
  driver::Session& session = opened.session;
  std::optional<std::string> json = driver::readInput(path);
  if (!json) {
    session.diagnostics().report(diag::Code::input_unreadable, {}, path);
    return nullptr;
  }
  source::FileId file = session.sources().add(path == "-" ? "<stdin>" : path, std::move(*json));
  std::vector<directory::Finding> refused;
  auto request = decode(opened.ready->directory, session.sources().file(file).text(), refused);
  if (!request) driver::report(refused, file, 0, session.diagnostics());
  return request;
}

std::optional<value::Micros> chooseNow(const EvaluationOptions& options, Opened& opened,
                                       const request::Request& request) {
  if (!options.now.empty()) return instantOption("--now", options.now, opened.session);
  return request.now() ? request.now() : clockNow();
}

int exitCode(decision::Outcome outcome) {
  switch (outcome) {
    case decision::Outcome::allow:
      return kAllow;
    case decision::Outcome::expire:
      return kExpire;
    case decision::Outcome::deny:
      break;
  }
  return kDeny;
}

std::string jsonLine(const decision::Decision& decision, const request::Request& request) {
  std::string text = decision::toJson(decision, request);
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

}  // namespace polc::tool
