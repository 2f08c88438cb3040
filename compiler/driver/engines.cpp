#include "compiler/driver/engines.h"

#include "compiler/jit/jit.h"
#include "runtime/bundle/open.h"

namespace polc::driver {
std::shared_ptr<const engine::Engine> makeEngine(std::shared_ptr<const core::Bundle> bundle,
                                                 const EngineChoice& choice, std::string& error) {
  if (choice.kind == EngineKind::interp) return bundle::interpreter();
  if (choice.kind == EngineKind::native) {
    error = "native code runs from a bundle only (`polc build`)";
    return nullptr;
  }
  return jit::compile(std::move(bundle), static_cast<int>(choice.optimisation), error);
}

}  // namespace polc::driver
