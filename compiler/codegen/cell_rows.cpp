#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Module.h>

#include <cstddef>

#include "compiler/codegen/cell.h"

namespace polc::codegen {

using core::Pattern;
using engine::Context;
using engine::PlainBucket;
using engine::PlainRow;
using engine::State;
using plan::CellBucket;
using plan::Find;

// Leaves with the first row that holds, unless others may be in error.
void CellEmitter::rows(const CellBucket& of, llvm::Value* first, llvm::Value* how_many,
                       llvm::BasicBlock* next) {
  llvm::Value* base = pointer(bucket_, offsetof(PlainBucket, base));
  llvm::Value* offset =
      ir().CreateMul(ir().CreateZExt(first, ir().getInt64Ty()), ir().getInt64(sizeof(PlainRow)));
  llvm::Value* start = ir().CreateInBoundsGEP(ir().getInt8Ty(), base, offset);
  if (of.find == Find::one) return row(of, start, next);
  llvm::BasicBlock* before = ir().GetInsertBlock();
  llvm::BasicBlock* look = block("row");
  llvm::BasicBlock* on = block("further");
  ir().CreateBr(look);
  ir().SetInsertPoint(look);
  llvm::PHINode* here = ir().CreatePHI(ir().getPtrTy(), 2);
  llvm::PHINode* left = ir().CreatePHI(ir().getInt32Ty(), 2);
  here->addIncoming(start, before);
  left->addIncoming(how_many, before);
  row(of, here, on);
  ir().SetInsertPoint(on);
  here->addIncoming(at(here, sizeof(PlainRow)), on);
  llvm::Value* fewer = ir().CreateSub(left, ir().getInt32(1));
  left->addIncoming(fewer, on);
  llvm::Value* over = ir().CreateICmpEQ(fewer, ir().getInt32(0));
  if (!of.risky) over = ir().CreateOr(over, ir().CreateLoad(ir().getInt1Ty(), holds_));
  ir().CreateCondBr(over, next, look);
}

void CellEmitter::row(const CellBucket& of, llvm::Value* row, llvm::BasicBlock* next) {
  count(rows_);
  names(of.subject, offsetof(Context, subject), at(row, offsetof(PlainRow, subject)), next);
  names(of.resource, offsetof(Context, resource), at(row, offsetof(PlainRow, resource)), next);
  llvm::Value* holds = applies(of, row);
  if (!of.steady) {
    branchUnless(holds, next);
    llvm::Value* also = support("polcRowApplies", {context_, bucket_, row});
    holds = ir().CreateICmpNE(also, ir().getInt32(0));
  }
  llvm::Value* before = ir().CreateLoad(ir().getInt1Ty(), holds_);
  ir().CreateStore(ir().CreateOr(before, holds), holds_);
  ir().CreateBr(next);
}

void CellEmitter::names(Pattern::Kind kind, uint64_t entity_at, llvm::Value* named,
                        llvm::BasicBlock* next) {
  if (kind != Pattern::Kind::exact && kind != Pattern::Kind::member) return;
  llvm::Value* is = number(context_, entity_at);
  llvm::Value* wanted = number(named, 0);
  llvm::Value* fits =
      kind == Pattern::Kind::exact
          ? ir().CreateICmpEQ(is, wanted)
          : ir().CreateICmpNE(support("polcIsIn", {context_, is, wanted}), ir().getInt32(0));
  branchUnless(fits, next);
}

// A prohibition in error denies; causes stay only of what is in error.
llvm::Value* CellEmitter::applies(const CellBucket& of, llvm::Value* row) {
  if (of.guard == core::kNone) return ir().getTrue();
  llvm::Value* place = ir().CreateMul(
      ir().CreateZExt(number(row, offsetof(PlainRow, words)), ir().getInt64Ty()), ir().getInt64(8));
  llvm::Value* words = ir().CreateInBoundsGEP(
      ir().getInt8Ty(), pointer(bucket_, offsetof(PlainBucket, words)), place);
  llvm::Value* causes =
      of.risky ? load(ir().getInt64Ty(), context_, offsetof(Context, cause_count)) : nullptr;
  llvm::Value* state = shape(of.guard, words, of.risky);
  auto is = [&](State wanted) {
    return ir().CreateICmpEQ(state, ir().getInt32(static_cast<uint32_t>(wanted)));
  };
  llvm::Value* failed = is(State::error);
  if (causes) {
    llvm::Value* after = load(ir().getInt64Ty(), context_, offsetof(Context, cause_count));
    ir().CreateStore(ir().CreateSelect(failed, after, causes),
                     at(context_, offsetof(Context, cause_count)));
  }
  return of.grants ? is(State::yes) : ir().CreateOr(is(State::yes), failed);
}

llvm::Value* CellEmitter::shape(uint32_t shape, llvm::Value* words, bool risky) {
  llvm::Function* function =
      risky ? shared_.module.getFunction("polc_shape_" + std::to_string(shape)) : soundShape(shape);
  std::vector<llvm::Value*> arguments{context_, words, out_};
  if (!risky) arguments.push_back(sound_);
  llvm::CallInst* call = ir().CreateCall(function, arguments);
  if (function->getInstructionCount() <= kInPlace) call->addFnAttr(llvm::Attribute::AlwaysInline);
  return call;
}

// The code of a shape that cannot be in error where all is sound.
llvm::Function* CellEmitter::soundShape(uint32_t shape) {
  std::string name = "polc_sound_" + std::to_string(shape);
  if (llvm::Function* known = shared_.module.getFunction(name)) return known;
  llvm::IRBuilderBase::InsertPointGuard guard(ir());
  llvm::Type* pointer = ir().getPtrTy();
  auto* type =
      llvm::FunctionType::get(ir().getInt32Ty(), {pointer, pointer, pointer, pointer}, false);
  auto* function =
      llvm::Function::Create(type, llvm::Function::InternalLinkage, name, shared_.module);
  function->setDoesNotThrow();
  Emitter(shared_, shared_.plan.shapes[shape], function, function->getArg(3)).run();
  return function;
}

}  // namespace polc::codegen
