#include "runtime/directory/ancestors.h"

#include <algorithm>

namespace polc::directory {
namespace {

using Rows = std::vector<std::vector<uint32_t>>;

// Rows with those that they are members of first; rows on a cycle, and below one, are left out.
std::vector<uint32_t> parentsFirst(const Rows& parents) {
  Rows members(parents.size());
  std::vector<size_t> waiting(parents.size());
  std::vector<uint32_t> order;
  order.reserve(parents.size());
  for (uint32_t row = 0; row < parents.size(); ++row) {
    waiting[row] = parents[row].size();
    for (uint32_t parent : parents[row]) members[parent].push_back(row);
    if (waiting[row] == 0) order.push_back(row);
  }
  for (size_t i = 0; i < order.size(); ++i) {
    for (uint32_t member : members[order[i]]) {
      if (--waiting[member] == 0) order.push_back(member);
    }
  }
  return order;
}

// Up from a row that was left out, along rows that were left out: the first one met again is on a cycle.
uint32_t onCycle(const Rows& parents, const std::vector<bool>& ordered) {
  auto left_out = [&](uint32_t row) { return !ordered[row]; };
  std::vector<bool> met(parents.size());
  auto row =
      static_cast<uint32_t>(std::find(ordered.begin(), ordered.end(), false) - ordered.begin());
  while (!met[row]) {
    met[row] = true;
    row = *std::find_if(parents[row].begin(), parents[row].end(), left_out);
  }
  return row;
}

void sortUnique(std::vector<uint32_t>& rows) {
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  rows.shrink_to_fit();
}

}  // namespace

Ancestry ancestry(const Rows& parents, const Limits& limits) {
  Ancestry result;
  std::vector<uint32_t> order = parentsFirst(parents);
  if (order.size() < parents.size()) {
    std::vector<bool> ordered(parents.size());
    for (uint32_t row : order) ordered[row] = true;
    result.in_cycle = onCycle(parents, ordered);
    return result;
  }
  result.of.resize(parents.size());
  uint64_t memberships = 0;
  for (uint32_t row : order) {
    std::vector<uint32_t>& all = result.of[row];
    for (uint32_t parent : parents[row]) {
      all.push_back(parent);
      all.insert(all.end(), result.of[parent].begin(), result.of[parent].end());
    }
    sortUnique(all);
    memberships += all.size();
    if (memberships > limits.memberships) {
      result.too_many = true;
      return result;
    }
  }
  return result;
}

}  // namespace polc::directory
