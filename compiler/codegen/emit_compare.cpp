#include <llvm/IR/IRBuilder.h>

#include <cstddef>

#include "compiler/codegen/emitter.h"

namespace polc::codegen {
namespace {

using engine::State;
using value::Kind;

// Are two values of the kind equal where their bits are, and ordered as they are?
bool plain(Kind kind) {
  switch (kind) {
    case Kind::string:
    case Kind::ip:
    case Kind::version:
    case Kind::record:
    case Kind::set:
    case Kind::map:
    case Kind::absent:
      return false;
    default:
      return true;
  }
}

llvm::CmpInst::Predicate predicateOf(Op op) {
  switch (op) {
    case Op::equal:
      return llvm::CmpInst::ICMP_EQ;
    case Op::not_equal:
      return llvm::CmpInst::ICMP_NE;
    case Op::less:
      return llvm::CmpInst::ICMP_SLT;
    case Op::less_equal:
      return llvm::CmpInst::ICMP_SLE;
    case Op::greater:
      return llvm::CmpInst::ICMP_SGT;
    default:
      return llvm::CmpInst::ICMP_SGE;
  }
}

}  // namespace

Val Emitter::comparison(ExprId id, const Node& node) {
  Strict strict(*this, traits(id).timed);
  Val a = strict.operand(node.a);
  Val b = strict.operand(node.b);
  strict.enter();
  if (plan::comparesTypes(shared_.bundle, node)) {
    llvm::Value* a_type =
        loadAt(ir().getInt32Ty(), entityOf(node.a, a), offsetof(directory::Entity, type));
    llvm::Value* b_type =
        loadAt(ir().getInt32Ty(), entityOf(node.b, b), offsetof(directory::Entity, type));
    unless(ir().CreateICmpEQ(a_type, b_type), [&] {
      auto code = static_cast<uint32_t>(decision::ErrorCode::type_mismatch);
      support("polcFailText", {context_, i32(code), a.bits, word(id)});
      strict.join().leaveState(State::error);
    });
  }
  if (a.rate || b.rate) {
    support("polcNarrow", {context_, i32(static_cast<uint32_t>(node.op)), a.bits, rateOf(a), b.bits,
                           rateOf(b), strict.span()});
  }
  return strict.finish(boolean(ordered(node, a, b)));
}

llvm::Value* Emitter::ordered(const Node& node, const Val& a, const Val& b) {
  llvm::CmpInst::Predicate predicate = predicateOf(node.op);
  Kind kind = kindOf(node.a);
  if (plain(kind)) return ir().CreateICmp(predicate, a.bits, b.bits);
  if (kind == Kind::string && (node.op == Op::equal || node.op == Op::not_equal)) {
    llvm::Value* same =
        support("polcSameText", {pointerOf(a.bits), a.extra, pointerOf(b.bits), b.extra});
    return ir().CreateICmp(predicate, same, i32(1));
  }
  llvm::Value* left = slots(sizeof(value::Value));
  llvm::Value* right = slots(sizeof(value::Value));
  storeValue(left, a, kind);
  storeValue(right, b, kindOf(node.b));
  return ir().CreateICmp(predicate, support("polcOrder", {left, right}), i32(0));
}

Val Emitter::inSet(const Node& node) {
  bool timed = traits(node.a).timed || traits(node.b).timed;
  Strict strict(*this, timed);
  Val a = strict.operand(node.a);
  Val b = strict.operand(node.b);
  strict.enter();
  llvm::Value* found;
  if (a.rate) {
    llvm::Value* moving = slots(sizeof(engine::Result));
    Val still = a;
    still.span = nullptr;
    storeResult(moving, still, kindOf(node.a));
    found = support("polcInSetMoving", {context_, pointerOf(b.bits), moving});
    meet(strict.span(), pointerAt(moving, offsetof(engine::Result, constancy)));
  } else {
    llvm::Value* member = slots(sizeof(value::Value));
    storeValue(member, a, kindOf(node.a));
    found = support("polcInSet", {pointerOf(b.bits), member});
  }
  return strict.finish(boolean(ir().CreateICmpNE(found, i32(0))));
}

Val Emitter::ofTwo(const Node& node, const char* function) {
  Strict strict(*this, traits(node.a).timed || traits(node.b).timed);
  Val a = strict.operand(node.a);
  Val b = strict.operand(node.b);
  strict.enter();
  llvm::Value* holds = support(function, {pointerOf(a.bits), pointerOf(b.bits)});
  return strict.finish(boolean(ir().CreateICmpNE(holds, i32(0))));
}

Val Emitter::ofText(ExprId id, const Node& node, const char* function) {
  Strict strict(*this, traits(node.a).timed);
  Val a = strict.operand(node.a);
  strict.enter();
  llvm::Value* holds = support(function, {context_, word(id), pointerOf(a.bits), a.extra});
  return strict.finish(boolean(ir().CreateICmpNE(holds, i32(0))));
}

Val Emitter::inEntity(const Node& node) {
  Strict strict(*this, traits(node.a).timed || traits(node.b).timed);
  Val a = strict.operand(node.a);
  Val b = strict.operand(node.b);
  strict.enter();
  llvm::Value* member = support("polcMember", {context_, a.bits, b.bits});
  unless(ir().CreateICmpNE(member, i32(static_cast<uint32_t>(State::error))),
         [&] { strict.join().leaveState(State::error); });
  return strict.finish(boolean(ir().CreateICmpNE(member, i32(0))));
}

Val Emitter::inSchedule(ExprId id, const Node& node) {
  bool timed = traits(node.a).timed;
  Strict strict(*this, timed);
  Val a = strict.operand(node.a);
  strict.enter();
  llvm::Value* span = timed ? strict.span() : newSpan();
  llvm::Value* holds = support("polcInSchedule", {context_, word(id), a.bits, rateOf(a), span});
  return strict.finish(boolean(ir().CreateICmpNE(holds, i32(0))));
}

Val Emitter::isType(const Node& node) {
  Strict strict(*this, traits(node.a).timed);
  Val a = strict.operand(node.a);
  strict.enter();
  llvm::Value* type =
      loadAt(ir().getInt32Ty(), entityOf(node.a, a), offsetof(directory::Entity, type));
  return strict.finish(boolean(ir().CreateICmpEQ(type, i32(node.imm))));
}

}  // namespace polc::codegen
