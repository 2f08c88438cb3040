#include <llvm/IR/IRBuilder.h>

#include <cstddef>

#include "compiler/codegen/emitter.h"

namespace polc::codegen {

using engine::Context;
using engine::State;
using value::Kind;

Val Emitter::constant(ExprId id, const Node& node) {
  Kind kind = shared_.bundle.constants[node.imm].kind;
  if (kind == Kind::absent) return {i32(static_cast<uint32_t>(State::absent)), i64(0)};
  if (kind != Kind::string) return given(word(id));
  return given(word(id), ir().CreateTrunc(word(id, 1), ir().getInt32Ty()));
}

Val Emitter::ofNow() {
  Val val = given(fieldOfContext(ir().getInt64Ty(), offsetof(Context, now)));
  val.rate = i64(1);
  return val;
}

Val Emitter::request(const Node& node) {
  uint64_t offset = node.op == Op::subject    ? offsetof(Context, subject)
                    : node.op == Op::resource ? offsetof(Context, resource)
                    : node.op == Op::self     ? offsetof(Context, self)
                                              : offsetof(Context, action);
  return given(ir().CreateZExt(fieldOfContext(ir().getInt32Ty(), offset), ir().getInt64Ty()));
}

Val Emitter::param(ExprId id, const Node&) {
  llvm::Value* value = slots(sizeof(value::Value));
  llvm::Value* span = newSpan();
  support("polcParam", {context_, word(id), value, span});
  Val val = loadValue(value, kindOf(id) == Kind::string);
  val.span = span;
  return val;
}

Val Emitter::inPeriod(ExprId id) {
  llvm::Value* span = newSpan();
  Val val = boolean(ir().CreateICmpNE(support("polcInPeriod", {context_, word(id), span}), i32(0)));
  val.span = span;
  return val;
}

Val Emitter::context(const Node& node) {
  if (node.imm == core::kNone) return given(i64(0));
  llvm::Value* fields = fieldOfContext(ir().getPtrTy(), offsetof(Context, context));
  llvm::Value* field = pointerAt(fields, uint64_t{node.imm} * sizeof(value::Value));
  if (sound_) return readSound(field, node, shared_.bundle.context[node.imm].type);
  return readSlot(field, node,
                  [&](llvm::Value*) { support("polcFailContext", {context_, i32(node.imm)}); });
}

Val Emitter::hasContext(uint32_t field) {
  llvm::Value* fields = fieldOfContext(ir().getPtrTy(), offsetof(Context, context));
  llvm::Value* slot = pointerAt(fields, uint64_t{field} * sizeof(value::Value));
  if (sound_) return hasSound(slot);
  return hasSlot(slot, [&](llvm::Value*) { support("polcFailContext", {context_, i32(field)}); });
}

}  // namespace polc::codegen
