#include "compiler/consolidate/fold.h"

#include <algorithm>

namespace polc::consolidate {
namespace {

bool suspendedBy(const Act* by, const Act* suspension) {
  if (!by) return true;
  const std::vector<uint32_t>& over = by->operation->over;
  return std::find(over.begin(), over.end(), suspension->amendment->number) == over.end();
}

void lay(const Act& act, Effect effect, Standing& standing) {
  if (effect == Effect::suspend) {
    standing.suspensions.push_back(&act);
    return;
  }
  if (effect == Effect::renew) standing.suspensions.clear();
  standing.version = effect == Effect::clear ? sema::kNone : act.version;
  standing.by = &act;
}

bool needsTarget(const Act& act) {
  return act.operation->kind != sema::OperationKind::add &&
         act.operation->kind != sema::OperationKind::restate;
}

}  // namespace

VersionId Standing::visible() const {
  bool hidden = std::any_of(suspensions.begin(), suspensions.end(),
                            [this](const Act* act) { return suspendedBy(by, act); });
  return hidden ? sema::kNone : version;
}

size_t Fold::indexAt(Micros instant) const {
  auto after = std::upper_bound(pieces_.begin(), pieces_.end(), instant,
                                [](Micros t, const Piece& piece) { return t < piece.from; });
  return static_cast<size_t>(after - pieces_.begin()) - 1;
}

size_t Fold::split(Micros at) {
  if (at == time::kNever) return pieces_.size();
  size_t index = indexAt(at);
  if (pieces_[index].from == at) return index;
  Piece piece = {at, pieces_[index].standing};
  pieces_.insert(pieces_.begin() + static_cast<ptrdiff_t>(index) + 1, std::move(piece));
  return index + 1;
}

void Fold::applyOn(const Act& act, const Stretch& stretch, std::vector<Period>& missed) {
  size_t first = split(stretch.period.from);
  size_t end = split(stretch.period.until);
  for (size_t i = first; i < end; ++i) {
    Standing& standing = pieces_[i].standing;
    if (standing.version != sema::kNone || !needsTarget(act)) {
      lay(act, stretch.effect, standing);
    } else if (stretch.period.from < act.operation->until) {
      missed.push_back({pieces_[i].from, until(i)});
    }
  }
  size_t begin = first == 0 ? 1 : first;
  size_t kept = begin;
  for (size_t i = begin; i < pieces_.size(); ++i) {
    if (i <= end && pieces_[i].standing == pieces_[kept - 1].standing) continue;
    if (kept != i) pieces_[kept] = std::move(pieces_[i]);
    ++kept;
  }
  pieces_.erase(pieces_.begin() + static_cast<ptrdiff_t>(kept), pieces_.end());
}

std::vector<Period> Fold::apply(const Act& act, const std::vector<Outage>& outages) {
  std::vector<Period> missed;
  for (const Stretch& stretch : stretches(act, Clock::text)) {
    for (const Period& period : without(stretch.period, outages)) {
      applyOn(act, {period, stretch.effect}, missed);
    }
  }
  return missed;
}

Fold foldOf(VersionId base, const std::vector<Act>& acts, const Withdrawals& withdrawals) {
  Fold fold(base);
  for (const Act& act : acts) fold.apply(act, withdrawals.of(act.amendment->number));
  return fold;
}

std::vector<VersionId> baseVersions(const sema::Program& program) {
  std::vector<VersionId> out(program.sources.size(), sema::kNone);
  for (sema::SourceId source : program.base) {
    for (VersionId version : program.sources[source].versions) {
      if (program.versions[version].amendment != 0) continue;
      out[source] = version;
      break;
    }
  }
  return out;
}

}  // namespace polc::consolidate
