#include <llvm/IR/IRBuilder.h>

#include "compiler/codegen/emitter.h"

namespace polc::codegen {

using engine::State;

Join::Join(Emitter& emitter) : emitter_(emitter), done_(emitter.block("done")) {
  llvm::IRBuilderBase& ir = emitter.ir();
  state_ = emitter.slot(ir.getInt32Ty(), "state");
  bits_ = emitter.slot(ir.getInt64Ty(), "bits");
  extra_ = emitter.slot(ir.getInt32Ty(), "extra");
  rate_ = emitter.slot(ir.getInt64Ty(), "rate");
}

void Join::leave(const Val& val) {
  llvm::IRBuilderBase& ir = emitter_.ir();
  has_extra_ |= val.extra != nullptr;
  has_rate_ |= val.rate != nullptr;
  ir.CreateStore(val.state, state_);
  ir.CreateStore(val.bits, bits_);
  ir.CreateStore(val.extra ? val.extra : emitter_.i32(0), extra_);
  ir.CreateStore(emitter_.rateOf(val), rate_);
  ir.CreateBr(done_);
}

void Join::leaveState(State state) {
  Val val{emitter_.i32(static_cast<uint32_t>(state)), emitter_.i64(0)};
  leave(val);
}

Val Join::finish(llvm::Value* span) {
  llvm::IRBuilderBase& ir = emitter_.ir();
  emitter_.enter(done_);
  Val val;
  val.state = ir.CreateLoad(ir.getInt32Ty(), state_);
  val.bits = ir.CreateLoad(ir.getInt64Ty(), bits_);
  if (has_extra_) val.extra = ir.CreateLoad(ir.getInt32Ty(), extra_);
  if (has_rate_) val.rate = ir.CreateLoad(ir.getInt64Ty(), rate_);
  val.span = span;
  return val;
}

Strict::Strict(Emitter& emitter, bool timed)
    : emitter_(emitter), join_(emitter), span_(timed ? emitter.newSpan() : nullptr) {}

Val Strict::operand(ExprId id) {
  Val val = emitter_.emit(id);
  if (span_) emitter_.meet(span_, val.span);
  if (emitter_.alwaysGiven(val)) return val;
  llvm::IRBuilderBase& ir = emitter_.ir();
  emitter_.unless(ir.CreateNot(emitter_.is(val, State::error)),
                  [&] { join_.leaveState(State::error); });
  llvm::Value* absent = emitter_.is(val, State::absent);
  absent_ = absent_ ? ir.CreateOr(absent_, absent) : absent;
  return val;
}

void Strict::enter() {
  if (!absent_) return;
  emitter_.unless(emitter_.ir().CreateNot(absent_), [&] { join_.leaveState(State::absent); });
}

Val Strict::finish(const Val& result) {
  join_.leave(result);
  return join_.finish(span_);
}

Val Strict::finish() { return join_.finish(span_); }

}  // namespace polc::codegen
