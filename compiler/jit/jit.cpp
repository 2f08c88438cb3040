#include "compiler/jit/jit.h"

#include <llvm/Bitcode/BitcodeReader.h>
#include <llvm/ExecutionEngine/Orc/LLJIT.h>
#include <llvm/IR/Module.h>
#include <llvm/Target/TargetMachine.h>

#include "compiler/codegen/codegen.h"
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

llvm::Expected<std::shared_ptr<orc::LLJIT>> create(int opt_level) {
  auto builder = orc::JITTargetMachineBuilder::detectHost();
  if (!builder) return builder.takeError();
  builder->setCodeGenOptLevel(opt_level > 0 ? llvm::CodeGenOptLevel::Default
                                            : llvm::CodeGenOptLevel::None);
  auto jit = orc::LLJITBuilder()
                 .setJITTargetMachineBuilder(*builder)
                 .setLinkProcessSymbolsByDefault(false)
                 .setPlatformSetUp(orc::setUpInactivePlatform)
                 .create();
  if (!jit) return jit.takeError();
  if (auto failed = define(**jit)) return failed;
  return std::shared_ptr<orc::LLJIT>(std::move(*jit));
}

llvm::Error add(orc::LLJIT& jit, const std::string& bitcode, int opt_level) {
  auto context = std::make_unique<llvm::LLVMContext>();
  auto module = llvm::parseBitcodeFile(llvm::MemoryBufferRef(bitcode, "polc"), *context);
  if (!module) return module.takeError();
  (*module)->setDataLayout(jit.getDataLayout());
  (*module)->setTargetTriple(jit.getTargetTriple().str());
  if (opt_level > 0) {
    auto builder = orc::JITTargetMachineBuilder::detectHost();
    if (!builder) return builder.takeError();
    auto machine = builder->createTargetMachine();
    if (!machine) return machine.takeError();
    optimise(**module, machine->get());
  }
  return jit.addIRModule(orc::ThreadSafeModule(std::move(*module), std::move(context)));
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
                                        std::string& error) {
  initialise();
  plan::Plan plan = plan::build(*bundle);
  codegen::Module module = codegen::generate(*bundle, plan);
  if (!module.error.empty()) return error = module.error, nullptr;
  auto jit = create(opt_level);
  if (!jit) return error = llvm::toString(jit.takeError()), nullptr;
  if (auto failed = add(**jit, module.bitcode, opt_level))
    return error = llvm::toString(std::move(failed)), nullptr;
  if (auto failed = link(**jit, module, plan.tables))
    return error = llvm::toString(std::move(failed)), nullptr;
  return engine::make(std::move(bundle), std::move(plan.tables), std::move(*jit));
}

}  // namespace polc::jit
