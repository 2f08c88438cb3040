// polc timeline: who changed what, when.
#include <algorithm>

#include "tools/polc/options.h"
#include "tools/polc/output.h"

namespace polc::tool {
namespace {

struct TimelineOptions : ContractOptions {
  std::string known;
};

Json eventJson(const consolidate::Event& event, const driver::Session& session) {
  auto& sources = const_cast<driver::Session&>(session).sources();
  Json out{{"at", time::formatTime(event.at)},
           {"amendment", event.amendment},
           {"identity", event.identity},
           {"what", event.what},
           {"detail", event.detail},
           {"file", nullptr},
           {"line", nullptr}};
  if (event.span.valid()) {
    out["file"] = sources.file(event.span.file).path();
    out["line"] = sources.begin(event.span).line;
  }
  return out;
}

void printTable(const std::vector<consolidate::Event>& events, const time::Zone& zone) {
  size_t identity = 6, what = 4;
  for (const consolidate::Event& event : events) {
    identity = std::max(identity, event.identity.size());
    what = std::max(what, event.what.size());
  }
  for (const consolidate::Event& event : events) {
    std::string by =
        event.amendment == 0 ? "contract" : fmt::format("amendment {}", event.amendment);
    std::string row = fmt::format("{:<30}  {:<14}  {:<{}}  {:<{}}  {}", localTime(event.at, zone),
                                  by, event.what, what, event.identity, identity, event.detail);
    row.erase(row.find_last_not_of(' ') + 1);
    print(row + "\n");
  }
}

int runTimeline(const TimelineOptions& options) {
  driver::Session session;
  if (!session.open(options.contract)) return cannot(session, options.json());
  std::optional<consolidate::Known> known = knownOf(options.known, session);
  const driver::Agreement* agreement = known ? session.agreement(*known) : nullptr;
  if (!agreement) return cannot(session, options.json());
  auto events = consolidate::events(*session.program(), agreement->consolidation);
  if (options.json()) {
    Json list = Json::array();
    for (const consolidate::Event& event : events) list.push_back(eventJson(event, session));
    print(dump({{"contract", session.program()->contract}, {"events", std::move(list)}}));
  } else {
    printTable(events, session.program()->zones[0]);
  }
  return kClean;
}

}  // namespace

void addTimeline(CommandLine& line) {
  auto options = std::make_shared<TimelineOptions>();
  Command command = line.add("timeline", "Lists who changed what, when.");
  addContract(command, *options);
  addKnown(command, options->known);
  command.examples(
      "  polc timeline examples/polar_pods\n"
      "  polc timeline CONTRACT --known 2 --format json");
  command.run([options] { return runTimeline(*options); });
}

}  // namespace polc::tool
