#include <algorithm>

#include "compiler/lower/build.h"
#include "compiler/lower/lower.h"

namespace polc::lower {
namespace {

using consolidate::Consolidation;
using consolidate::Segment;
using consolidate::Timeline;
using sema::Micros;
using sema::SourceId;
using sema::VersionId;

VersionId versionAt(const Timeline& timeline, Micros at) {
  for (const Segment& segment : timeline.segments) {
    if (segment.from <= at && at < segment.until) return segment.version;
  }
  return sema::kNone;
}

// What is in force at one instant, as if it always were; by identity.
Consolidation instant(const sema::Program& program, const Consolidation& from, Micros at) {
  Consolidation only;
  only.amended_through = from.amended_through;
  only.effective = from.effective;
  only.until = from.until;
  only.timelines.resize(from.timelines.size());
  std::vector<std::pair<std::string, SourceId>> order;
  for (SourceId source : from.order) {
    VersionId version = versionAt(from.timelines[source], at);
    if (version == sema::kNone) continue;
    only.timelines[source] = {{{value::kAlways, value::kNever, version}}, {}, version};
    order.push_back({program.sources[source].identity(), source});
  }
  std::sort(order.begin(), order.end());
  for (const auto& [identity, source] : order) only.order.push_back(source);
  return only;
}

Consolidation knownThrough(const sema::Program& program, uint32_t number) {
  return consolidate::consolidate(program, {number, std::nullopt});
}

void checkUpon(const sema::Program& program, const sema::Amendment& amendment,
               const source::SourceMap& sources, diag::Engine& diagnostics) {
  if (amendment.upon.empty()) return;
  std::string found =
      digestAt(program, knownThrough(program, amendment.number - 1), amendment.effective, sources);
  if (found == amendment.upon) return;
  diagnostics.report(diag::Code::upon_another_text, amendment.upon_span, amendment.upon, found);
}

// The boundaries of both folds from an instant on, that instant first.
std::vector<Micros> boundaries(const Consolidation& before, const Consolidation& after,
                               const sema::Operation& at) {
  std::vector<Micros> result{at.from};
  for (const auto* list : {&before.boundaries, &after.boundaries}) {
    std::copy_if(list->begin(), list->end(), std::back_inserter(result),
                 [&](Micros t) { return at.from < t && t < at.until; });
  }
  std::sort(result.begin(), result.end());
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

void checkRestatement(const sema::Program& program, const sema::Operation& operation,
                      const source::SourceMap& sources, diag::Engine& diagnostics) {
  Consolidation before = knownThrough(program, operation.amendment - 1);
  Consolidation after = knownThrough(program, operation.amendment);
  before.amended_through = after.amended_through;  // both with the same vocabulary
  std::vector<Micros> cuts = boundaries(before, after, operation);
  for (size_t i = 0; i < cuts.size(); ++i) {
    if (digestAt(program, before, cuts[i], sources) == digestAt(program, after, cuts[i], sources))
      continue;
    std::string until = "on";
    if (i + 1 < cuts.size()) until = "until " + time::formatDate(program.zones[0], cuts[i + 1]);
    diagnostics.report(diag::Code::restatement_differs, operation.head,
                       time::formatDate(program.zones[0], cuts[i]), until);
    return;
  }
}

}  // namespace

std::string digestAt(const sema::Program& program, const Consolidation& consolidation, Micros at,
                     const source::SourceMap& sources) {
  diag::Engine ignored;  // what has no meaning is reported where the whole is lowered
  std::string digest = core::digest(
      *build(program, instant(program, consolidation, at), sources, ignored, Extent::instant));
  size_t colon = digest.find(':');
  return colon == std::string::npos ? digest : digest.substr(colon + 1);
}

void checkDigests(const sema::Program& program, const source::SourceMap& sources,
                  diag::Engine& diagnostics) {
  for (const sema::Amendment& amendment : program.amendments) {
    checkUpon(program, amendment, sources, diagnostics);
    for (const sema::Operation& operation : amendment.operations) {
      if (operation.kind == sema::OperationKind::restate) {
        checkRestatement(program, operation, sources, diagnostics);
      }
    }
  }
}

}  // namespace polc::lower
