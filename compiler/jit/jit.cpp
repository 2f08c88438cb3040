#include "compiler/jit/jit.h"

#include <llvm/ExecutionEngine/Orc/LLJIT.h>

#include "compiler/codegen/codegen.h"
#include "compiler/jit/object.h"
#include "compiler/jit/passes.h"
#include "runtime/engine/make.h"
#include "runtime/engine/support.h"

namespace polc::jit {
namespace {

namespace orc = llvm::orc;

llvm::Error define(orc::LLJIT& jit) {
  orc::SymbolMap symbols;
  for (const engine::SupportRow& row : engine::supportRows()) {
    symbols[jit.mangleAndIntern(llvm::StringRef(row.name.data(), row.name.size()))] = {
        orc::ExecutorAddr::fromPtr(row.address), llvm::JITSymbolFlags::Exported};
  }
  return jit.getMainJITDylib().define(orc::absoluteSymbols(std::move(symbols)));
}

llvm::Expected<std::shared_ptr<orc::LLJIT>> create() {
  auto jit = orc::LLJITBuilder()
                 .setLinkProcessSymbolsByDefault(false)
                 .setPlatformSetUp(orc::setUpInactivePlatform)
                 .create();
  if (!jit) return jit.takeError();
  if (auto failed = define(**jit)) return failed;
  return std::shared_ptr<orc::LLJIT>(std::move(*jit));
}

// From the cache, or compiled and kept there. Null and a text where that fails.
std::unique_ptr<llvm::MemoryBuffer> objectOf(const codegen::Module& module, int opt_level,
                                             const Cache* cache, std::string& error) {
  std::string key = cache ? keyOf(module, opt_level) : std::string();
  std::optional<std::string> bytes;
  if (!key.empty()) bytes = cache->find(key);
  if (!bytes) {
    bytes = object(module, opt_level, error);
    if (bytes->empty()) return nullptr;
    if (!key.empty()) cache->keep(key, *bytes);
  }
  return llvm::MemoryBuffer::getMemBufferCopy(*bytes, "polc");
}

llvm::Error link(orc::LLJIT& jit, const codegen::Module& module, engine::Tables& tables) {
  for (const std::string& name : module.functions) {
    auto address = jit.lookup(name);
    if (!address) return address.takeError();
    tables.code.push_back(address->toPtr<engine::Code>());
  }
  return llvm::Error::success();
}

}  // namespace

std::unique_ptr<engine::Engine> compile(std::shared_ptr<const core::Bundle> bundle, int opt_level,
                                        std::string& error, const Cache* cache) {
  initialise();
  plan::Plan plan = plan::build(*bundle);
  codegen::Module module = codegen::generate(*bundle, plan);
  if (!module.error.empty()) return error = module.error, nullptr;
  std::unique_ptr<llvm::MemoryBuffer> object = objectOf(module, opt_level, cache, error);
  if (!object) return nullptr;
  auto jit = create();
  if (!jit) return error = llvm::toString(jit.takeError()), nullptr;
  if (auto failed = (*jit)->addObjectFile(std::move(object)))
    return error = llvm::toString(std::move(failed)), nullptr;
  if (auto failed = link(**jit, module, plan.tables))
    return error = llvm::toString(std::move(failed)), nullptr;
  return engine::make(std::move(bundle), std::move(plan.tables), std::move(*jit), "jit");
}

}  // namespace polc::jit
