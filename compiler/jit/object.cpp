#include "compiler/jit/object.h"

#include <llvm/ADT/StringExtras.h>
#include <llvm/Bitcode/BitcodeReader.h>
#include <llvm/ExecutionEngine/Orc/JITTargetMachineBuilder.h>
#include <llvm/IR/Module.h>
#include <llvm/Support/BLAKE3.h>
#include <llvm/Target/TargetMachine.h>

#include "compiler/jit/passes.h"

namespace polc::jit {
namespace {

std::unique_ptr<llvm::TargetMachine> machineOf(int opt_level, std::string& error) {
  initialise();
  auto builder = llvm::orc::JITTargetMachineBuilder::detectHost();
  if (!builder) return error = llvm::toString(builder.takeError()), nullptr;
  builder->setCodeGenOptLevel(opt_level > 0 ? llvm::CodeGenOptLevel::Default
                                            : llvm::CodeGenOptLevel::None);
  auto machine = builder->createTargetMachine();
  if (!machine) return error = llvm::toString(machine.takeError()), nullptr;
  return std::move(*machine);
}

}  // namespace

std::string object(const codegen::Module& generated, int opt_level, std::string& error) {
  std::unique_ptr<llvm::TargetMachine> machine = machineOf(opt_level, error);
  if (!machine) return {};
  llvm::LLVMContext context;
  auto parsed = llvm::parseBitcodeFile(llvm::MemoryBufferRef(generated.bitcode, "polc"), context);
  if (!parsed) return error = llvm::toString(parsed.takeError()), std::string();
  llvm::Module& module = **parsed;
  module.setDataLayout(machine->createDataLayout());
  module.setTargetTriple(machine->getTargetTriple().str());
  if (opt_level > 0) optimise(module, machine.get());
  return emit(module, *machine, error);
}

std::string keyOf(const codegen::Module& module, int opt_level) {
  std::string error;
  std::unique_ptr<llvm::TargetMachine> machine = machineOf(opt_level, error);
  if (!machine) return {};
  std::string said = "LLVM " LLVM_VERSION_STRING " " + machine->getTargetTriple().str() + " " +
                     machine->getTargetCPU().str() + " " + machine->getTargetFeatureString().str() +
                     " -O" + std::to_string(opt_level);
  llvm::BLAKE3 hash;
  hash.update(said);
  hash.update(llvm::StringRef("", 1));
  hash.update(module.bitcode);
  return llvm::toHex(hash.final(), true);
}

}  // namespace polc::jit
