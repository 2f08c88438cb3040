#include <llvm/IR/IRBuilder.h>

#include <cstddef>

#include "compiler/codegen/connective.h"

namespace polc::codegen {

using engine::Context;
using engine::State;

// A guard or condition that is absent is false.
Val Emitter::settled(const Val& val) {
  if (alwaysGiven(val)) return val;
  Val out = val;
  llvm::Value* absent = is(val, State::absent);
  out.state = ir().CreateSelect(absent, i32(static_cast<uint32_t>(State::given)), val.state);
  out.bits = ir().CreateSelect(absent, i64(0), val.bits);
  return out;
}

// Guard and not condition, each false where it is absent.
void Emitter::runViolation() {
  Connective both(*this, true, shape_.timed);
  ExprId guard = shape_.roots[0];
  if (guard != core::kNone) both.operand(settled(emit(guard)));
  Val condition = settled(emit(shape_.roots[1]));
  condition.bits = ir().CreateXor(condition.bits, i64(1));
  both.operand(condition);
  finishBool(both.finish());
}

// No where any root is false; what they leave as causes is dropped.
void Emitter::runCommon() {
  llvm::Value* causes = fieldOfContext(ir().getInt64Ty(), offsetof(Context, cause_count));
  for (ExprId root : shape_.roots) {
    Val val = emit(root);
    llvm::Value* no = ir().CreateICmpEQ(val.bits, i64(0));
    if (!alwaysGiven(val)) no = ir().CreateAnd(is(val, State::given), no);
    unless(ir().CreateNot(no), [&] { ret(i32(static_cast<uint32_t>(State::no))); });
    if (keepsCauses()) storeAt(causes, context_, offsetof(Context, cause_count));
  }
  ret(i32(static_cast<uint32_t>(State::yes)));
}

void Emitter::finishBool(const Val& val) {
  storeConstancy(val);
  llvm::Value* bit = ir().CreateTrunc(val.bits, ir().getInt32Ty());
  ret(ir().CreateSelect(is(val, State::given), bit, val.state));
}

void Emitter::finishValue(const Val& val, ExprId root) {
  if (typeOf(root).kind == core::TypeKind::boolean) return finishBool(val);
  storeConstancy(val);
  storeValue(pointerAt(out_, offsetof(engine::Result, value)), val, kindOf(root));
  ret(val.state);
}

void Emitter::storeConstancy(const Val& val) {
  if (!shape_.timed) return;
  llvm::Value* span = val.span ? val.span : newSpan();
  ir().CreateMemCpy(pointerAt(out_, offsetof(engine::Result, constancy)), llvm::MaybeAlign(8), span,
                    llvm::MaybeAlign(8), sizeof(engine::Constancy));
  storeAt(rateOf(val), out_, offsetof(engine::Result, rate));
}

}  // namespace polc::codegen
