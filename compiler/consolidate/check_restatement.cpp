#include "compiler/consolidate/checks.h"
#include "compiler/consolidate/lives.h"

namespace polc::consolidate {

using sema::Amendment;
using sema::Existing;
using sema::Operation;
using sema::OperationKind;

namespace {

class Pending {
 public:
  Pending(Ground& ground, const Operation& restatement)
      : ground_(ground), restatement_(restatement), at_(restatement.from) {}

  void run() {
    for (const Amendment& amendment : ground_.program.amendments) {
      if (amendment.number >= restatement_.amendment) continue;
      if (!ground_.withdrawals.active(amendment.number, at_)) continue;
      for (const Operation& operation : amendment.operations) {
        if (period(operation)) return;
      }
    }
    lives();
  }

 private:
  bool say(const Operation& operation, const std::string& what) {
    diag::Finding& finding =
        ground_.diagnostics.report(diag::Code::restatement_too_early, restatement_.head,
                                   fmt::format("on {} amendment {} is still pending: {}",
                                               ground_.date(at_), operation.amendment, what));
    finding.related.push_back({operation.head, "what is pending"});
    return true;
  }

  bool period(const Operation& operation) {
    if (!touchesSource(operation) && operation.kind != OperationKind::withdraw) return false;
    if (operation.from > at_) return say(operation, "it begins on " + ground_.date(operation.from));
    if (operation.until == time::kNever || operation.until <= at_) return false;
    return say(operation, "its period ends on " + ground_.date(operation.until));
  }

  void lives() {
    Withdrawals withdrawals(ground_.program, restatement_.amendment - 1, Clock::life);
    for (sema::SourceId source = 0; source < ground_.folds.size(); ++source) {
      std::vector<Act> acts(
          ground_.acts[source].begin(),
          ground_.acts[source].begin() + static_cast<ptrdiff_t>(ground_.laid[source]));
      auto changes = changesOf(ground_.program, ground_.bases[source], acts, withdrawals);
      if (existing(source, changes)) return;
    }
  }

  bool settles(const Change& change) const {
    bool over = change.existing == Existing::grace && change.grace_until <= at_;
    return change.at <= at_ && (change.existing == Existing::now || over);
  }

  bool existing(sema::SourceId source, const std::vector<Change>& changes) {
    const Change* open = nullptr;
    for (const Change& change : changes) {
      if (settles(change)) {
        open = nullptr;
      } else if (!open) {
        open = &change;
      }
    }
    return open && say(*operationOf(source, *open), wordsOf(*open));
  }

  std::string wordsOf(const Change& change) const {
    if (change.at > at_) return "lives change on " + ground_.date(change.at);
    if (change.existing == Existing::grace) {
      return "its `existing grace` runs until " + ground_.date(change.grace_until);
    }
    return "its `existing keep` still keeps what lived before " + ground_.date(change.at);
  }

  const Operation* operationOf(sema::SourceId source, const Change& change) const {
    for (const Amendment& amendment : ground_.program.amendments) {
      if (amendment.number != change.amendment) continue;
      for (const Operation& operation : amendment.operations) {
        if (operation.target == source || operation.kind == OperationKind::withdraw) {
          return &operation;
        }
      }
    }
    return &restatement_;
  }

  Ground& ground_;
  const Operation& restatement_;
  Micros at_;
};

}  // namespace

void checkRestatement(Ground& ground, const Amendment&, const Operation& operation) {
  Pending(ground, operation).run();
}

}  // namespace polc::consolidate
