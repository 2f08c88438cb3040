#include <llvm/IR/IRBuilder.h>

#include <algorithm>
#include <cstddef>

#include "compiler/codegen/connective.h"

namespace polc::codegen {

using engine::Context;
using engine::State;

Connective::Connective(Emitter& emitter, bool conjunction, bool timed)
    : emitter_(emitter), conjunction_(conjunction), join_(emitter) {
  llvm::IRBuilderBase& ir = emitter.ir();
  causes_ = emitter.fieldOfContext(ir.getInt64Ty(), offsetof(Context, cause_count));
  failed_ = emitter.slot(ir.getInt1Ty(), "failed");
  ir.CreateStore(ir.getFalse(), failed_);
  if (!timed) return;
  met_ = emitter.newSpan();
  joined_ = emitter.newSpan();
  decided_ = emitter.slot(ir.getInt1Ty(), "decided");
  ir.CreateStore(ir.getFalse(), decided_);
}

void Connective::operand(const Val& val) {
  llvm::IRBuilderBase& ir = emitter_.ir();
  if (!emitter_.alwaysGiven(val)) {
    llvm::Value* failed = ir.CreateLoad(ir.getInt1Ty(), failed_);
    ir.CreateStore(ir.CreateOr(failed, emitter_.is(val, State::error)), failed_);
  }
  if (met_) emitter_.meet(met_, val.span);
  llvm::Value* decides = conjunction_ ? ir.CreateICmpEQ(val.bits, emitter_.i64(0))
                                      : ir.CreateICmpNE(val.bits, emitter_.i64(0));
  if (!emitter_.alwaysGiven(val)) decides = ir.CreateAnd(emitter_.is(val, State::given), decides);
  if (!val.span) {
    emitter_.unless(ir.CreateNot(decides), [&] { leaveDecided(nullptr); });
    return;
  }
  decideTimed(val, decides);
}

// Its result stays as long as the longest of the operands that decide it.
void Connective::decideTimed(const Val& val, llvm::Value* decides) {
  llvm::IRBuilderBase& ir = emitter_.ir();
  llvm::BasicBlock* first = emitter_.block("first");
  llvm::BasicBlock* more = emitter_.block("more");
  llvm::BasicBlock* one = emitter_.block("one");
  llvm::BasicBlock* on = emitter_.block("next");
  ir.CreateCondBr(decides, one, on);
  emitter_.enter(one);
  ir.CreateCondBr(ir.CreateLoad(ir.getInt1Ty(), decided_), more, first);
  emitter_.enter(first);
  ir.CreateStore(ir.getTrue(), decided_);
  ir.CreateMemCpy(joined_, llvm::MaybeAlign(8), val.span, llvm::MaybeAlign(8),
                  sizeof(engine::Constancy));
  ir.CreateBr(on);
  emitter_.enter(more);
  emitter_.support("polcJoin", {joined_, val.span});
  ir.CreateBr(on);
  emitter_.enter(on);
}

void Connective::leaveDecided(llvm::Value* span) {
  llvm::IRBuilderBase& ir = emitter_.ir();
  if (emitter_.keepsCauses())
    emitter_.storeAt(causes_, emitter_.contextPointer(), offsetof(Context, cause_count));
  if (met_) {
    llvm::Value* from = span ? span : emitter_.newSpan();
    ir.CreateMemCpy(met_, llvm::MaybeAlign(8), from, llvm::MaybeAlign(8),
                    sizeof(engine::Constancy));
  }
  join_.leave(emitter_.boolean(ir.getInt1(!conjunction_)));
}

Val Connective::finish() {
  llvm::IRBuilderBase& ir = emitter_.ir();
  if (met_) {
    emitter_.unless(ir.CreateNot(ir.CreateLoad(ir.getInt1Ty(), decided_)),
                    [&] { leaveDecided(joined_); });
  }
  emitter_.unless(ir.CreateNot(ir.CreateLoad(ir.getInt1Ty(), failed_)),
                  [&] { join_.leaveState(State::error); });
  join_.leave(emitter_.boolean(ir.getInt1(conjunction_)));
  return join_.finish(met_);
}

// What does not move comes first: where it decides, nothing else is looked at.
Val Emitter::connective(const Node& node) {
  std::vector<ExprId> operands = listOf(node);
  std::stable_partition(operands.begin(), operands.end(),
                        [&](ExprId id) { return !traits(id).timed; });
  bool timed =
      std::any_of(operands.begin(), operands.end(), [&](ExprId id) { return traits(id).timed; });
  Connective all(*this, node.op == Op::logical_and, timed);
  for (ExprId id : operands) all.operand(emit(id));
  return all.finish();
}

Val Emitter::negation(const Node& node) {
  Val val = emit(node.a);
  val.bits = ir().CreateXor(val.bits, i64(1));
  return val;
}

Val Emitter::coalesce(const Node& node) {
  bool timed = traits(node.a).timed || traits(node.b).timed;
  Join join(*this);
  llvm::Value* span = timed ? newSpan() : nullptr;
  Val a = emit(node.a);
  if (span) meet(span, a.span);
  unless(is(a, State::absent), [&] { join.leave(a); });
  Val b = emit(node.b);
  if (span) meet(span, b.span);
  join.leave(b);
  return join.finish(span);
}

Val Emitter::conditional(const Node& node) {
  bool timed = traits(node.a).timed || traits(node.b).timed || traits(node.c).timed;
  Strict strict(*this, timed);
  Val condition = strict.operand(node.a);
  strict.enter();
  llvm::BasicBlock* yes = block("then");
  llvm::BasicBlock* no = block("else");
  ir().CreateCondBr(ir().CreateICmpNE(condition.bits, i64(0)), yes, no);
  for (auto [at, branch] : {std::pair{yes, node.b}, std::pair{no, node.c}}) {
    enter(at);
    Val val = emit(branch);
    if (timed) meet(strict.span(), val.span);
    strict.join().leave(val);
  }
  return strict.finish();
}

}  // namespace polc::codegen
