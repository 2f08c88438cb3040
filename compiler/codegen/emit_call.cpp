#include <llvm/IR/IRBuilder.h>

#include <cstddef>

#include "compiler/codegen/emitter.h"
#include "runtime/functions/functions.h"

namespace polc::codegen {
namespace {

using engine::Result;
using engine::State;
using functions::Id;
using value::Kind;

// The result and the bit that says that it overflowed.
std::pair<llvm::Value*, llvm::Value*> checked(Emitter& emitter, llvm::Intrinsic::ID id,
                                              llvm::Value* a, llvm::Value* b) {
  llvm::Value* both = emitter.ir().CreateBinaryIntrinsic(id, a, b);
  return {emitter.ir().CreateExtractValue(both, 0), emitter.ir().CreateExtractValue(both, 1)};
}

// The intrinsic of a row that is one instruction, or none.
llvm::Intrinsic::ID intrinsicOf(Id id) {
  switch (id) {
    case Id::add_int:
      return llvm::Intrinsic::sadd_with_overflow;
    case Id::sub_int:
    case Id::neg_int:
      return llvm::Intrinsic::ssub_with_overflow;
    case Id::mul_int:
      return llvm::Intrinsic::smul_with_overflow;
    default:
      return llvm::Intrinsic::not_intrinsic;
  }
}

}  // namespace

Val Emitter::call(ExprId id, const Node& node) {
  bool timed = traits(id).timed;
  Strict strict(*this, timed);
  std::vector<ExprId> arguments = listOf(node);
  std::vector<Val> values;
  bool moving = false;
  for (ExprId argument : arguments) {
    values.push_back(strict.operand(argument));
    moving |= values.back().rate != nullptr;
  }
  strict.enter();
  auto overflow = [&] {
    auto code = static_cast<uint32_t>(decision::ErrorCode::overflow);
    support("polcFailText", {context_, i32(code), i64(value::kNoEntity), word(id)});
    strict.join().leaveState(State::error);
  };
  if (moving) return strict.finish(movingCall(id, node, values, strict.span(), overflow));
  llvm::Intrinsic::ID intrinsic = intrinsicOf(static_cast<Id>(node.imm));
  if (intrinsic != llvm::Intrinsic::not_intrinsic) {
    bool unary = values.size() == 1;
    auto [bits, over] = checked(*this, intrinsic, unary ? i64(0) : values[0].bits,
                                unary ? values[0].bits : values[1].bits);
    unless(ir().CreateNot(over), overflow);
    return strict.finish(given(bits));
  }
  return strict.finish(rowCall(id, node, values, overflow));
}

Val Emitter::rowCall(ExprId id, const Node& node, const std::vector<Val>& values,
                     const std::function<void()>& overflow) {
  llvm::Value* arguments = slots(sizeof(value::Value) * values.size());
  for (size_t i = 0; i < values.size(); ++i) {
    ExprId argument = shared_.bundle.lists[node.first + i];
    storeValue(pointerAt(arguments, i * sizeof(value::Value)), values[i], kindOf(argument));
  }
  llvm::Value* out = slots(sizeof(value::Value));
  llvm::Value* state = support("polcCall", {context_, i32(node.imm), arguments, out});
  unless(ir().CreateICmpNE(state, i32(static_cast<uint32_t>(State::error))), overflow);
  return loadValue(out, kindOf(id) == Kind::string);
}

Val Emitter::movingCall(ExprId id, const Node& node, const std::vector<Val>& values,
                        llvm::Value* span, const std::function<void()>& overflow) {
  llvm::Value* arguments = slots(sizeof(Result) * values.size());
  for (size_t i = 0; i < values.size(); ++i) {
    ExprId argument = shared_.bundle.lists[node.first + i];
    storeResult(pointerAt(arguments, i * sizeof(Result)), values[i], kindOf(argument));
  }
  llvm::Value* out = slots(sizeof(Result));
  llvm::Value* state = support("polcCallMoving", {context_, i32(node.imm), arguments, out});
  unless(ir().CreateICmpNE(state, i32(static_cast<uint32_t>(State::error))), overflow);
  meet(span, pointerAt(out, offsetof(Result, constancy)));
  Val val = loadValue(pointerAt(out, offsetof(Result, value)), kindOf(id) == Kind::string);
  val.rate = loadAt(ir().getInt64Ty(), out, offsetof(Result, rate));
  return val;
}

Val Emitter::mapGet(const Node& node) {
  Strict strict(*this, traits(node.a).timed || traits(node.b).timed);
  Val a = strict.operand(node.a);
  Val b = strict.operand(node.b);
  strict.enter();
  llvm::Value* out = slots(sizeof(value::Value));
  llvm::Value* found = support("polcMapGet", {pointerOf(a.bits), pointerOf(b.bits), b.extra, out});
  unless(ir().CreateICmpNE(found, i32(0)), [&] { strict.join().leaveState(State::absent); });
  bool text = plan::plainType(shared_.bundle, node.type).kind == core::TypeKind::string;
  return strict.finish(loadValue(out, text));
}

Val Emitter::setOf(const Node& node) {
  std::vector<ExprId> members = listOf(node);
  bool timed = false;
  for (ExprId member : members) timed |= traits(member).timed;
  Strict strict(*this, timed);
  llvm::Value* values = slots(sizeof(value::Value) * members.size() + 8);
  for (size_t i = 0; i < members.size(); ++i) {
    Val val = strict.operand(members[i]);
    if (val.rate) momentaryWhere(val.rate, strict.span());
    storeValue(pointerAt(values, i * sizeof(value::Value)), val, kindOf(members[i]));
  }
  strict.enter();
  llvm::Value* out = slots(sizeof(value::Value));
  support("polcSetOf", {context_, values, i32(members.size()), out});
  return strict.finish(loadValue(out, false));
}

// [now, now + 1) where the rate is not 0.
void Emitter::momentaryWhere(llvm::Value* rate, llvm::Value* span) {
  llvm::BasicBlock* on = block("still");
  llvm::BasicBlock* moves = block("moves");
  ir().CreateCondBr(ir().CreateICmpEQ(rate, i64(0)), on, moves);
  enter(moves);
  support("polcMomentary", {context_, span});
  ir().CreateBr(on);
  enter(on);
}

}  // namespace polc::codegen
