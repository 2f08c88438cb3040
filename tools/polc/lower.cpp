// polc lower: the core that a contract is lowered to.
#include "tools/polc/options.h"
#include "tools/polc/output.h"

namespace polc::tool {
namespace {

struct LowerOptions : ContractOptions {
  std::string known;
  bool places = false;
};

int runLower(const LowerOptions& options) {
  driver::Session session;
  if (!session.open(options.contract)) return cannot(session, options.json());
  std::optional<consolidate::Known> known = knownOf(options.known, session);
  const driver::Agreement* agreement = known ? session.agreement(*known) : nullptr;
  if (!agreement) return cannot(session, options.json());
  std::string text = core::print(*agreement->bundle, options.places);
  if (options.json()) {
    print(dump({{"contract", agreement->bundle->contract},
                {"amended_through", agreement->bundle->amended_through},
                {"digest", agreement->bundle->digest},
                {"core", text}}));
  } else {
    print(text);
  }
  return kClean;
}

}  // namespace

void addLower(CommandLine& line) {
  auto options = std::make_shared<LowerOptions>();
  Command command = line.add("lower", "Prints the core: the rules that both engines evaluate.");
  addContract(command, *options);
  addKnown(command, options->known);
  command.flag("--places", options->places, "each rule with its file and line");
  command.examples(
      "  polc lower examples/acme_sandboxes\n  polc lower CONTRACT --known 1 --places");
  command.run([options] { return runLower(*options); });
}

}  // namespace polc::tool
