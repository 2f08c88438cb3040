// Which version of each source an expression is lowered with, and where that differs over time.
//
// A source that has one version only is settled; of the others the caller chooses one for each stretch of time.
// Gaps: where nothing is in force of a source that is still read, the version before the gap counts (else the one after it).
#pragma once
#include <functional>
#include <vector>

#include "compiler/consolidate/timeline.h"
#include "runtime/core/core.h"

namespace polc::lower {

using consolidate::Consolidation;
using consolidate::Segment;
using sema::Micros;
using sema::SourceId;
using sema::VersionId;

class Selection {
 public:
  Selection(const sema::Program& program, const Consolidation& consolidation);

  // Stretches without gaps from the contract's beginning on, each version beside a different one. Empty: it never has one.
  const std::vector<Segment>& steps(SourceId source) const { return steps_[source]; }
  bool varies(SourceId source) const { return steps_[source].size() > 1; }
  VersionId chosen(SourceId source) const { return chosen_[source]; }
  void choose(SourceId source, VersionId version) { chosen_[source] = version; }

  // Calls `body` for each combination of versions that the sources have on parts of `periods`, with those parts,
  // in the order in which they first come; the versions are chosen meanwhile.
  void forEach(const std::vector<SourceId>& sources, const std::vector<core::Period>& periods,
               const std::function<void(const std::vector<core::Period>&)>& body);

 private:
  std::vector<std::vector<Segment>> steps_;
  std::vector<VersionId> chosen_;
};

// The stretches on which the versions of a clause are in force, by version in order of first appearance.
struct InForce {
  VersionId version;
  std::vector<core::Period> periods;
};
std::vector<InForce> versionsInForce(const consolidate::Timeline& timeline, Micros effective);

}  // namespace polc::lower
