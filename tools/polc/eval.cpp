// polc eval: the decision on one access request, or on a stream of them.
#include <iostream>
#include <sstream>

#include "tools/polc/evaluate.h"
#include "tools/polc/report.h"

namespace polc::tool {
namespace {

struct EvalOptions : EvaluationOptions {
  std::string request;
  bool explain = false;
  bool stream = false;
};

void printExplained(const decision::Decision& decision, const request::Request& request,
                    value::Micros now, const EvalOptions& options) {
  std::vector<interp::Looked> rules;
  if (options.explain) rules = interp::explain(request, now);
  const core::Bundle& bundle = request.world().bundle();
  if (options.json() && !options.explain) {
    print(jsonLine(decision, request) + "\n");
  } else if (options.json()) {
    Json whole = Json::parse(jsonLine(decision, request));
    whole["rules"] = rulesJson(rules, bundle);
    print(dump(whole));
  } else {
    Paint paint = paintOutput();
    print(describe(decision, request, now, paint));
    if (options.explain) print(describeRules(rules, bundle, paint));
  }
}

int evalOne(Opened& opened, const EvalOptions& options) {
  auto request = readRequest(options.request, request::Request::access, opened);
  if (!request) return cannot(opened.session, options.json());
  std::optional<value::Micros> now = chooseNow(options, opened, *request);
  if (!now) return cannot(opened.session, options.json());
  decision::Decision decision;
  opened.ready->engine->decide(*request, *now, decision);
  if (options.explain) interp::explainDeny(*request, *now, decision);
  printExplained(decision, *request, *now, options);
  return exitCode(decision.outcome);
}

// The object that stands in the place of a decision where a line cannot be decided.
std::string errorLine(const directory::Finding& finding, const std::string& line, uint64_t number) {
  source::Place at = source::File("", line).place(finding.begin);
  Json error{{"code", fmt::format("P{}", finding.code)},
             {"message", finding.message},
             {"line", number},
             {"column", at.column}};
  return dump(Json{{"error", std::move(error)}}, -1);
}

int evalStream(Opened& opened, const EvalOptions& options, std::istream& lines) {
  std::optional<value::Micros> fixed;
  if (!options.now.empty()) {
    fixed = instantOption("--now", options.now, opened.session);
    if (!fixed) return cannot(opened.session, options.json());
  }
  int code = kClean;
  std::string line;
  decision::Decision decision;
  for (uint64_t number = 1; std::getline(lines, line); ++number) {
    std::vector<directory::Finding> refused;
    auto request = request::Request::access(opened.ready->directory, line, refused);
    if (!request) {
      print(errorLine(refused.at(0), line, number));
      code = kCannot;
      continue;
    }
    value::Micros now = fixed ? *fixed : request->now().value_or(clockNow());
    decision.clear();
    opened.ready->engine->decide(*request, now, decision);
    print(jsonLine(decision, *request) + "\n");
  }
  return code;
}

int runStream(Opened& opened, const EvalOptions& options) {
  if (options.request == "-") return evalStream(opened, options, std::cin);
  std::optional<std::string> text = driver::readInput(options.request);
  if (!text) {
    opened.session.diagnostics().report(diag::Code::input_unreadable, {}, options.request);
    return cannot(opened.session, options.json());
  }
  std::istringstream lines(*text);
  return evalStream(opened, options, lines);
}

int runEval(const EvalOptions& options) {
  Opened opened(options);
  if (!opened.ready) return cannot(opened.session, options.json());
  return options.stream ? runStream(opened, options) : evalOne(opened, options);
}

}  // namespace

void addEval(CommandLine& line) {
  auto options = std::make_shared<EvalOptions>();
  Command command = line.add(
      "eval", "Decides one access request. Exit code: 0 allow, 3 deny, 4 expire, 2 tool error.");
  addEvaluation(command, *options);
  command.text("--request", options->request, "the request (AuthZEN's JSON), or -", Need::required);
  command.flag("--explain", options->explain,
               "show each rule that was looked at; on a default deny, what the nearest grants "
               "lacked");
  command.flag("--stream", options->stream,
               "one request a line in, one decision a line out; a bad line gives an error object, "
               "and exit code 2 at the end");
  command.examples(
      "  polc eval examples/acme_sandboxes --directory examples/acme_sandboxes/directory.json \\\n"
      "            --request examples/acme_sandboxes/requests/2_vendor_enters_staging.json\n"
      "  polc eval CONTRACT --directory D --request R --now 2026-02-03T10:00:00Z --explain\n"
      "  polc eval CONTRACT --directory D --request - --stream --engine jit < requests.jsonl");
  command.run([options] { return runEval(*options); });
}

}  // namespace polc::tool
