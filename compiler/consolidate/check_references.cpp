#include <algorithm>

#include "compiler/consolidate/checks.h"

namespace polc::consolidate {

using diag::Code;
using sema::SourceId;

namespace {

class ReferenceCheck {
 public:
  explicit ReferenceCheck(Ground& ground) : ground_(ground) {}

  void run() {
    std::set<SourceId> sources;
    for (SourceId touched : ground_.touched) {
      sources.insert(touched);
      Period always = {ground_.program.effective, time::kNever};
      if (firstGap(ground_.folds[touched], always).empty() && !stopsOwning(touched)) continue;
      const std::set<SourceId>& referrers = ground_.referrers[touched];
      sources.insert(referrers.begin(), referrers.end());
      if (isOwnership(touched)) {
        sources.insert(ground_.owner_askers.begin(), ground_.owner_askers.end());
      }
    }
    for (SourceId source : sources) checkSource(source);
  }

 private:
  // A version of an ownership clause may name no owner.
  bool stopsOwning(SourceId source) const {
    if (!isOwnership(source)) return false;
    const std::vector<Piece>& pieces = ground_.folds[source].pieces();
    return std::any_of(pieces.begin(), pieces.end(), [this](const Piece& piece) {
      VersionId version = piece.standing.version;
      return version == sema::kNone || !owns(version, ground_.version(version).clause.entity_type);
    });
  }

  bool isOwnership(SourceId source) const {
    const sema::Source& of = ground_.program.sources[source];
    return of.kind == sema::SourceKind::clause && of.clause_kind == ast::ClauseKind::ownership;
  }

  void checkSource(SourceId source) {
    const Fold& fold = ground_.folds[source];
    for (size_t i = 0; i < fold.pieces().size(); ++i) {
      VersionId version = fold.pieces()[i].standing.visible();
      Period period = {std::max(fold.pieces()[i].from, ground_.program.effective), fold.until(i)};
      if (version == sema::kNone || period.empty()) continue;
      for (const Reference& reference : ground_.references[version].sources) {
        checkReference(source, reference, period);
      }
      for (const OwnerReference& reference : ground_.references[version].owners) {
        checkOwners(source, reference, period);
      }
    }
  }

  void checkReference(SourceId source, const Reference& reference, Period period) {
    const Fold& fold = ground_.folds[reference.source];
    Period gap = firstGap(fold, period);
    if (gap.empty() || !isNew(reference.span)) return;
    diag::Finding& finding = ground_.diagnostics.report(
        Code::reference_undefined, reference.span, ground_.identity(reference.source),
        ground_.dates(gap), ground_.identity(source));
    const Act* by = fold.at(gap.from).by;
    finding.related.push_back(by ? diag::Related{by->operation->head, "taken away here"}
                                 : diag::Related{ground_.program.sources[reference.source].span,
                                                 "it is first written here"});
  }

  // The first stretch of a period on which no ownership clause speaks of a type, and who took the last one away.
  Period unowned(uint32_t type, Period period, const Act*& by, bool& any) const {
    for (SourceId source = 0; source < ground_.folds.size() && !period.empty(); ++source) {
      if (!isOwnership(source) || !speaksOf(source, type)) continue;
      any = true;
      Period covered = firstCover(source, type, period);
      if (covered.empty()) continue;
      if (covered.from > period.from) {
        period.until = covered.from;
      } else {
        period.from = covered.until;
        if (period.empty()) break;
        by = ground_.folds[source].at(period.from).by;
        source = UINT32_MAX;  // begin anew with what is left
      }
    }
    return period;
  }

  bool owns(VersionId id, uint32_t type) const {
    if (id == sema::kNone || ground_.version(id).clause.entity_type != type) return false;
    const std::vector<sema::Item>& items = ground_.version(id).clause.items;
    return std::any_of(items.begin(), items.end(), [](const sema::Item& item) {
      return std::holds_alternative<sema::OwnerItem>(item.body);
    });
  }

  bool speaksOf(SourceId source, uint32_t type) const {
    const std::vector<VersionId>& versions = ground_.program.sources[source].versions;
    return std::any_of(versions.begin(), versions.end(),
                       [&](VersionId version) { return owns(version, type); });
  }

  Period firstCover(SourceId source, uint32_t type, Period period) const {
    const Fold& fold = ground_.folds[source];
    for (size_t i = fold.indexAt(period.from); i < fold.pieces().size(); ++i) {
      Period piece = meet(period, {fold.pieces()[i].from, fold.until(i)});
      if (piece.empty()) break;
      if (owns(fold.pieces()[i].standing.version, type)) return piece;
    }
    return {time::kNever, time::kNever};
  }

  void checkOwners(SourceId source, const OwnerReference& reference, Period period) {
    const Act* by = nullptr;
    bool any = false;
    Period gap = unowned(reference.entity_type, period, by, any);
    if (!any || gap.empty() || !isNew(reference.span)) return;
    diag::Finding& finding =
        ground_.diagnostics.report(Code::ownership_undefined, reference.span,
                                   ground_.program.vocabulary.entities[reference.entity_type].name,
                                   ground_.dates(gap), ground_.identity(source));
    if (by) finding.related.push_back({by->operation->head, "taken away here"});
  }

  bool isNew(source::Span span) { return ground_.dangling.insert({span.file, span.begin}).second; }

  Ground& ground_;
};

}  // namespace

void checkReferences(Ground& ground) { ReferenceCheck(ground).run(); }

}  // namespace polc::consolidate
