// Folds amendments into what they amend: which version of each source is in force when, as known after amendment k.
//
// In:      sema::Program; a Known
// Out:     a Timeline for each source; disjoint half-open periods in µs UTC
// Order:   amendment number; effective dates decide only when a version is in force
// Errors:  P4001-P4099; never throws
// Source:  language reference §6
#pragma once
#include <optional>

#include "compiler/sema/program.h"

namespace polc::consolidate {

using sema::Micros;
using sema::VersionId;

// What counts as known: all amendments, those up to a number, or those signed by a day (its instant: local midnight).
struct Known {
  std::optional<uint32_t> number;
  std::optional<Micros> signed_by;
};

struct Segment {
  Micros from, until;
  VersionId
      version;  // sema::kNone: nothing is in force (lapsed, repealed, suspended, not yet added)
};
// One change of what lives under a source, in time order. Where several fall together, ends of periods stand before beginnings,
// each by number; the last one's `after` is what is in force from then on.
struct Change {
  Micros at;  // for lives: not before the day after the signature of a retroactive amendment
  VersionId after;
  sema::Existing existing;
  Micros grace_until;  // existing grace: at + its length; else `at`
  uint32_t amendment;
};
struct Timeline {
  std::vector<Segment> segments;   // ascending, disjoint, gapless from kAlways to kNever
  std::vector<Change> changes;     // ascending; what comes before the first is `before`
  VersionId before = sema::kNone;  // for lives: in force before the first change
};
struct Consolidation {
  uint32_t amended_through = 0;     // the last amendment that counts as known
  Micros effective, until;          // the term as folded
  std::vector<Timeline> timelines;  // by SourceId
  std::vector<sema::SourceId>
      order;  // all sources in text order: the base's, added ones by number; a restatement's own order
  std::vector<Micros> boundaries;  // every instant at which some segment begins or ends, ascending
};

Consolidation consolidate(const sema::Program& program, const Known& known);

// Checks the rules of the language reference §6 on every interval.
struct CheckOptions {
  Micros warn_within = 0;  // sunsets that end within this length after `today` are warned of
  std::optional<Micros> today;
};
void check(const sema::Program& program, const CheckOptions& options, diag::Engine& diagnostics);

// The text in force at an instant: what `polc consolidate` prints. Each clause with the amendment that put it there.
std::string textInForce(const sema::Program& program, const Consolidation& consolidation,
                        Micros at);

// Who changed what, when: a row for each segment of each source that an amendment touched, in time order.
struct Event {
  Micros at;
  uint32_t amendment;
  std::string identity;  // lifecycle.previews, param preview_life, contract
  std::string
      what;  // added, replaced, repealed, suspended, back, varied, revived, lapsed, extended, withdrawn …
  std::string detail;  // "3d -> 5d, existing keep"
  source::Span span;
};
std::vector<Event> events(const sema::Program& program, const Consolidation& consolidation);

}  // namespace polc::consolidate
