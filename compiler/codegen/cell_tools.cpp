#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Module.h>

#include <cstddef>

#include "compiler/codegen/cell.h"

namespace polc::codegen {

using engine::Context;

llvm::BasicBlock* CellEmitter::block(const char* name) {
  return llvm::BasicBlock::Create(shared_.module.getContext(), name, function_);
}

// What comes before goes on in it, unless it has gone elsewhere.
void CellEmitter::enter(llvm::BasicBlock* block) {
  llvm::BasicBlock* before = ir().GetInsertBlock();
  if (before && before->getParent() == function_ && !before->getTerminator()) ir().CreateBr(block);
  ir().SetInsertPoint(block);
}

void CellEmitter::branchUnless(llvm::Value* good, llvm::BasicBlock* otherwise) {
  llvm::BasicBlock* on = block("on");
  ir().CreateCondBr(good, on, otherwise);
  ir().SetInsertPoint(on);
}

llvm::Value* CellEmitter::slot(llvm::Type* type, llvm::Value* first) {
  llvm::Value* slot = ir().CreateAlloca(type);
  ir().CreateStore(first, slot);
  return slot;
}

llvm::Value* CellEmitter::at(llvm::Value* base, uint64_t offset) {
  return offset == 0 ? base : ir().CreateConstInBoundsGEP1_64(ir().getInt8Ty(), base, offset);
}

llvm::Value* CellEmitter::load(llvm::Type* type, llvm::Value* base, uint64_t offset) {
  return ir().CreateLoad(type, at(base, offset));
}
llvm::Value* CellEmitter::pointer(llvm::Value* base, uint64_t offset) {
  return load(ir().getPtrTy(), base, offset);
}
llvm::Value* CellEmitter::number(llvm::Value* base, uint64_t offset) {
  return load(ir().getInt32Ty(), base, offset);
}

llvm::Value* CellEmitter::support(const char* name, const std::vector<llvm::Value*>& arguments) {
  return ir().CreateCall(shared_.support.at(name), arguments);
}

llvm::Value* CellEmitter::entity(bool subject) {
  return pointer(context_,
                 subject ? offsetof(Context, subject_entity) : offsetof(Context, resource_entity));
}

void CellEmitter::count(llvm::Value* counter) {
  llvm::Value* before = ir().CreateLoad(ir().getInt64Ty(), counter);
  ir().CreateStore(ir().CreateAdd(before, ir().getInt64(1)), counter);
}

}  // namespace polc::codegen
