#include "compiler/codegen/cell.h"

#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Module.h>

#include <cstddef>

#include "runtime/engine/plain.h"

namespace polc::codegen {

using directory::Entity;
using engine::Context;
using engine::PlainBucket;
using engine::State;
using plan::CellBucket;
using plan::Find;

CellEmitter::CellEmitter(Shared& shared, const plan::Cell& cell, llvm::Function* function)
    : shared_(shared), cell_(&cell), function_(function) {
  context_ = function->getArg(0);
  buckets_ = function->getArg(1);
  out_ = function->getArg(2);
}

CellEmitter::CellEmitter(Shared& shared, llvm::Function* loop) : shared_(shared), function_(loop) {
  context_ = loop->getArg(0);
  buckets_ = bucket_ = loop->getArg(1);
  out_ = loop->getArg(4);
}

void CellEmitter::runLoop(const CellBucket& of) {
  start();
  llvm::BasicBlock* next = block("next");
  rows(of, function_->getArg(2), function_->getArg(3), next);
  ir().SetInsertPoint(next);
  llvm::Value* holds =
      ir().CreateZExt(ir().CreateLoad(ir().getInt1Ty(), holds_), ir().getInt32Ty());
  llvm::Value* error = ir().getInt32(static_cast<uint32_t>(State::error));
  ir().CreateRet(ir().CreateSelect(finish(), holds, error));
}

void CellEmitter::run() {
  start();
  llvm::BasicBlock* other = block("other");
  llvm::Value* type = number(entity(false), offsetof(Entity, type));
  branchUnless(ir().CreateICmpEQ(type, ir().getInt32(cell_->resource_type)), other);
  for (uint32_t i = 0; i < cell_->buckets.size(); ++i) bucket(cell_->buckets[i], i);
  llvm::Value* denied = ir().CreateLoad(ir().getInt1Ty(), denied_);
  llvm::Value* granted = ir().CreateLoad(ir().getInt1Ty(), granted_);
  llvm::Value* allowed = ir().CreateAnd(granted, ir().CreateNot(denied));
  branchUnless(finish(), other);
  ir().CreateRet(ir().CreateZExt(allowed, ir().getInt32Ty()));
  ir().SetInsertPoint(other);
  ir().CreateRet(ir().getInt32(static_cast<uint32_t>(State::error)));
}

void CellEmitter::start() {
  enter(block("entry"));
  granted_ = slot(ir().getInt1Ty(), ir().getFalse());
  denied_ = slot(ir().getInt1Ty(), ir().getFalse());
  holds_ = slot(ir().getInt1Ty(), ir().getFalse());
  sound_ = slot(ir().getInt1Ty(), ir().getTrue());
  keys_ = slot(ir().getInt64Ty(), ir().getInt64(0));
  rows_ = slot(ir().getInt64Ty(), ir().getInt64(0));
}

llvm::Value* CellEmitter::finish() {
  uint64_t effort = offsetof(Context, effort);
  for (auto [counter, offset] : {std::pair{keys_, effort + offsetof(engine::Effort, keys)},
                                 std::pair{rows_, effort + offsetof(engine::Effort, rows)}}) {
    llvm::Value* before = load(ir().getInt64Ty(), context_, offset);
    llvm::Value* more = ir().CreateLoad(ir().getInt64Ty(), counter);
    ir().CreateStore(ir().CreateAdd(before, more), at(context_, offset));
  }
  return ir().CreateLoad(ir().getInt1Ty(), sound_);
}

// What can no longer change the outcome is evaluated only where it may be an error.
void CellEmitter::bucket(const CellBucket& of, uint32_t number) {
  bucket_ = at(buckets_, uint64_t{number} * sizeof(PlainBucket));
  llvm::BasicBlock* next = block("next");
  llvm::BasicBlock* over = block("over");
  ir().CreateStore(ir().getFalse(), holds_);
  if (!of.risky) {
    llvm::Value* granted = ir().CreateLoad(ir().getInt1Ty(), granted_);
    llvm::Value* denied = ir().CreateLoad(ir().getInt1Ty(), denied_);
    llvm::Value* open = of.grants ? ir().CreateNot(granted) : granted;
    branchUnless(ir().CreateAnd(open, ir().CreateNot(denied)), over);
  }
  if (of.subject_type != core::kNone) {
    llvm::Value* type = this->number(entity(true), offsetof(Entity, type));
    branchUnless(ir().CreateICmpEQ(type, ir().getInt32(of.subject_type)), over);
  }
  if (of.common != core::kNone && of.find != Find::asked) {
    llvm::Value* state =
        shape(of.common, pointer(bucket_, offsetof(PlainBucket, common_words)), of.risky);
    branchUnless(ir().CreateICmpNE(state, ir().getInt32(static_cast<uint32_t>(State::no))), over);
  }
  find(of, next);
  enter(next);
  llvm::Value* settled = of.grants ? granted_ : denied_;
  llvm::Value* holds = ir().CreateLoad(ir().getInt1Ty(), holds_);
  llvm::Value* before = ir().CreateLoad(ir().getInt1Ty(), settled);
  ir().CreateStore(ir().CreateOr(before, holds), settled);
  ir().CreateBr(over);
  enter(over);
}

void CellEmitter::find(const CellBucket& of, llvm::BasicBlock* next) {
  if (of.find == Find::asked) return ask(next);
  if (of.find == Find::direct) return direct(of, next);
  allRows(of, next);
}

void CellEmitter::allRows(const CellBucket& of, llvm::BasicBlock* next) {
  uint64_t span = offsetof(PlainBucket, rows);
  llvm::Value* first = number(bucket_, span + offsetof(engine::Span, first));
  llvm::Value* count = of.find == Find::one ? ir().getInt32(1)
                                            : number(bucket_, span + offsetof(engine::Span, count));
  rows(of, first, count, next);
}

void CellEmitter::ask(llvm::BasicBlock* next) {
  llvm::Value* found = support("polcPlainBucket", {context_, bucket_});
  llvm::Value* sound = ir().CreateICmpNE(found, ir().getInt32(2));
  ir().CreateStore(ir().CreateAnd(ir().CreateLoad(ir().getInt1Ty(), sound_), sound), sound_);
  ir().CreateStore(ir().CreateICmpEQ(found, ir().getInt32(1)), holds_);
  ir().CreateBr(next);
}

}  // namespace polc::codegen
