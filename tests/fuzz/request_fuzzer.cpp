// Request JSON → decision: no input crashes; what cannot be decoded is refused with a code; an
// unknown subject, resource or action is never allowed. What the fast reader reads, the thorough one reads the same.
#include <cstdlib>

#include "compiler/consolidate/timeline.h"
#include "compiler/lower/lower.h"
#include "compiler/parse/parse.h"
#include "compiler/sema/analyse.h"
#include "runtime/interp/interp.h"
#include "tests/fuzz/mutate.h"
#include "tests/support/skims.h"

namespace polc::fuzz {
namespace {

Share& share() {
  static Share instance("decided");
  return instance;
}

std::shared_ptr<const core::Bundle> bundleOf(const std::string& folder) {
  source::SourceMap sources;
  diag::Engine diagnostics;
  sema::Input input;
  auto text = source::readFile(folder + "/contract.pol");
  if (!text) std::abort();
  if (auto tree = parse::parse(sources, sources.add("contract.pol", *text), diagnostics)) {
    input.files.push_back(std::move(tree));
  }
  auto program = sema::analyse(sources, std::move(input), diagnostics);
  if (!program || diagnostics.hasErrors()) std::abort();
  return lower::lower(*program, consolidate::consolidate(*program, {}), sources, diagnostics);
}

const std::shared_ptr<const directory::Directory>& directoryOf() {
  static const auto directory = [] {
    std::string folder = POLC_FUZZ_CONTRACT;
    std::vector<directory::Finding> findings;
    auto json = source::readFile(folder + "/directory.json");
    auto loaded = directory::Directory::load(bundleOf(folder), *json, findings);
    if (!loaded) std::abort();
    return loaded;
  }();
  return directory;
}

void mustDeny(const request::Request& request, const decision::Decision& decision) {
  const auto* access = std::get_if<request::Access>(&request.body());
  if (!access || decision.outcome != decision::Outcome::allow) return;
  bool named = access->subject != value::kNoEntity && access->resource != value::kNoEntity &&
               access->action != core::kNone;
  if (!named || !request.world().entity(access->subject).known ||
      !request.world().entity(access->resource).known) {
    std::abort();
  }
}

bool decide(std::string_view json) {
  static request::Skimmer skimmer;
  if (support::skim(directoryOf(), json, skimmer) == support::Skimmed::otherwise) std::abort();
  std::vector<directory::Finding> refused;
  auto request = request::Request::access(directoryOf(), json, refused);
  if (!request) request = request::Request::standing(directoryOf(), json, refused);
  if (!request) {
    if (refused.empty()) std::abort();
    return false;
  }
  decision::Decision decision;
  interp::decide(*request, request->now().value_or(1'772'668'800'000'000), decision);
  mustDeny(*request, decision);
  decision::toJson(decision, *request);
  return true;
}

}  // namespace
}  // namespace polc::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  bool decided = polc::fuzz::decide({reinterpret_cast<const char*>(data), size});
  polc::fuzz::share().count(decided);
  return decided ? 0 : -1;  // only what was read is mutated further
}
extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t max_size,
                                          unsigned seed) {
  return polc::fuzz::mutate(data, size, max_size, seed);
}
