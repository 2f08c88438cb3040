// polc cases: runs requests and compares the decisions with those that they must give.
#include <algorithm>

#include "compiler/driver/json_findings.h"
#include "tools/polc/case_file.h"
#include "tools/polc/evaluate.h"

namespace polc::tool {
namespace {

struct CasesOptions : EvaluationOptions {
  std::string cases;
};

struct Difference {
  std::string key;
  Json expected, got;
};

Json pluck(const Json& list, const char* key) {
  Json out = Json::array();
  for (const Json& element : list) out.push_back(element.at(key));
  return out;
}

bool holdsAll(const Json& list, const Json& wanted) {
  return std::all_of(wanted.begin(), wanted.end(), [&](const Json& one) {
    return std::find(list.begin(), list.end(), one) != list.end();
  });
}

// Compares one key of `expect` with the decision.
void compare(const std::string& key, const Json& wanted, const Json& decision,
             std::vector<Difference>& differences) {
  auto must = [&](bool fits, Json got) {
    if (!fits) differences.push_back({key, wanted, std::move(got)});
  };
  if (key == "reasons") {
    Json got = pluck(decision["reasons"], "clause");
    must(got == wanted, got);
  } else if (key == "obligations") {
    Json got = pluck(decision["obligations"], "id");
    must(got == wanted, got);
  } else if (key == "findings") {
    Json got = pluck(decision["findings"], "message");
    must(holdsAll(got, wanted), got);
  } else if (key == "errors") {
    size_t count = decision["errors"].size();
    size_t least = wanted.is_number_unsigned() ? wanted.get<size_t>() : SIZE_MAX;
    must(least == 0 ? count == 0 : count >= least, decision["errors"]);
  } else if (key == "outcome" || key == "stable_until" || key == "phase" || key == "deadline") {
    Json got = decision.contains(key) ? decision[key] : Json();
    must(got == wanted, got);
  } else {
    must(false, "an unknown key of `expect`");
  }
}

class CaseRun {
 public:
  CaseRun(Opened& opened, const CasesOptions& options, source::FileId file)
      : opened_(opened), options_(options), file_(file) {}

  int run(const std::vector<Case>& cases) {
    Progress progress;
    for (const Case& one : cases) {
      progress.step(fmt::format("case {} of {}", passed_ + failed_ + 1, cases.size()));
      std::vector<Difference> differences = runCase(one);
      ++(differences.empty() ? passed_ : failed_);
      if (differences.empty()) continue;
      progress.step("");
      show(one, differences);
    }
    progress.step("");
    if (options_.json()) {
      print(dump({{"passed", passed_}, {"failed", failed_}, {"failures", failures_}}));
    } else {
      print(fmt::format("{} passed, {} failed\n", passed_, failed_));
    }
    return failed_ == 0 ? kClean : kFound;
  }

 private:
  std::vector<Difference> runCase(const Case& one) {
    std::vector<Difference> differences;
    for (const std::string& key : one.unknown_keys) {
      differences.push_back({key, Json(), "an unknown key of a case"});
    }
    const driver::Evaluation* evaluation = opened_.session.evaluation(one.known);
    if (!evaluation) return {{"known", Json(), "the contract cannot be evaluated as known then"}};
    std::vector<directory::Finding> refused;
    auto request = decode(*evaluation, one, refused);
    if (!request) {
      return {{"request", "a request", refused.empty() ? "" : refused[0].message}};
    }
    value::Micros now = fixedNow().value_or(request->now().value_or(clockNow()));
    decision::Decision decision;
    evaluation->engine->decide(*request, now, decision);
    Json got = Json::parse(jsonLine(decision, *request));
    for (const auto& [key, wanted] : one.expect.items()) compare(key, wanted, got, differences);
    return differences;
  }

  static std::shared_ptr<const request::Request> decode(const driver::Evaluation& evaluation,
                                                        const Case& one,
                                                        std::vector<directory::Finding>& refused) {
    return one.standing
               ? request::Request::standing(evaluation.directory, one.request.text, refused)
               : request::Request::access(evaluation.directory, one.request.text, refused);
  }

  std::optional<value::Micros> fixedNow() {
    if (options_.now.empty()) return std::nullopt;
    return instantOf(options_.now, opened_.zone());
  }

  void show(const Case& one, const std::vector<Difference>& differences) {
    source::Place at = opened_.session.sources().file(file_).place(one.request.offset);
    Json shown = Json::array();
    std::string text =
        fmt::format("FAILED {} ({}:{}){}{}\n", one.id, opened_.session.sources().file(file_).path(),
                    at.line, one.note.empty() ? "" : ": ", one.note);
    for (const Difference& difference : differences) {
      shown.push_back(
          {{"key", difference.key}, {"expected", difference.expected}, {"got", difference.got}});
      text += fmt::format("  {}\n    expected  {}\n    got       {}\n", difference.key,
                          difference.expected.dump(), difference.got.dump());
    }
    failures_.push_back({{"id", one.id}, {"line", at.line}, {"differences", std::move(shown)}});
    if (!options_.json()) print(text);
  }

  Opened& opened_;
  const CasesOptions& options_;
  source::FileId file_;
  uint32_t passed_ = 0, failed_ = 0;
  Json failures_ = Json::array();
};

int runCases(const CasesOptions& options) {
  Opened opened(options);
  driver::Session& session = opened.session;
  if (!opened.ready) return cannot(session, options.json());
  if (!options.now.empty() && !instantOption("--now", options.now, session)) {
    return cannot(session, options.json());
  }
  std::optional<std::string> text = driver::readInput(options.cases);
  if (!text) {
    session.diagnostics().report(diag::Code::input_unreadable, {}, options.cases);
    return cannot(session, options.json());
  }
  source::FileId file =
      session.sources().add(options.cases == "-" ? "<stdin>" : options.cases, std::move(*text));
  std::optional<std::vector<Case>> cases = readCases(file, session);
  if (!cases) return cannot(session, options.json());
  return CaseRun(opened, options, file).run(*cases);
}

}  // namespace

void addCases(CommandLine& line) {
  auto options = std::make_shared<CasesOptions>();
  Command command = line.add(
      "cases",
      "Runs a file of cases. Exit code: 0 every case passed, 1 a case failed, 2 could not run.");
  addEvaluation(command, *options);
  command.text("cases", options->cases, "requests with what they expect, or -", Need::required);
  command.examples(
      "  polc cases CONTRACT --directory CONTRACT/directory.json CONTRACT/cases.json\n"
      "  polc cases CONTRACT --directory D CASES.json --engine jit --opt 0");
  command.run([options] { return runCases(*options); });
}

}  // namespace polc::tool
