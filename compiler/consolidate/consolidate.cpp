#include <algorithm>

#include "compiler/consolidate/fold.h"
#include "compiler/consolidate/lives.h"
#include "compiler/consolidate/term.h"
#include "compiler/consolidate/timeline.h"

namespace polc::consolidate {
namespace {

using sema::Amendment;
using sema::Operation;
using sema::OperationKind;
using sema::Program;
using sema::SourceId;

uint32_t lastKnown(const Program& program, const Known& known) {
  uint32_t last = 0;
  for (const Amendment& amendment : program.amendments) {
    bool counts = (!known.number || amendment.number <= *known.number) &&
                  (!known.signed_by || amendment.signed_on <= *known.signed_by);
    if (counts) last = std::max(last, amendment.number);
  }
  return last;
}

void append(std::vector<Segment>& segments, Segment next) {
  if (next.from >= next.until) return;
  if (!segments.empty() && segments.back().version == next.version) {
    segments.back().until = next.until;
  } else {
    segments.push_back(next);
  }
}

std::vector<Segment> segmentsOf(const Fold& fold, Micros effective) {
  std::vector<Segment> out;
  append(out, {time::kAlways, effective, sema::kNone});
  for (size_t i = 0; i < fold.pieces().size(); ++i) {
    const Piece& piece = fold.pieces()[i];
    append(out, {std::max(piece.from, effective), fold.until(i), piece.standing.visible()});
  }
  return out;
}

// A restatement's order, and what it leaves out behind what it followed.
std::vector<SourceId> reordered(const Program& program, const Operation& restatement,
                                const std::vector<SourceId>& before) {
  std::vector<bool> restated(program.sources.size(), false);
  for (VersionId version : restatement.restated) restated[program.versions[version].source] = true;
  std::vector<std::vector<SourceId>> followers(program.sources.size() + 1);
  SourceId previous = static_cast<SourceId>(program.sources.size());
  for (SourceId source : before) {
    if (restated[source]) {
      previous = source;
    } else {
      followers[previous].push_back(source);
    }
  }
  std::vector<SourceId> out = followers.back();
  for (VersionId version : restatement.restated) {
    SourceId source = program.versions[version].source;
    out.push_back(source);
    out.insert(out.end(), followers[source].begin(), followers[source].end());
  }
  return out;
}

std::vector<SourceId> textOrder(const Program& program, uint32_t through) {
  std::vector<SourceId> out = program.base;
  std::vector<bool> placed(program.sources.size(), false);
  for (SourceId source : out) placed[source] = true;
  auto place = [&](SourceId source) {
    if (source == sema::kNone || placed[source]) return;
    placed[source] = true;
    out.push_back(source);
  };
  for (const Amendment& amendment : program.amendments) {
    for (const Operation& operation : amendment.operations) {
      if (operation.kind == OperationKind::add) place(operation.target);
      if (operation.kind != OperationKind::restate) continue;
      if (amendment.number <= through) out = reordered(program, operation, out);
      for (SourceId source : out) placed[source] = true;
      for (VersionId version : operation.restated) place(program.versions[version].source);
    }
  }
  for (SourceId source = 0; source < program.sources.size(); ++source) place(source);
  return out;
}

std::vector<Micros> boundariesOf(const std::vector<Timeline>& timelines) {
  std::vector<Micros> out;
  for (const Timeline& timeline : timelines) {
    for (const Segment& segment : timeline.segments) {
      if (segment.from != time::kAlways) out.push_back(segment.from);
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace

Consolidation consolidate(const Program& program, const Known& known) {
  Consolidation out;
  uint32_t through = lastKnown(program, known);
  Withdrawals withdrawals(program, through, Clock::text);
  Withdrawals of_lives(program, through, Clock::life);
  Term term = foldTerm(program, through, withdrawals);
  out.amended_through = through;
  out.effective = term.from;
  out.until = term.until;
  std::vector<VersionId> bases = baseVersions(program);
  std::vector<std::vector<Act>> acts = actsBySource(program, through);
  out.timelines.resize(program.sources.size());
  for (size_t source = 0; source < acts.size(); ++source) {
    Timeline& timeline = out.timelines[source];
    timeline.segments = segmentsOf(foldOf(bases[source], acts[source], withdrawals), term.from);
    timeline.changes = changesOf(program, bases[source], acts[source], of_lives);
    timeline.before = bases[source];
  }
  out.order = textOrder(program, through);
  out.boundaries = boundariesOf(out.timelines);
  return out;
}

}  // namespace polc::consolidate
