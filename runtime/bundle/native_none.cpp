// Native code where none can run (WebAssembly): every bundle is interpreted.
#include <fmt/format.h>

#include "runtime/bundle/native.h"

namespace polc::bundle {

std::string nativeTarget() { return ""; }

std::string unfit(const NativeInfo& info) {
  return fmt::format("the code is for {}, not for this system", info.target);
}

std::shared_ptr<const engine::Engine> nativeEngine(std::shared_ptr<const core::Bundle> /*bundle*/,
                                                   const NativeInfo& info,
                                                   std::span<const uint8_t> /*object*/,
                                                   std::span<const uint8_t> /*tables*/,
                                                   std::string& why) {
  why = unfit(info);
  return nullptr;
}

}  // namespace polc::bundle
