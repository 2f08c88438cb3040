// The fold of one source over valid time: acts are laid upon it in number order.
//
// Cost: an act costs the pieces it covers; equal neighbours are joined
#pragma once
#include "compiler/consolidate/acts.h"

namespace polc::consolidate {

// What stands at an instant, and who put it (or took it) there.
struct Standing {
  VersionId version = sema::kNone;
  const Act* by = nullptr;  // null: the base text
  std::vector<const Act*> suspensions;
  // What is in force: nothing where a suspension hides it that the version's `over` does not name.
  VersionId visible() const;
  bool operator==(const Standing&) const = default;
};
// From its start to the next piece's.
struct Piece {
  Micros from;
  Standing standing;
};

class Fold {
 public:
  explicit Fold(VersionId base = sema::kNone) {
    pieces_.push_back({time::kAlways, {base, nullptr, {}}});
  }
  // Lays one act on; gives the stretches on which it met nothing to act on. The act must outlive the fold.
  std::vector<Period> apply(const Act& act, const std::vector<Outage>& outages);
  const std::vector<Piece>& pieces() const { return pieces_; }
  const Standing& at(Micros instant) const { return pieces_[indexAt(instant)].standing; }
  size_t indexAt(Micros instant) const;
  Micros until(size_t index) const {
    return index + 1 < pieces_.size() ? pieces_[index + 1].from : time::kNever;
  }

 private:
  size_t split(Micros at);
  void applyOn(const Act& act, const Stretch& stretch, std::vector<Period>& missed);

  std::vector<Piece> pieces_;
};

// The fold of all acts of one source.
Fold foldOf(VersionId base, const std::vector<Act>& acts, const Withdrawals& withdrawals);
// By source: the version of the contract's own text or a library's; kNone where an amendment added it.
std::vector<VersionId> baseVersions(const sema::Program& program);

}  // namespace polc::consolidate
