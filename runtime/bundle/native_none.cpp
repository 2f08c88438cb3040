// Native code where none can run (WebAssembly): every bundle is interpreted.
#include <fmt/format.h>

#include "runtime/bundle/native.h"

namespace polc::bundle {

std::string nativeTarget() { return ""; }

std::string unfit(const NativeInfo& info) {
  return fmt::format("the code is for {}, not for this system", info.target);
}

std::shared_ptr<void> loadNative(const NativeInfo& info, std::span<const uint8_t> /*object*/,
                                 std::vector<engine::Code>& /*code*/, std::string& why) {
  why = unfit(info);
  return nullptr;
}

}  // namespace polc::bundle
