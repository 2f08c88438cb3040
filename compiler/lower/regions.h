// Cuts now and birth into rectangles: under which versions an entity lives that was born then.
//
// In:     for each source that a life reads, its changes in time order, each with what it says of those who live
// Out:    rectangles of (now, birth), disjoint, that cover every now from the beginning on
// Cost:   about changes × changes where each keeps what lives; else linear
// Source: language reference §6; runtime/core/README.md §3
#pragma once
#include <vector>

#include "compiler/consolidate/timeline.h"
#include "runtime/core/core.h"

namespace polc::lower {

using consolidate::Change;
using sema::Micros;
using sema::VersionId;

struct LifeHistory {
  VersionId before = sema::kNone;
  std::vector<Change> changes;
};

// Versions that count at once, for the births from an instant on; the first is what warns and extends.
struct BirthStep {
  Micros from;
  std::vector<VersionId> versions;
  bool operator==(const BirthStep&) const = default;
};
// Ascending, the first from kAlways: what an entity lives under at `now`, by its birth.
std::vector<BirthStep> versionsByBirth(const LifeHistory& history, Micros now);

// Combinations: for each history one of its versions; the first is the primary.
using Combination = std::vector<VersionId>;
struct CombinedStep {
  Micros from;
  std::vector<Combination> combinations;
};
struct CombinedRow {
  core::Period now;
  std::vector<CombinedStep> steps;
};
// Calls `row` for each stretch of now from `begin` on, ascending, until it says no.
class Rows {
 public:
  Rows(const std::vector<LifeHistory>& histories, Micros begin);
  bool next(CombinedRow& row);

 private:
  void advance(size_t history, Micros now);

  const std::vector<LifeHistory>& histories_;
  std::vector<Micros> cuts_;
  size_t at_ = 0;
  std::vector<size_t> applied_;                // changes, by history
  std::vector<std::vector<BirthStep>> steps_;  // by history, without graces that are pending
};

// The most windows of `existing grace` that are open at one instant.
uint32_t pendingGraces(const std::vector<LifeHistory>& histories);

// Joins rows into rectangles. A result is any number that stands for what counts there.
class Rectangles {
 public:
  struct Step {
    Micros from;
    uint32_t result;
    bool operator==(const Step&) const = default;
  };
  struct Rectangle {
    core::Period now, birth;
    uint32_t result;
  };
  void add(core::Period now, const std::vector<Step>& steps);  // ascending, equal neighbours joined
  std::vector<Rectangle> finish();
  size_t size() const { return closed_.size() + open_.size(); }

 private:
  std::vector<Rectangle> open_, closed_;  // open: those that reach the last row's end, by birth
};

}  // namespace polc::lower
