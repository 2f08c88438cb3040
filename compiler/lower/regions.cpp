#include "compiler/lower/regions.h"

#include <algorithm>

namespace polc::lower {
namespace {

using sema::Existing;
using value::kAlways;
using value::kNever;

bool pending(const Change& change, Micros now) {
  return change.existing == Existing::grace && change.at <= now && now < change.grace_until;
}

void append(std::vector<BirthStep>& steps, BirthStep next) {
  if (!steps.empty() && steps.back().from == next.from) steps.pop_back();
  if (steps.empty() || steps.back().versions != next.versions) steps.push_back(std::move(next));
}

// What was under the change's predecessors becomes what is under the change.
void apply(std::vector<BirthStep>& steps, const Change& change, Micros now) {
  bool kept = change.existing == Existing::keep;
  bool graced = pending(change, now);
  if (!kept && !graced) {
    steps = {{kAlways, {change.after}}};
    return;
  }
  while (steps.size() > 1 && steps.back().from >= change.at) steps.pop_back();
  if (graced) {
    std::vector<BirthStep> both;
    for (BirthStep& step : steps) {
      auto& versions = step.versions;
      if (std::find(versions.begin(), versions.end(), change.after) == versions.end()) {
        versions.push_back(change.after);
      }
      append(both, std::move(step));
    }
    steps = std::move(both);
  }
  append(steps, {change.at, {change.after}});
}

}  // namespace

std::vector<BirthStep> versionsByBirth(const LifeHistory& history, Micros now) {
  std::vector<BirthStep> steps{{kAlways, {history.before}}};
  for (const Change& change : history.changes) {
    if (change.at > now) break;
    apply(steps, change, now);
  }
  return steps;
}

Rows::Rows(const std::vector<LifeHistory>& histories, Micros begin)
    : histories_(histories), cuts_{begin}, applied_(histories.size(), 0) {
  for (const LifeHistory& history : histories) {
    steps_.push_back({{kAlways, {history.before}}});
    for (const Change& change : history.changes) {
      if (change.at > begin) cuts_.push_back(change.at);
      if (change.existing == Existing::grace && change.grace_until > begin)
        cuts_.push_back(change.grace_until);
    }
  }
  std::sort(cuts_.begin(), cuts_.end());
  cuts_.erase(std::unique(cuts_.begin(), cuts_.end()), cuts_.end());
}

void Rows::advance(size_t history, Micros now) {
  const LifeHistory& from = histories_[history];
  size_t& applied = applied_[history];
  bool graces = std::any_of(from.changes.begin(), from.changes.end(), [](const Change& change) {
    return change.existing == Existing::grace;
  });
  if (graces) {
    steps_[history] = versionsByBirth(from, now);
    return;
  }
  for (; applied < from.changes.size() && from.changes[applied].at <= now; ++applied) {
    apply(steps_[history], from.changes[applied], now);
  }
}

namespace {

// All choices of one version from each history, those of earlier histories varying slowest.
std::vector<Combination> product(const std::vector<std::vector<BirthStep>>& steps,
                                 const std::vector<size_t>& at) {
  std::vector<Combination> result{{}};
  for (size_t history = 0; history < steps.size(); ++history) {
    const auto& versions = steps[history][at[history]].versions;
    std::vector<Combination> longer;
    for (const Combination& one : result) {
      for (VersionId version : versions) {
        longer.push_back(one);
        longer.back().push_back(version);
      }
    }
    result = std::move(longer);
  }
  return result;
}

std::vector<CombinedStep> combine(const std::vector<std::vector<BirthStep>>& steps) {
  std::vector<CombinedStep> result;
  std::vector<size_t> at(steps.size(), 0);
  for (Micros from = kAlways;;) {
    result.push_back({from, product(steps, at)});
    Micros next = kNever;
    for (size_t i = 0; i < steps.size(); ++i) {
      if (at[i] + 1 < steps[i].size()) next = std::min(next, steps[i][at[i] + 1].from);
    }
    if (next == kNever) return result;
    for (size_t i = 0; i < steps.size(); ++i) {
      if (at[i] + 1 < steps[i].size() && steps[i][at[i] + 1].from == next) ++at[i];
    }
    from = next;
  }
}

}  // namespace

bool Rows::next(CombinedRow& row) {
  if (at_ >= cuts_.size()) return false;
  Micros now = cuts_[at_++];
  for (size_t history = 0; history < histories_.size(); ++history) advance(history, now);
  row.now = {now, at_ < cuts_.size() ? cuts_[at_] : kNever};
  row.steps = combine(steps_);
  return true;
}

uint32_t pendingGraces(const std::vector<LifeHistory>& histories) {
  std::vector<std::pair<Micros, int>> events;  // ends sort before beginnings
  for (const LifeHistory& history : histories) {
    for (const Change& change : history.changes) {
      if (change.existing != Existing::grace || change.grace_until <= change.at) continue;
      events.push_back({change.at, 1});
      events.push_back({change.grace_until, -1});
    }
  }
  std::sort(events.begin(), events.end());
  int open = 0;
  int most = 0;
  for (const auto& [at, step] : events) most = std::max(most, open += step);
  return static_cast<uint32_t>(most);
}

void Rectangles::add(core::Period now, const std::vector<Step>& steps) {
  std::vector<Rectangle> next;
  size_t known = 0;
  for (size_t i = 0; i < steps.size(); ++i) {
    core::Period birth{steps[i].from, i + 1 < steps.size() ? steps[i + 1].from : kNever};
    while (known < open_.size() && open_[known].birth.from < birth.from)
      closed_.push_back(open_[known++]);
    bool same = known < open_.size() && open_[known].birth == birth &&
                open_[known].result == steps[i].result;
    if (same) {
      next.push_back(open_[known++]);
      next.back().now.until = now.until;
    } else {
      next.push_back({now, birth, steps[i].result});
    }
  }
  closed_.insert(closed_.end(), open_.begin() + static_cast<ptrdiff_t>(known), open_.end());
  open_ = std::move(next);
}

std::vector<Rectangles::Rectangle> Rectangles::finish() {
  closed_.insert(closed_.end(), open_.begin(), open_.end());
  open_.clear();
  std::sort(closed_.begin(), closed_.end(), [](const Rectangle& a, const Rectangle& b) {
    return std::pair(a.now.from, a.birth.from) < std::pair(b.now.from, b.birth.from);
  });
  return std::move(closed_);
}

}  // namespace polc::lower
