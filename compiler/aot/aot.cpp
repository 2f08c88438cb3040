#include "compiler/aot/aot.h"

#include "compiler/aot/object.h"
#include "compiler/codegen/codegen.h"
#include "runtime/engine/abi.h"

namespace polc::aot {

std::string build(const core::Bundle& bundle, const Options& options, std::string& error) {
  if (!options.native || bundle::nativeTarget().empty())
    return bundle::write({bundle}, options.key);
  plan::Plan plan = plan::build(bundle);
  codegen::Module module = codegen::generate(bundle, plan);
  if (!module.error.empty()) return error = module.error, std::string();
  bundle::Native native;
  native.info.target = bundle::nativeTarget();
  native.info.maker = maker();
  native.info.abi = engine::abi();
  native.info.functions = static_cast<uint32_t>(module.functions.size());
  native.info.imports = module.externals;
  native.object = sharedObject(module, error);
  if (native.object.empty()) return {};
  plan.tables.extend_action = bundle.findAction("extend");
  return bundle::write({bundle, &plan.tables, &native}, options.key);
}

}  // namespace polc::aot
