// Makes the engine that a user asked for: the reference interpreter, code compiled here, or the one until the other is there;
// native code comes with a bundle.
//
// Errors: null, and why in `error`
#pragma once
#include <memory>
#include <string>

#include "compiler/jit/cache.h"
#include "runtime/engine/engine.h"

namespace polc::driver {

enum class EngineKind : uint8_t { interp, jit, tiered, native };
struct EngineChoice {
  EngineKind kind = EngineKind::interp;
  uint32_t optimisation = 2;                          // of the jit: 0 or 2
  std::shared_ptr<const jit::Cache> cache = nullptr;  // of the jit's code
};

using EngineMaker = std::shared_ptr<const engine::Engine> (*)(std::shared_ptr<const core::Bundle>,
                                                              const EngineChoice&, std::string&);
std::shared_ptr<const engine::Engine> makeEngine(std::shared_ptr<const core::Bundle> bundle,
                                                 const EngineChoice& choice, std::string& error);

}  // namespace polc::driver
