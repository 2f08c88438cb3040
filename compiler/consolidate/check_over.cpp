#include "compiler/consolidate/checks.h"

namespace polc::consolidate {

using diag::Code;
using sema::Operation;
using sema::OperationKind;

namespace {

struct LastChange {
  uint32_t amendment = 0;
  const Operation* operation = nullptr;
  Period period{};
};

// Everything that changes a source within a period: acts, and the withdrawals that take them away or give them back.
class Changes {
 public:
  Changes(const Ground& ground, const Operation& operation)
      : ground_(ground), operation_(operation), within_{operation.from, operation.until} {
    const std::vector<Act>& acts = ground.acts[operation.target];
    for (size_t i = ground.laid[operation.target]; i-- > 0;) {
      const Act& act = acts[i];
      if (act.amendment->number >= operation.amendment) continue;
      if (act.operation->kind == OperationKind::restate) {
        if (ground.withdrawals.of(act.amendment->number).empty()) {
          within_.until = std::min(within_.until, act.operation->from);
        }
        continue;
      }
      consider(act);
    }
  }

  const LastChange& last() const { return last_; }
  bool names(uint32_t amendment) const { return seen_.contains(amendment); }

 private:
  void offer(Period period, const Operation* operation) {
    Period common = meet(period, within_);
    if (common.empty() || operation->amendment >= operation_.amendment) return;
    seen_.insert(operation->amendment);
    if (operation->amendment > last_.amendment) {
      last_ = {operation->amendment, operation, common};
    }
  }

  void consider(const Act& act) {
    Period period = {act.operation->from, act.operation->until};
    const std::vector<Outage>& outages = ground_.withdrawals.of(act.amendment->number);
    for (const Period& part : without(period, outages)) offer(part, act.operation);
    for (const Outage& outage : outages) {
      offer(meet(period, outage.period), outage.begun_by);
      if (outage.ended_by)
        offer({std::max(period.from, outage.period.until), period.until}, outage.ended_by);
    }
  }

  const Ground& ground_;
  const Operation& operation_;
  Period within_;
  LastChange last_;
  std::set<uint32_t> seen_;
};

std::string_view verb(OperationKind kind) {
  switch (kind) {
    case OperationKind::add:
      return "adds";
    case OperationKind::suspend:
      return "suspends";
    case OperationKind::withdraw:
      return "withdraws a change of";
    default:
      return "changes";
  }
}

}  // namespace

void checkOver(Ground& ground, const Operation& operation) {
  if (operation.kind == OperationKind::add && operation.over.empty()) return;
  Changes changes(ground, operation);
  const LastChange& last = changes.last();
  std::string identity = ground.identity(operation.target);
  bool named = false;
  for (uint32_t number : operation.over) named |= number == last.amendment;
  if (last.amendment != 0 && !named && operation.over.empty()) {
    diag::Finding& finding =
        ground.diagnostics.report(Code::over_missing, operation.head, last.amendment,
                                  verb(last.operation->kind), identity, ground.dates(last.period));
    finding.related.push_back({last.operation->head, "the last change within the period"});
    return;
  }
  if (last.amendment != 0 && !named) {
    diag::Finding& finding = ground.diagnostics.report(
        Code::over_names_another, operation.over_span, operation.over.front(),
        fmt::format("but the last one that changes `{}` within this period is amendment {}",
                    identity, last.amendment),
        fmt::format("read amendment {0}, then write `over amendment {0}`", last.amendment));
    finding.related.push_back({last.operation->head, "the last change within the period"});
    return;
  }
  for (uint32_t number : operation.over) {
    if (changes.names(number)) continue;
    ground.diagnostics.report(
        Code::over_names_another, operation.over_span, number,
        fmt::format("which changes nothing of `{}` within this period", identity), "leave it out");
  }
}

}  // namespace polc::consolidate
