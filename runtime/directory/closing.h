// Closes "is a member of" over the parents of those sets that a change touches.
//
// Cost: of a change in what a group with members is a member of: a look at every set of memberships
#pragma once
#include <unordered_map>

#include "runtime/directory/memberships.h"

namespace polc::directory {

// `groups_of` gives the set of a row.
class Closing {
 public:
  Closing(Memberships& memberships, uint64_t most) : memberships_(memberships), most_(most) {}

  void add(uint32_t set) {
    if (states_.emplace(set, State::open).second) sets_.push_back(set);
  }
  // Every set that holds one of the rows.
  void addHolding(std::span<const uint32_t> rows);

  // False where there is a cycle, or more rows than `most`.
  template <class GroupsOf>
  bool run(GroupsOf groups_of) {
    for (uint32_t set : sets_) {
      if (states_[set] == State::open && !close(set, groups_of)) return false;
    }
    return true;
  }
  const std::vector<uint32_t>& cycle() const { return cycle_; }  // rows; empty: too many rows

 private:
  enum class State : uint8_t { open, entered, closed };
  struct Step {
    uint32_t set;
    uint32_t parent = 0;  // which one comes next
  };

  // Parents first. A chain may be longer than the stack of calls.
  template <class GroupsOf>
  bool close(uint32_t first, GroupsOf groups_of) {
    enter(first);
    while (!steps_.empty()) {
      Step& step = steps_.back();
      std::span<const uint32_t> parents = memberships_[step.set].parents();
      if (step.parent == parents.size()) {
        fill(step.set, groups_of);
        if (memberships_.rowCount() > most_) return false;
        steps_.pop_back();
        continue;
      }
      auto above = states_.find(groups_of(parents[step.parent++]));
      if (above == states_.end() || above->second == State::closed) continue;
      if (above->second == State::entered) return findCycle(above->first);
      enter(above->first);
    }
    return true;
  }
  void enter(uint32_t set) {
    states_[set] = State::entered;
    steps_.push_back({set});
  }

  template <class GroupsOf>
  void fill(uint32_t set, GroupsOf groups_of) {
    std::span<const uint32_t> parents = memberships_[set].parents();
    if (parents.size() == 1) {
      extend(set, parents[0], groups_of(parents[0]));
    } else {
      rows_.assign(parents.begin(), parents.end());
      for (uint32_t parent : parents) {
        memberships_.each(groups_of(parent),
                          [&](uint32_t row) { return rows_.push_back(row), true; });
      }
      put(set, 0);
    }
    states_[set] = State::closed;
  }
  void extend(uint32_t set, uint32_t parent, uint32_t above);
  void put(uint32_t set, uint32_t rest);
  bool findCycle(uint32_t set);

  static constexpr uint32_t kPiece = 64;  // rows that a set takes over before it goes on in another
  Memberships& memberships_;
  uint64_t most_;
  std::vector<uint32_t> sets_;
  std::unordered_map<uint32_t, State> states_;  // of them
  std::vector<Step> steps_;
  std::vector<uint32_t> rows_;
  std::vector<uint32_t> cycle_;
};

}  // namespace polc::directory
