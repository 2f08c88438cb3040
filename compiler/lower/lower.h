// Lowers a typed, consolidated program to the core: five kinds of clause to one kind of bundle that answers for all time.
//
// In:      a program and its consolidation (as known after some amendment)
// Out:     the bundle, verified, with its digest
// Errors:  P6xxx; limits (limits.h) with their findings; null where there was an error
// Source:  runtime/core/README.md; language reference §8
#pragma once
#include <memory>

#include "compiler/consolidate/timeline.h"
#include "runtime/core/core.h"

namespace polc::lower {

std::shared_ptr<const core::Bundle> lower(const sema::Program& program,
                                          const consolidate::Consolidation& consolidation,
                                          const source::SourceMap& sources,
                                          diag::Engine& diagnostics);

// SHA-256 (hexadecimal) of the core of what is in force at one instant, without places: what `upon` names, what a restatement
// must keep. Two texts have the same where they mean the same at `at`, whichever amendments made them.
std::string digestAt(const sema::Program& program, const consolidate::Consolidation& consolidation,
                     consolidate::Micros at, const source::SourceMap& sources);

// `upon` (P6007), and that a restatement changes no meaning (P6008): both need the core.
void checkDigests(const sema::Program& program, const source::SourceMap& sources,
                  diag::Engine& diagnostics);

}  // namespace polc::lower
