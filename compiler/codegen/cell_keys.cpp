#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Module.h>

#include <cstddef>

#include "compiler/codegen/cell.h"

namespace polc::codegen {

using directory::Entity;
using engine::Context;
using engine::PlainBucket;
using engine::PlainProbe;
using plan::CellBucket;
using Slot = engine::Index::Slot;

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
  allRows(of, next);
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
  branchUnless(ir().CreateICmpUGT(kind, ir().getInt8(static_cast<uint8_t>(value::Kind::invalid))),
               unknown);
  if (probe.text) {
    llvm::Value* text = pointer(value, offsetof(value::Value, bits));
    llvm::Value* size = number(value, offsetof(value::Value, extra));
    return support("polcTextWord", {text, size});
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

}  // namespace polc::codegen
