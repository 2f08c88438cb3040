// Finds the plain cells (runtime/engine/plain.h) that one function each decides, and which of them are alike; and the loops over
// rows of buckets whose rows the engine finds.
//
// Out:    Plan::cells and loops, and Tables::cells and loops that lead to their functions, which follow those of the shapes
// Shapes: cells whose buckets differ only in rows, constants and tables are one
#pragma once
#include <string>
#include <vector>

#include "runtime/engine/plain.h"

namespace polc::plan {

struct Plan;

// How rows are found. `asked`: the engine's own code does, with what the bucket needs besides.
enum class Find : uint8_t { one, all, direct, asked };

struct CellProbe {
  engine::PlainProbe at;
  bool text = false;
};

struct CellBucket {
  Find find = Find::all;
  bool grants = false, risky = false, steady = true;
  core::Pattern::Kind subject =
      core::Pattern::Kind::any;  // `member` and `exact`: rows name entities
  core::Pattern::Kind resource = core::Pattern::Kind::any;
  uint32_t subject_type = core::kNone;
  uint32_t common = core::kNone, guard = core::kNone;  // shapes
  std::vector<CellProbe> probes;                       // where `direct`
};

// Grants first.
struct Cell {
  uint32_t resource_type = core::kNone;
  std::vector<CellBucket> buckets;
};

inline constexpr size_t kCellBuckets =
    512;  // so many are compiled, as parts of cells and as loops; what no longer fits is not

void layCells(const core::Bundle& bundle, Plan& plan);

}  // namespace polc::plan
