// The parts of a guard that must not be false for it to be true or an error, and that name a row's words.
#pragma once
#include <vector>

#include "compiler/plan/plan.h"

namespace polc::plan {

// `probe` of a request or entity is one of a row's words, or the row's guard is false for ever.
struct Atom {
  engine::Probe::Mode mode = engine::Probe::Mode::exact;
  core::ExprId value = core::kNone;     // what the request is probed with: without constants
  core::ExprId constant = core::kNone;  // the node of the row's word, or of a set of them
};

struct Necessary {
  std::vector<Atom> atoms;
  std::vector<core::ExprId> common;  // untimed, without constants
};

Necessary necessaryOf(const core::Bundle& bundle, const std::vector<Traits>& traits,
                      const Shape& shape);

}  // namespace polc::plan
