#include <algorithm>
#include <functional>

#include "compiler/consolidate/acts.h"

namespace polc::consolidate {
namespace {

using sema::Amendment;
using sema::Operation;

struct Withdrawing {
  const Amendment* amendment;
  const Operation* operation;
};

// The stretches on which one withdrawal counts: from its date on, but where its own amendment is withdrawn.
void addCounting(const Withdrawing& withdrawing, const std::vector<Outage>& own, Clock clock,
                 std::vector<Outage>& out) {
  Outage next;
  next.period.from = begins(*withdrawing.amendment, *withdrawing.operation, clock);
  next.begun_by = withdrawing.operation;
  for (const Outage& outage : own) {
    if (outage.period.from > next.period.from) {
      next.period.until = outage.period.from;
      next.ended_by = outage.begun_by;
      out.push_back(next);
    }
    if (outage.period.until > next.period.from) {
      next.period.from = outage.period.until;
      next.begun_by = outage.ended_by;
    }
  }
  next.period.until = time::kNever;
  next.ended_by = nullptr;
  if (next.period.from != time::kNever) out.push_back(next);
}

std::vector<Outage> united(std::vector<Outage> parts) {
  std::stable_sort(parts.begin(), parts.end(),
                   [](const Outage& a, const Outage& b) { return a.period.from < b.period.from; });
  std::vector<Outage> out;
  for (const Outage& part : parts) {
    if (out.empty() || out.back().period.until < part.period.from) {
      out.push_back(part);
    } else if (part.period.until > out.back().period.until) {
      out.back().period.until = part.period.until;
      out.back().ended_by = part.ended_by;
    }
  }
  return out;
}

}  // namespace

Withdrawals::Withdrawals(const sema::Program& program, uint32_t through, Clock clock) {
  std::map<uint32_t, std::vector<Withdrawing>, std::greater<>> withdrawn;
  for (const Amendment& amendment : program.amendments) {
    if (amendment.number > through) continue;
    for (const Operation& operation : amendment.operations) {
      bool counts =
          operation.kind == sema::OperationKind::withdraw && operation.withdrawn < amendment.number;
      if (counts) withdrawn[operation.withdrawn].push_back({&amendment, &operation});
    }
  }
  // The highest number first: whether a withdrawal counts is known when it is asked for.
  for (const auto& [number, by] : withdrawn) {
    std::vector<Outage> parts;
    for (const Withdrawing& withdrawing : by) {
      addCounting(withdrawing, of(withdrawing.amendment->number), clock, parts);
    }
    outages_[number] = united(std::move(parts));
  }
}

const std::vector<Outage>& Withdrawals::of(uint32_t amendment) const {
  static const std::vector<Outage> none;
  auto found = outages_.find(amendment);
  return found == outages_.end() ? none : found->second;
}

bool Withdrawals::active(uint32_t amendment, Micros at) const {
  const std::vector<Outage>& outages = of(amendment);
  return std::none_of(outages.begin(), outages.end(), [at](const Outage& outage) {
    return outage.period.from <= at && at < outage.period.until;
  });
}

std::vector<Period> without(Period period, const std::vector<Outage>& outages) {
  std::vector<Period> out;
  for (const Outage& outage : outages) {
    Period before = {period.from, std::min(period.until, outage.period.from)};
    if (!before.empty()) out.push_back(before);
    period.from = std::max(period.from, outage.period.until);
  }
  if (!period.empty()) out.push_back(period);
  return out;
}

}  // namespace polc::consolidate
