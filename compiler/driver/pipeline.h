// The compiler as a list of passes over one value.
//
// In:     the texts of one contract
// Out:    each pass fills its part of the Build; a pass that reports an error ends the run
// Errors: findings of every phase to Build::diagnostics; never throws
#pragma once
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "compiler/base/limits.h"
#include "compiler/consolidate/timeline.h"
#include "compiler/driver/engines.h"
#include "compiler/driver/texts.h"
#include "runtime/core/core.h"

namespace polc::driver {

struct Options {
  consolidate::CheckOptions check;
  limits::Text limits;  // of each file
  // Told the name of each pass as it begins.
  std::function<void(std::string_view)> progress;
  EngineMaker make_engine = makeEngine;
};

// What was agreed, as known at some point: the fold of its amendments, and what that was lowered
// to.
struct Agreement {
  consolidate::Consolidation consolidation;
  std::shared_ptr<const core::Bundle> bundle;  // null where lowering failed
};

struct Build {
  Texts texts;
  Options options;
  source::SourceMap sources;
  diag::Engine diagnostics;
  std::vector<std::unique_ptr<ast::File>> files;
  std::unique_ptr<sema::Program> program;
  Agreement agreement;  // with every amendment known
};

struct Pass {
  std::string_view name;
  void (*run)(Build&);
};
const std::vector<Pass>& passes();

void run(Build& build);

// The fold and the core of a checked program as known at another point.
Agreement agree(const Build& build, const consolidate::Known& known, diag::Engine& diagnostics);

}  // namespace polc::driver
