#include "runtime/directory/closing.h"

namespace polc::directory {

void Closing::addHolding(std::span<const uint32_t> rows) {
  if (rows.empty()) return;
  for (uint32_t set = 1; set < memberships_.size(); ++set) {
    if (std::ranges::any_of(rows, [&](uint32_t row) { return memberships_.holds(set, row); }))
      add(set);
  }
}

// One parent: its set's rows and itself; or itself, and on in that set.
void Closing::extend(uint32_t set, uint32_t parent, uint32_t above) {
  const Membership& its = memberships_[above];
  bool piece = its.own_count >= kPiece;
  rows_.assign(1, parent);
  if (!piece) rows_.insert(rows_.end(), its.own().begin(), its.own().end());
  put(set, piece ? above : its.rest);
}

void Closing::put(uint32_t set, uint32_t rest) {
  std::sort(rows_.begin(), rows_.end());
  rows_.erase(std::unique(rows_.begin(), rows_.end()), rows_.end());
  memberships_.setRows(set, rows_, rest);
}

// The parents by which the steps went on from the set that is met again.
bool Closing::findCycle(uint32_t set) {
  auto first = std::ranges::find(steps_, set, &Step::set);
  for (auto step = first; step != steps_.end(); ++step)
    cycle_.push_back(memberships_[step->set].parents()[step->parent - 1]);
  return false;
}

}  // namespace polc::directory
