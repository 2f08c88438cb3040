// The parts of a guard that must not be false for it to be true or an error, and that name a row's words.
#pragma once
#include <vector>

#include "compiler/plan/plan.h"

namespace polc::plan {

// What the request is probed with, against a row's words: where no word fits, the atom is false.
struct Atom {
  engine::Probe::Mode mode = engine::Probe::Mode::exact;
  core::ExprId value = core::kNone;  // what the request is probed with: without constants
  std::vector<core::ExprId>
      constants;  // the nodes of the row's words: any of them fits; of ranges: all do
  std::vector<core::Op> comparisons{};  // of ranges: value op constant, one for each
};

// One way for a disjunction to hold: the atoms of an operand.
using Way = std::vector<Atom>;

struct Necessary {
  std::vector<Atom> atoms;
  std::vector<std::vector<Way>> disjunctions;  // one of the ways of each
  std::vector<core::ExprId> common;            // untimed, without constants
};

Necessary necessaryOf(const core::Bundle& bundle, const std::vector<Traits>& traits,
                      const Shape& shape);

}  // namespace polc::plan
