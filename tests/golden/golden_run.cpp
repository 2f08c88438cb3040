// Runs the texts of a golden file through the compiler, and where it has a request through a decision.
#include <algorithm>

#include "compiler/driver/json_findings.h"
#include "compiler/driver/session.h"
#include "tests/golden/golden_file.h"

namespace polc::golden {
namespace {

constexpr std::string_view kDirectory = "directory.json";
constexpr value::Micros kNoonInJune = 1'780'315'200'000'000;  // 2026-06-01T12:00:00Z

// The first part may be an amendment or a library by itself.
driver::Role roleOf(const std::string& path, const std::string& text) {
  if (path == "contract.pol") {
    if (text.starts_with("amendment")) return driver::Role::amendment;
    return text.starts_with("library") ? driver::Role::beside : driver::Role::contract;
  }
  return path.starts_with("amendments/") ? driver::Role::amendment : driver::Role::beside;
}

driver::Options optionsOf(const GoldenFile& file) {
  driver::Options options;
  for (const auto& [name, text] : file.options) {
    if (name == "warn-within") {
      options.check.warn_within = time::parseDuration(text).value_or(0);
    } else if (name == "today") {
      options.check.today = time::parseTime(text + "T00:00Z");
    }
  }
  return options;
}

class Run {
 public:
  explicit Run(const GoldenFile& file) : file_(file), session_(optionsOf(file)) {}

  std::vector<Expectation> findings() {
    driver::Texts texts;
    for (const auto& [path, text] : file_.parts) {
      if (path.ends_with(".pol")) texts.files.push_back({roleOf(path, text), path, text});
      if (path == kDirectory) directory_ = &text;
    }
    if (session_.open(std::move(texts))) useJson();
    collect();
    std::sort(out_.begin(), out_.end());
    return std::move(out_);
  }

 private:
  void useJson() {
    bool wanted = directory_ != nullptr;
    for (const auto& [path, text] : file_.parts) wanted |= path.ends_with(".json");
    if (!wanted) return;
    if (directory_) session_.useDirectory(std::string(kDirectory), *directory_);
    const driver::Evaluation* evaluation = session_.evaluation();
    if (!evaluation) return;
    session_.checkNames(*evaluation);
    for (const auto& [path, text] : file_.parts) {
      if (path == "request.json") decide(*evaluation, path, text, request::Request::access);
      if (path == "standing.json") decide(*evaluation, path, text, request::Request::standing);
    }
  }

  template <class Decode>
  void decide(const driver::Evaluation& evaluation, const std::string& path,
              const std::string& text, Decode decode) {
    source::FileId id = session_.sources().add(path, text);
    std::vector<directory::Finding> refused;
    auto request = decode(evaluation.directory, text, refused);
    driver::report(refused, id, 0, session_.diagnostics());
    if (!request) return;
    decision::Decision decision;
    evaluation.engine->decide(*request, request->now().value_or(kNoonInJune), decision);
    for (const decision::Cause& cause : decision.errors) {
      out_.push_back({fmt::format("P{}", static_cast<uint32_t>(cause.code)), "", 0, 0});
    }
  }

  void collect() {
    session_.diagnostics().sort();
    for (const diag::Finding& finding : session_.diagnostics().findings()) {
      Expectation one{std::string(diag::row(finding.code).code), "", 0, 0};
      if (finding.span.valid()) {
        source::Place at = session_.sources().begin(finding.span);
        one.path = session_.sources().file(finding.span.file).path();
        one.line = at.line;
        one.column = at.column;
      }
      out_.push_back(std::move(one));
    }
  }

  const GoldenFile& file_;
  driver::Session session_;
  const std::string* directory_ = nullptr;
  std::vector<Expectation> out_;
};

}  // namespace

std::vector<Expectation> findingsOf(const GoldenFile& file) { return Run(file).findings(); }

}  // namespace polc::golden
