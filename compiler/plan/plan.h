// Turns a bundle into a decision plan: dispatch, shapes, tables.
//
// In:     a verified bundle
// Out:    the engine's tables, all but the addresses of the code; and the shapes to generate code for
// Shapes: expressions that differ only in constants (and in names of parameters, schedules, patterns, texts) are one
// Cost:   O(nodes + rules × actions)
#pragma once
#include <unordered_map>
#include <vector>

#include "compiler/plan/cells.h"
#include "compiler/plan/traits.h"
#include "runtime/engine/tables.h"

namespace polc::plan {

struct Shape {
  enum class Form : uint8_t {
    value,      // one root
    violation,  // roots: guard (may be kNone) and condition: guard and not condition
    common,     // roots: false where any is; errors are true
  };
  Form form = Form::value;
  std::vector<core::ExprId> roots;                   // of one of those that have it
  std::unordered_map<core::ExprId, uint32_t> words;  // node → its first word
  uint32_t word_count = 0;
  bool timed = false;
};

struct Plan {
  std::vector<Shape> shapes;      // tables.code: first those of the shapes,
  std::vector<Cell> cells;        // then those of the cells,
  std::vector<CellBucket> loops;  // then those that walk rows of a bucket
  std::vector<Traits> traits;     // by node of the bundle
  engine::Tables tables;
};

Plan build(const core::Bundle& bundle);

}  // namespace polc::plan
