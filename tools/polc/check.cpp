// polc check: everything that can be said about a contract without deciding by it.
#include <algorithm>
#include <set>

#include "tools/polc/options.h"
#include "tools/polc/output.h"

namespace polc::tool {
namespace {

struct CheckOptions {
  std::vector<std::string> paths;
  std::string directory;
  std::string warn_within;
  std::string now;
  std::string format = "text";
  bool json() const { return format == "json"; }
};

struct Counts {
  uint32_t errors = 0, warnings = 0, notes = 0, dropped = 0;
  bool clean() const { return errors == 0 && warnings == 0; }
};

std::string counted(uint32_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

class Check {
 public:
  explicit Check(const CheckOptions& options) : options_(options) {}

  int run() {
    if (!readOptions()) return kCannot;
    bool checked = true;
    for (const std::string& path : options_.paths) checked &= checkOne(path);
    finish();
    return !checked ? kCannot : counts_.clean() ? kClean : kFound;
  }

 private:
  bool readOptions() {
    driver::Session session;
    if (!options_.warn_within.empty()) {
      std::optional<value::Micros> length = time::parseDuration(options_.warn_within);
      if (!length) {
        session.diagnostics().report(diag::Code::bad_option, {}, "--warn-within",
                                     options_.warn_within, "a length such as 30d");
      }
      check_.warn_within = length.value_or(0);
      check_.today = clockNow();
    }
    if (!options_.now.empty()) {
      std::optional<value::Micros> now = instantOf(options_.now, *time::buildZone("UTC"));
      if (!now) {
        session.diagnostics().report(diag::Code::bad_option, {}, "--now", options_.now,
                                     "an instant such as 2026-02-03T10:00:00Z");
      }
      check_.today = now;
    }
    if (session.diagnostics().hasErrors()) cannot(session, options_.json());
    return !session.diagnostics().hasErrors();
  }

  // False where the path could not be checked.
  bool checkOne(const std::string& path) {
    Progress progress;
    driver::Options options;
    options.check = check_;
    options.progress = [&](std::string_view pass) {
      progress.step(fmt::format("checking {}: {}", path, pass));
    };
    driver::Session session(std::move(options));
    if (driver::isBundle(path)) {
      session.diagnostics().report(diag::Code::bundle_not_text, {}, path);
      show(session);
      return false;
    }
    std::optional<driver::Texts> texts = driver::readTexts(path, session.diagnostics());
    if (texts && !folders_.insert(texts->shown(texts->files[0].path)).second) return true;
    bool checked = texts.has_value();
    if (texts && session.open(std::move(*texts)) && !options_.directory.empty()) {
      checked = checkDirectory(session);
    }
    progress.step("");
    show(session);
    return checked;
  }

  bool checkDirectory(driver::Session& session) {
    if (!session.useDirectory(options_.directory)) return false;
    const driver::Evaluation* evaluation = session.evaluation();
    if (evaluation) session.checkNames(*evaluation);
    return true;
  }

  void show(driver::Session& session) {
    session.diagnostics().sort();
    for (const diag::Finding& finding : session.diagnostics().findings()) {
      if (finding.severity == diag::Severity::error) ++counts_.errors;
      if (finding.severity == diag::Severity::warning) ++counts_.warnings;
      if (finding.severity == diag::Severity::note) ++counts_.notes;
    }
    counts_.dropped += session.diagnostics().dropped();
    if (options_.json()) {
      Json part = Json::parse(diag::renderJson(session.diagnostics(), session.sources()));
      for (Json& finding : part["findings"]) findings_.push_back(std::move(finding));
    } else {
      print(diag::renderText(session.diagnostics(), session.sources(), paintOutput().on));
    }
  }

  void finish() {
    if (options_.json()) {
      print(dump({{"findings", findings_},
                  {"summary",
                   {{"errors", counts_.errors},
                    {"warnings", counts_.warnings},
                    {"notes", counts_.notes},
                    {"dropped", counts_.dropped}}}}));
      return;
    }
    print(fmt::format("{}, {}, {} in {}\n", counted(counts_.errors, "error"),
                      counted(counts_.warnings, "warning"), counted(counts_.notes, "note"),
                      fmt::join(options_.paths, " ")));
  }

  const CheckOptions& options_;
  consolidate::CheckOptions check_;
  std::set<std::string> folders_;
  Counts counts_;
  Json findings_ = Json::array();
};

}  // namespace

void addCheck(CommandLine& line) {
  auto options = std::make_shared<CheckOptions>();
  Command command = line.add(
      "check",
      "Checks contracts with their amendments. Exit code: 0 clean or notes only, 1 an error or a "
      "warning, 2 could not check.");
  command.texts("path", options->paths, "folders of contracts, or files in them, or -");
  command.text("--directory", options->directory,
               "check this directory against the vocabulary, too");
  command.text("--warn-within", options->warn_within,
               "warn of what ends within this length from now: 30d");
  command.text("--now", options->now, "count --warn-within from this instant");
  addFormat(command, options->format);
  command.examples(
      "  polc check examples/acme_sandboxes\n"
      "  polc check CONTRACT --directory CONTRACT/directory.json --warn-within 30d\n"
      "  polc check contracts/* --format json");
  command.run([options] { return Check(*options).run(); });
}

}  // namespace polc::tool
