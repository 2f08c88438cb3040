#include "compiler/codegen/cell.h"

#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Module.h>

#include <cstddef>

#include "runtime/engine/plain.h"

namespace polc::codegen {

using core::Pattern;
using directory::Entity;
using engine::Context;
using engine::PlainBucket;
using engine::PlainProbe;
using engine::PlainRow;
using engine::State;
using plan::CellBucket;
using plan::Find;
using Slot = engine::Index::Slot;

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
  unlessLeave(ir().CreateICmpEQ(type, ir().getInt32(cell_->resource_type)), other);
  for (uint32_t i = 0; i < cell_->buckets.size(); ++i) bucket(cell_->buckets[i], i);
  llvm::Value* denied = ir().CreateLoad(ir().getInt1Ty(), denied_);
  llvm::Value* granted = ir().CreateLoad(ir().getInt1Ty(), granted_);
  llvm::Value* allowed = ir().CreateAnd(granted, ir().CreateNot(denied));
  unlessLeave(finish(), other);
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
    unlessLeave(ir().CreateAnd(open, ir().CreateNot(denied)), over);
  }
  if (of.subject_type != core::kNone) {
    llvm::Value* type = this->number(entity(true), offsetof(Entity, type));
    unlessLeave(ir().CreateICmpEQ(type, ir().getInt32(of.subject_type)), over);
  }
  if (of.common != core::kNone) {
    llvm::Value* state =
        shape(of.common, pointer(bucket_, offsetof(PlainBucket, common_words)), of.risky);
    unlessLeave(ir().CreateICmpNE(state, ir().getInt32(static_cast<uint32_t>(State::no))), over);
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
  uint64_t span = offsetof(PlainBucket, rows);
  llvm::Value* first = number(bucket_, span + offsetof(engine::Span, first));
  llvm::Value* count = of.find == Find::one ? ir().getInt32(1)
                                            : number(bucket_, span + offsetof(engine::Span, count));
  rows(of, first, count, next);
}

void CellEmitter::ask(llvm::BasicBlock* next) {
  llvm::Value* found = support("polcPlainBucket", {context_, bucket_});
  ir().CreateStore(ir().CreateICmpNE(found, ir().getInt32(0)), holds_);
  ir().CreateBr(next);
}

llvm::Value* CellEmitter::mix(llvm::Value* seed, llvm::Value* word) {
  llvm::Value* mixed =
      ir().CreateMul(ir().CreateXor(seed, word), ir().getInt64(engine::kWordFactor));
  return ir().CreateXor(mixed, ir().CreateLShr(mixed, 32));
}

// One key, of values that are read in place; where one is lacking, all rows are looked at.
void CellEmitter::direct(const CellBucket& of, llvm::BasicBlock* next) {
  llvm::BasicBlock* unknown = block("unknown");
  llvm::Value* hash = ir().getInt64(0);
  for (const plan::CellProbe& probe : of.probes) hash = mix(hash, wordOf(probe, unknown));
  slotOf(of, hash, next);
  enter(unknown);
  uint64_t span = offsetof(PlainBucket, rows);
  rows(of, number(bucket_, span + offsetof(engine::Span, first)),
       number(bucket_, span + offsetof(engine::Span, count)), next);
}

llvm::Value* CellEmitter::wordOf(const plan::CellProbe& probe, llvm::BasicBlock* unknown) {
  using Of = PlainProbe::Of;
  if (probe.at.of >= Of::subject) {
    uint64_t offset =
        probe.at.of == Of::subject ? offsetof(Context, subject) : offsetof(Context, resource);
    return ir().CreateZExt(number(context_, offset), ir().getInt64Ty());
  }
  llvm::Value* values =
      probe.at.of == Of::context
          ? pointer(context_, offsetof(Context, context))
          : pointer(entity(probe.at.of == Of::subject_field), offsetof(Entity, fields));
  llvm::Value* value = at(values, uint64_t{probe.at.field} * sizeof(value::Value));
  llvm::Value* kind = load(ir().getInt8Ty(), value, offsetof(value::Value, kind));
  unlessLeave(ir().CreateICmpUGT(kind, ir().getInt8(static_cast<uint8_t>(value::Kind::invalid))),
              unknown);
  if (probe.text) {
    return support("polcTextWord", {pointer(value, offsetof(value::Value, bits)),
                                    number(value, offsetof(value::Value, extra))});
  }
  return load(ir().getInt64Ty(), value, offsetof(value::Value, bits));
}

void CellEmitter::slotOf(const CellBucket& of, llvm::Value* hash, llvm::BasicBlock* next) {
  count(keys_);
  llvm::Value* slots = pointer(bucket_, offsetof(PlainBucket, slots));
  llvm::Value* mask = load(ir().getInt64Ty(), bucket_, offsetof(PlainBucket, mask));
  llvm::Value* home = ir().CreateAnd(hash, mask);
  llvm::BasicBlock* before = ir().GetInsertBlock();
  llvm::BasicBlock* look = block("look");
  llvm::BasicBlock* full = block("full");
  llvm::BasicBlock* on = block("on");
  llvm::BasicBlock* found = block("found");
  enter(look);
  llvm::PHINode* place = ir().CreatePHI(ir().getInt64Ty(), 2);
  llvm::Value* offset = ir().CreateMul(place, ir().getInt64(sizeof(Slot)));
  llvm::Value* slot = ir().CreateInBoundsGEP(ir().getInt8Ty(), slots, offset);
  uint64_t span = offsetof(Slot, found);
  llvm::Value* rows_found = number(slot, span + offsetof(engine::Span, count));
  ir().CreateCondBr(ir().CreateICmpEQ(rows_found, ir().getInt32(0)), next, full);
  ir().SetInsertPoint(full);
  llvm::Value* here = load(ir().getInt64Ty(), slot, offsetof(Slot, hash));
  ir().CreateCondBr(ir().CreateICmpEQ(here, hash), found, on);
  ir().SetInsertPoint(on);
  llvm::Value* further = ir().CreateAnd(ir().CreateAdd(place, ir().getInt64(1)), mask);
  ir().CreateBr(look);
  place->addIncoming(home, before);
  place->addIncoming(further, on);
  ir().SetInsertPoint(found);
  rows(of, number(slot, span + offsetof(engine::Span, first)), rows_found, next);
}

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
    unlessLeave(holds, next);
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
  unlessLeave(fits, next);
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

llvm::BasicBlock* CellEmitter::block(const char* name) {
  return llvm::BasicBlock::Create(shared_.module.getContext(), name, function_);
}

// What comes before goes on in it, unless it has gone elsewhere.
void CellEmitter::enter(llvm::BasicBlock* block) {
  llvm::BasicBlock* before = ir().GetInsertBlock();
  if (before && before->getParent() == function_ && !before->getTerminator()) ir().CreateBr(block);
  ir().SetInsertPoint(block);
}

void CellEmitter::unlessLeave(llvm::Value* good, llvm::BasicBlock* otherwise) {
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
