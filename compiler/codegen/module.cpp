#include <llvm/Bitcode/BitcodeWriter.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/Module.h>
#include <llvm/IR/Verifier.h>
#include <llvm/Support/raw_ostream.h>

#include "compiler/codegen/cell.h"
#include "compiler/codegen/codegen.h"
#include "compiler/codegen/emitter.h"
#include "runtime/engine/support.h"

namespace polc::codegen {
namespace {

llvm::Type* typeOf(llvm::IRBuilderBase& ir, char letter) {
  switch (letter) {
    case 'v':
      return ir.getVoidTy();
    case 'i':
      return ir.getInt32Ty();
    case 'l':
      return ir.getInt64Ty();
    default:
      return ir.getPtrTy();
  }
}

llvm::Function* declare(Shared& shared, const engine::SupportRow& row) {
  std::vector<llvm::Type*> parameters;
  for (char letter : row.signature.substr(1)) parameters.push_back(typeOf(shared.ir, letter));
  auto* type = llvm::FunctionType::get(typeOf(shared.ir, row.signature[0]), parameters, false);
  auto* function =
      llvm::Function::Create(type, llvm::Function::ExternalLinkage,
                             llvm::StringRef(row.name.data(), row.name.size()), shared.module);
  function->setDoesNotThrow();
  return function;
}

llvm::Function* declareState(Shared& shared, const std::vector<llvm::Type*>& parameters,
                             const std::string& name) {
  auto* type = llvm::FunctionType::get(shared.ir.getInt32Ty(), parameters, false);
  auto* function =
      llvm::Function::Create(type, llvm::Function::ExternalLinkage, name, shared.module);
  function->setDoesNotThrow();
  return function;
}
llvm::Function* declareShape(Shared& shared, const std::string& name) {
  llvm::Type* pointer = shared.ir.getPtrTy();
  return declareState(shared, {pointer, pointer, pointer}, name);
}
llvm::Function* declareLoop(Shared& shared, const std::string& name) {
  llvm::Type *pointer = shared.ir.getPtrTy(), *number = shared.ir.getInt32Ty();
  return declareState(shared, {pointer, pointer, number, number, pointer}, name);
}

void dropUnused(Shared& shared, Module& out) {
  for (auto& [name, function] : shared.support) {
    if (function->use_empty()) {
      function->eraseFromParent();
    } else {
      out.externals.push_back(name);
    }
  }
}

}  // namespace

Module generate(const core::Bundle& bundle, const plan::Plan& plan) {
  llvm::LLVMContext context;
  llvm::Module module("polc", context);
  llvm::IRBuilder<> ir(context);
  Shared shared{bundle, plan, module, ir, {}};
  for (const engine::SupportRow& row : engine::supportRows())
    shared.support[std::string(row.name)] = declare(shared, row);
  Module out;
  for (size_t i = 0; i < plan.shapes.size(); ++i) {
    out.functions.push_back("polc_shape_" + std::to_string(i));
    Emitter(shared, plan.shapes[i], declareShape(shared, out.functions.back())).run();
  }
  for (size_t i = 0; i < plan.cells.size(); ++i) {
    out.functions.push_back("polc_cell_" + std::to_string(i));
    CellEmitter(shared, plan.cells[i], declareShape(shared, out.functions.back())).run();
  }
  for (size_t i = 0; i < plan.loops.size(); ++i) {
    out.functions.push_back("polc_loop_" + std::to_string(i));
    CellEmitter(shared, declareLoop(shared, out.functions.back())).runLoop(plan.loops[i]);
  }
  dropUnused(shared, out);
  llvm::raw_string_ostream fault(out.error);
  if (llvm::verifyModule(module, &fault)) return out;
  llvm::raw_string_ostream stream(out.bitcode);
  llvm::WriteBitcodeToFile(module, stream);
  return out;
}

}  // namespace polc::codegen
