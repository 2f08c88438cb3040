// polc standing: may an entity go on as it is?
#include "tools/polc/evaluate.h"
#include "tools/polc/report.h"

namespace polc::tool {
namespace {

struct StandingOptions : EvaluationOptions {
  std::string entity;
  std::string all;
  std::string request;
};

// Environment::"x", or Environment::x where a shell took the quotes.
std::optional<request::Name> nameOf(const std::string& text) {
  size_t colons = text.find("::");
  if (colons == std::string::npos || colons == 0) return std::nullopt;
  std::string id = text.substr(colons + 2);
  bool quoted = id.size() >= 2 && id.front() == '"' && id.back() == '"';
  if (quoted) id = id.substr(1, id.size() - 2);
  if (id.empty()) return std::nullopt;
  return request::Name{text.substr(0, colons), id};
}

int decideOne(Opened& opened, const StandingOptions& options, const request::Request& request,
              value::Micros now) {
  decision::Decision decision;
  opened.ready->engine->decide(request, now, decision);
  if (options.json()) {
    print(jsonLine(decision, request) + "\n");
  } else {
    print(describe(decision, request, now, paintOutput()));
  }
  return exitCode(decision.outcome);
}

int standingOfRequest(Opened& opened, const StandingOptions& options) {
  auto request = readRequest(options.request, request::Request::standing, opened);
  if (!request) return cannot(opened.session, options.json());
  std::optional<value::Micros> now = chooseNow(options, opened, *request);
  return now ? decideOne(opened, options, *request, *now) : cannot(opened.session, options.json());
}

int standingOfEntity(Opened& opened, const StandingOptions& options, value::Micros now) {
  std::optional<request::Name> name = nameOf(options.entity);
  if (!name) {
    opened.session.diagnostics().report(diag::Code::bad_option, {}, "--entity", options.entity,
                                        "an entity such as 'Environment::\"preview_feb\"'");
    return cannot(opened.session, options.json());
  }
  auto request = request::Request::standingOf(opened.ready->directory, *name);
  return decideOne(opened, options, *request, now);
}

std::string row(const std::string& id, const decision::Decision& decision, size_t width,
                const time::Zone& zone, const core::Bundle& bundle) {
  auto instant = [&](value::Micros t) {
    return t == value::kNever ? std::string("-") : localTime(t, zone);
  };
  std::string why;
  for (const decision::Reason& reason : decision.reasons) {
    why +=
        (why.empty() ? "" : ", ") + diag::printable(bundle.clauses[reason.from->clause].identity);
  }
  for (const decision::Cause& cause : decision.errors) {
    why += fmt::format("{}P{}", why.empty() ? "" : ", ", static_cast<uint32_t>(cause.code));
  }
  std::string text =
      fmt::format("{:<{}}  {:<7}  {:<9}  {:<30}  {:<30}  {}", diag::printable(id), width,
                  decision::name(decision.outcome), decision::name(decision.phase),
                  instant(decision.deadline), instant(decision.stable_until), why);
  text.erase(text.find_last_not_of(' ') + 1);
  return text + "\n";
}

std::string declaredTypes(const core::Bundle& bundle) {
  std::string types;
  for (const core::EntityType& entity : bundle.entities) {
    types += (types.empty() ? "" : ", ") + entity.name;
  }
  return types;
}

void printEach(Opened& opened, uint32_t type, const StandingOptions& options, value::Micros now) {
  const core::Bundle& bundle = *opened.ready->bundle;
  const directory::Directory& directory = *opened.ready->directory;
  size_t width = 6;
  const std::vector<uint32_t> rows = directory.ofType(type);
  for (uint32_t at : rows) {
    width = std::max(width, directory.entity(at).id().size());
  }
  if (!options.json()) {
    print(fmt::format("{:<{}}  {:<7}  {:<9}  {:<30}  {:<30}  {}\n", "entity", width, "outcome",
                      "phase", "deadline", "until", "because"));
  }
  decision::Decision decision;
  for (uint32_t at : rows) {
    std::string id(directory.entity(at).id());
    auto request = request::Request::standingOf(opened.ready->directory, {options.all, id});
    decision.clear();
    opened.ready->engine->decide(*request, now, decision);
    if (options.json()) {
      Json entity{{"type", options.all}, {"id", id}};
      print(fmt::format("{{\"entity\":{},\"decision\":{}}}\n", entity.dump(),
                        jsonLine(decision, *request)));
    } else {
      print(row(id, decision, width, opened.zone(), bundle));
    }
  }
}

int runStanding(const StandingOptions& options) {
  Opened opened(options);
  if (!opened.ready) return cannot(opened.session, options.json());
  if (!options.request.empty()) return standingOfRequest(opened, options);
  value::Micros now = clockNow();
  if (!options.now.empty()) {
    std::optional<value::Micros> given = instantOption("--now", options.now, opened.session);
    if (!given) return cannot(opened.session, options.json());
    now = *given;
  }
  if (options.all.empty()) return standingOfEntity(opened, options, now);
  uint32_t type = opened.ready->bundle->findEntityType(options.all);
  if (type == core::kNone) {
    opened.session.diagnostics().report(diag::Code::undeclared_type_asked, {}, options.all,
                                        declaredTypes(*opened.ready->bundle));
    return cannot(opened.session, options.json());
  }
  printEach(opened, type, options, now);
  return kClean;
}

}  // namespace

void addStanding(CommandLine& line) {
  auto options = std::make_shared<StandingOptions>();
  Command command = line.add(
      "standing",
      "Says whether an entity may go on as it is. Exit code: 0 allow, 3 deny, 4 expire, 2 tool "
      "error; with --all 0 or 2.");
  addEvaluation(command, *options);
  command.text("--entity", options->entity, "one entity: 'Environment::\"x\"'");
  command.text("--all", options->all, "every entity of a type in the directory");
  command.text("--request", options->request, "a standing request (JSON), or -");
  command.exactlyOne({"--entity", "--all", "--request"});
  command.examples(
      "  polc standing CONTRACT --directory D --entity 'Environment::\"preview_feb\"'\n"
      "  polc standing CONTRACT --directory D --all Environment --now 2026-02-05T09:30:00Z\n"
      "  polc standing CONTRACT --directory D --all Environment --format json");
  command.run([options] { return runStanding(*options); });
}

}  // namespace polc::tool
