// Compiles a bundle in this process: plan, code, and an engine over both.
//
// In:      a verified bundle; opt_level 0 or 2 (LLVM's standard pipeline); where compiled objects are kept, or null
// Out:     the engine; it owns its code and shares the bundle
// Errors:  null and a text; never throws
// Symbols: code is bound to the rows of runtime/engine/support.def by address, and to nothing else of the process
#pragma once
#include <memory>
#include <string>

#include "compiler/jit/cache.h"
#include "runtime/engine/engine.h"

namespace polc::jit {

std::unique_ptr<engine::Engine> compile(std::shared_ptr<const core::Bundle> bundle, int opt_level,
                                        std::string& error, const Cache* cache = nullptr);

}  // namespace polc::jit
