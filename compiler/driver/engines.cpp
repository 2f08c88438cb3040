#include "compiler/driver/engines.h"

#include "compiler/jit/jit.h"
#include "compiler/jit/tiered.h"
#include "runtime/bundle/open.h"

namespace polc::driver {
std::shared_ptr<const engine::Engine> makeEngine(std::shared_ptr<const core::Bundle> bundle,
                                                 const EngineChoice& choice, std::string& error) {
  if (choice.kind == EngineKind::interp) return bundle::interpreter();
  if (choice.kind == EngineKind::native) {
    error = "native code runs from a bundle only (`polc build`)";
    return nullptr;
  }
  if (choice.kind == EngineKind::tiered)
    return std::make_shared<jit::Tiered>(std::move(bundle), bundle::interpreter(), choice.cache);
  return jit::compile(std::move(bundle), static_cast<int>(choice.optimisation), error,
                      choice.cache.get());
}

}  // namespace polc::driver
