#include <llvm/IR/IRBuilder.h>

#include <cstddef>

#include "compiler/codegen/connective.h"

namespace polc::codegen {
namespace {

using engine::State;

// for (member of set) body, with the variable bound to the member.
class Loop {
 public:
  Loop(Emitter& emitter, const Val& set) : emitter_(emitter), ir_(emitter.ir()) {
    llvm::Value* pointer = emitter.pointerOf(set.bits);
    count_ = emitter.loadAt(ir_.getInt32Ty(), pointer, offsetof(value::Set, count));
    members_ = emitter.loadAt(ir_.getPtrTy(), pointer, offsetof(value::Set, members));
    index_ = emitter.slot(ir_.getInt32Ty(), "index");
    ir_.CreateStore(ir_.getInt32(0), index_);
    head_ = emitter.block("loop");
    exit_ = emitter.block("exit");
    ir_.CreateBr(head_);
  }

  llvm::Value* member() {
    emitter_.enter(head_);
    llvm::Value* index = ir_.CreateLoad(ir_.getInt32Ty(), index_);
    llvm::BasicBlock* body = emitter_.block("member");
    ir_.CreateCondBr(ir_.CreateICmpULT(index, count_), body, exit_);
    emitter_.enter(body);
    llvm::Value* wide = ir_.CreateZExt(index, ir_.getInt64Ty());
    return ir_.CreateInBoundsGEP(ir_.getInt8Ty(), members_,
                                 ir_.CreateMul(wide, ir_.getInt64(sizeof(value::Value))));
  }

  void next() {
    llvm::Value* index = ir_.CreateLoad(ir_.getInt32Ty(), index_);
    ir_.CreateStore(ir_.CreateAdd(index, ir_.getInt32(1)), index_);
    ir_.CreateBr(head_);
    emitter_.enter(exit_);
  }

 private:
  Emitter& emitter_;
  llvm::IRBuilderBase& ir_;
  llvm::Value *count_, *members_, *index_;
  llvm::BasicBlock *head_, *exit_;
};

}  // namespace

Val Emitter::quantifier(const Node& node) {
  bool timed = traits(node.a).timed || traits(node.b).timed;
  Strict strict(*this, timed);
  Val set = strict.operand(node.a);
  strict.enter();
  Connective all(*this, node.op == Op::every, traits(node.b).timed);
  Loop loop(*this, set);
  variables_[node.imm] = loop.member();
  all.operand(emit(node.b));
  loop.next();
  Val result = all.finish();
  if (timed) meet(strict.span(), result.span);
  return strict.finish(result);
}

Val Emitter::count(const Node& node) {
  bool timed = traits(node.a).timed || traits(node.b).timed;
  Strict strict(*this, timed);
  Val set = strict.operand(node.a);
  strict.enter();
  llvm::Value* number = slot(ir().getInt64Ty(), "number");
  ir().CreateStore(i64(0), number);
  Loop loop(*this, set);
  variables_[node.imm] = loop.member();
  Val body = emit(node.b);
  if (timed) meet(strict.span(), body.span);
  if (!alwaysGiven(body)) {
    unless(ir().CreateNot(is(body, State::error)), [&] { strict.join().leaveState(State::error); });
  }
  llvm::Value* one = ir().CreateZExt(truth(body), ir().getInt64Ty());
  ir().CreateStore(ir().CreateAdd(ir().CreateLoad(ir().getInt64Ty(), number), one), number);
  loop.next();
  return strict.finish(given(ir().CreateLoad(ir().getInt64Ty(), number)));
}

}  // namespace polc::codegen
