// Builds a bundle from a program and its fold: whole, or the meaning of one instant only.
#pragma once
#include <memory>

#include "compiler/consolidate/timeline.h"
#include "runtime/core/core.h"

namespace polc::lower {

enum class Extent : uint8_t {
  whole,   // for all time, with places
  instant  // without places, amendments' numbers and texts; vocabulary as known through the fold's last amendment
};

// Not verified; without a digest. Findings say where it has no meaning.
std::shared_ptr<core::Bundle> build(const sema::Program& program,
                                    const consolidate::Consolidation& consolidation,
                                    const source::SourceMap& sources, diag::Engine& diagnostics,
                                    Extent extent);

}  // namespace polc::lower
