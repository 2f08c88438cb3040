// polc consolidate: the text in force.
#include "tools/polc/options.h"
#include "tools/polc/output.h"

namespace polc::tool {
namespace {

struct ConsolidateOptions : ContractOptions {
  std::string at;
  std::string known;
};

int runConsolidate(const ConsolidateOptions& options) {
  driver::Session session;
  if (!session.open(options.contract)) return cannot(session, options.json());
  std::optional<consolidate::Known> known = knownOf(options.known, session);
  value::Micros at = clockNow();
  if (!options.at.empty()) {
    std::optional<value::Micros> given = instantOption("--at", options.at, session);
    if (!given) return cannot(session, options.json());
    at = *given;
  }
  const driver::Agreement* agreement = known ? session.agreement(*known) : nullptr;
  if (!agreement) return cannot(session, options.json());
  std::string text = consolidate::textInForce(*session.program(), agreement->consolidation, at);
  if (options.json()) {
    print(dump({{"contract", session.program()->contract},
                {"at", time::formatTime(at)},
                {"amended_through", agreement->consolidation.amended_through},
                {"text", text}}));
  } else {
    print(text);
  }
  return kClean;
}

}  // namespace

void addConsolidate(CommandLine& line) {
  auto options = std::make_shared<ConsolidateOptions>();
  Command command = line.add(
      "consolidate", "Prints the text in force at an instant, each clause with its amendment.");
  addContract(command, *options);
  command.text("--at", options->at, "the instant or day; without it now");
  addKnown(command, options->known);
  command.examples(
      "  polc consolidate examples/acme_sandboxes\n"
      "  polc consolidate CONTRACT --at 2026-05-12\n"
      "  polc consolidate CONTRACT --at 2026-09-18 --known 2026-09-29");
  command.run([options] { return runConsolidate(*options); });
}

}  // namespace polc::tool
