#include "compiler/aot/object.h"

#include <llvm/Bitcode/BitcodeReader.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Module.h>
#include <llvm/MC/TargetRegistry.h>
#include <llvm/Target/TargetMachine.h>

#include "compiler/aot/link.h"
#include "compiler/jit/passes.h"
#include "runtime/bundle/native.h"

namespace polc::aot {
namespace {

constexpr const char* kTriple = "x86_64-unknown-linux-gnu";
constexpr const char* kProcessor = "x86-64-v2";

// A page of its own, so that it can be made read-only.
llvm::GlobalVariable* pageOfImports(llvm::Module& module) {
  auto* type = llvm::ArrayType::get(llvm::PointerType::get(module.getContext(), 0),
                                    bundle::kImportsBytes / sizeof(void*));
  auto* page =
      new llvm::GlobalVariable(module, type, false, llvm::GlobalValue::ExternalLinkage,
                               llvm::ConstantAggregateZero::get(type), bundle::kImportsSymbol);
  page->setAlignment(llvm::Align(bundle::kImportsBytes));
  page->setVisibility(llvm::GlobalValue::ProtectedVisibility);
  return page;
}

// Calls of a row of support.def become calls of what the page holds for it.
void bindToPage(llvm::Module& module, llvm::GlobalVariable* page, const std::string& name,
                size_t at) {
  llvm::Function* function = module.getFunction(name);
  llvm::LLVMContext& context = module.getContext();
  llvm::IRBuilder<> ir(llvm::BasicBlock::Create(context, "entry", function));
  llvm::Value* slot = ir.CreateConstInBoundsGEP2_64(page->getValueType(), page, 0, at);
  llvm::LoadInst* address = ir.CreateLoad(ir.getPtrTy(), slot);
  address->setMetadata(llvm::LLVMContext::MD_invariant_load, llvm::MDNode::get(context, {}));
  std::vector<llvm::Value*> arguments;
  for (llvm::Argument& argument : function->args()) arguments.push_back(&argument);
  llvm::CallInst* call = ir.CreateCall(function->getFunctionType(), address, arguments);
  call->setDoesNotThrow();
  call->setTailCall();
  if (function->getReturnType()->isVoidTy()) {
    ir.CreateRetVoid();
  } else {
    ir.CreateRet(call);
  }
  function->setLinkage(llvm::GlobalValue::InternalLinkage);
  function->addFnAttr(llvm::Attribute::AlwaysInline);
}

void tableOfFunctions(llvm::Module& module, const std::vector<std::string>& names) {
  std::vector<llvm::Constant*> addresses;
  for (const std::string& name : names) {
    llvm::Function* function = module.getFunction(name);
    function->setLinkage(llvm::GlobalValue::InternalLinkage);
    addresses.push_back(function);
  }
  auto* type =
      llvm::ArrayType::get(llvm::PointerType::get(module.getContext(), 0), addresses.size());
  auto* table =
      new llvm::GlobalVariable(module, type, true, llvm::GlobalValue::ExternalLinkage,
                               llvm::ConstantArray::get(type, addresses), bundle::kFunctionsSymbol);
  table->setVisibility(llvm::GlobalValue::ProtectedVisibility);
}

std::unique_ptr<llvm::TargetMachine> machineOf(std::string& error) {
  jit::initialise();
  const llvm::Target* target = llvm::TargetRegistry::lookupTarget(kTriple, error);
  if (!target) return nullptr;
  return std::unique_ptr<llvm::TargetMachine>(
      target->createTargetMachine(kTriple, kProcessor, "", {}, llvm::Reloc::PIC_,
                                  llvm::CodeModel::Small, llvm::CodeGenOptLevel::Default));
}

}  // namespace

std::string maker() { return "LLVM " LLVM_VERSION_STRING; }

std::string sharedObject(const codegen::Module& generated, std::string& error) {
  std::unique_ptr<llvm::TargetMachine> machine = machineOf(error);
  if (!machine) return {};
  llvm::LLVMContext context;
  auto parsed = llvm::parseBitcodeFile(llvm::MemoryBufferRef(generated.bitcode, "polc"), context);
  if (!parsed) return error = llvm::toString(parsed.takeError()), std::string();
  llvm::Module& module = **parsed;
  module.setTargetTriple(kTriple);
  module.setDataLayout(machine->createDataLayout());
  llvm::GlobalVariable* page = pageOfImports(module);
  for (size_t i = 0; i < generated.externals.size(); ++i)
    bindToPage(module, page, generated.externals[i], i);
  tableOfFunctions(module, generated.functions);
  jit::optimise(module, machine.get());
  std::string object = jit::emit(module, *machine, error);
  return object.empty() ? std::string() : link(object, error);
}

}  // namespace polc::aot
