// Emits one function: the code of one shape. Split by construct into emit_*.cpp.
//
// A Val is an expression's result in the function being emitted. What is null is known: no constancy = always, no rate = 0.
#pragma once
#include <functional>
#include <unordered_map>
#include <vector>

#include "compiler/plan/plan.h"

namespace llvm {
class BasicBlock;
class Function;
class FunctionType;
class IRBuilderBase;
class Module;
class StructType;
class Type;
class Value;
}  // namespace llvm

namespace polc::codegen {

using core::ExprId;
using core::Node;
using core::Op;

struct Val {
  llvm::Value* state = nullptr;  // i32, engine::State: given, error, absent
  llvm::Value* bits = nullptr;   // i64
  llvm::Value* extra = nullptr;  // i32; null: 0
  llvm::Value* span = nullptr;   // pointer to a Constancy; null: always
  llvm::Value* rate = nullptr;   // i64; null: 0
};

// What all functions of one module share.
struct Shared {
  const core::Bundle& bundle;
  const plan::Plan& plan;
  llvm::Module& module;
  llvm::IRBuilderBase& ir;
  std::unordered_map<std::string, llvm::Function*> support;
};

class Emitter;

// A place where several ways to a result meet.
class Join {
 public:
  explicit Join(Emitter& emitter);
  void leave(const Val& val);            // from here with this result
  void leaveState(engine::State state);  // from here without a value
  Val finish(llvm::Value* span = nullptr);
  llvm::BasicBlock* block() const { return done_; }

 private:
  Emitter& emitter_;
  llvm::BasicBlock* done_;
  llvm::Value *state_, *bits_, *extra_, *rate_;
  bool has_extra_ = false, has_rate_ = false;
};

class Emitter {
 public:
  // `sound`: a place where it is noted that a value was no value; then nothing fails, and no cause is kept.
  Emitter(Shared& shared, const plan::Shape& shape, llvm::Function* function,
          llvm::Value* sound = nullptr);
  void run();

  // ---- tools for the constructs
  llvm::IRBuilderBase& ir() { return shared_.ir; }
  const Node& node(ExprId id) const { return shared_.bundle.nodes[id]; }
  const plan::Traits& traits(ExprId id) const { return shared_.plan.traits[id]; }
  const core::Type& typeOf(ExprId id) const;
  value::Kind kindOf(ExprId id) const;
  std::vector<ExprId> listOf(const Node& node) const;

  llvm::Value* i32(uint64_t number);
  llvm::Value* i64(uint64_t number);
  llvm::BasicBlock* block(const char* name);
  void enter(llvm::BasicBlock* block);
  llvm::Value* slot(llvm::Type* type, const char* name);  // in the entry block
  llvm::Value* slots(uint64_t bytes);
  llvm::Value* loadAt(llvm::Type* type, llvm::Value* base, uint64_t offset);
  void storeAt(llvm::Value* what, llvm::Value* base, uint64_t offset);
  llvm::Value* pointerAt(llvm::Value* base, uint64_t offset);
  llvm::Value* pointerOf(llvm::Value* bits);
  llvm::Value* contextPointer() const { return context_; }
  bool keepsCauses() const { return sound_ == nullptr; }
  llvm::Value* fieldOfContext(llvm::Type* type, uint64_t offset);
  llvm::Value* word(ExprId id, uint32_t offset = 0);
  llvm::Value* support(const char* name, const std::vector<llvm::Value*>& arguments);
  // Goes on where the condition holds; elsewhere `otherwise`, which must leave.
  void unless(llvm::Value* good, const std::function<void()>& otherwise);

  llvm::Value* newSpan();                           // always
  void meet(llvm::Value* into, llvm::Value* with);  // nothing to do where `with` is null
  Val given(llvm::Value* bits, llvm::Value* extra = nullptr);
  Val boolean(llvm::Value* bit);  // i1
  llvm::Value* is(const Val& val, engine::State state);
  bool alwaysGiven(const Val& val) const;
  llvm::Value* truth(const Val& val);  // i1: given and true
  llvm::Value* rateOf(const Val& val);
  void storeValue(llvm::Value* into, const Val& val, value::Kind kind);
  Val loadValue(llvm::Value* from, bool has_extra);  // given
  void storeResult(llvm::Value* into, const Val& val, value::Kind kind);

  Val emit(ExprId id);

 private:
  Val emitNode(ExprId id, const Node& node);
  // emit_leaf.cpp
  Val constant(ExprId id, const Node& node);
  Val ofNow();
  Val request(const Node& node);
  Val param(ExprId id, const Node& node);
  Val inPeriod(ExprId id);
  Val context(const Node& node);
  Val hasContext(uint32_t field);
  // emit_field.cpp
  Val field(const Node& node);
  Val has(const Node& node);
  llvm::Value* entityOf(ExprId id, const Val& val);
  Val readEntity(const Node& node, const Val& a);
  Val readRecord(const Node& node, const Val& a);
  Val hasEntity(const Node& node, const Val& a);
  Val readSlot(llvm::Value* slot, const Node& node, const std::function<void(llvm::Value*)>& fail);
  Val hasSlot(llvm::Value* slot, const std::function<void(llvm::Value*)>& fail);
  Val readSound(llvm::Value* slot, const Node& node, core::TypeId declared);
  Val hasSound(llvm::Value* slot);
  void noteSound(llvm::Value* good);
  bool directly(ExprId owner) const;
  // emit_logic.cpp
  Val connective(const Node& node);
  Val negation(const Node& node);
  Val coalesce(const Node& node);
  Val conditional(const Node& node);
  // emit_quantifier.cpp
  Val quantifier(const Node& node);
  Val count(const Node& node);
  // emit_compare.cpp
  Val comparison(ExprId id, const Node& node);
  llvm::Value* ordered(const Node& node, const Val& a, const Val& b);  // i1
  Val inSet(const Node& node);
  Val ofTwo(const Node& node, const char* function);
  Val ofText(ExprId id, const Node& node, const char* function);
  Val inEntity(const Node& node);
  Val inSchedule(ExprId id, const Node& node);
  Val isType(const Node& node);
  // emit_call.cpp
  Val call(ExprId id, const Node& node);
  Val rowCall(ExprId id, const Node& node, const std::vector<Val>& values,
              const std::function<void()>& overflow);
  Val movingCall(ExprId id, const Node& node, const std::vector<Val>& values, llvm::Value* span,
                 const std::function<void()>& overflow);
  void momentaryWhere(llvm::Value* rate, llvm::Value* span);
  Val mapGet(const Node& node);
  Val setOf(const Node& node);

  // emit_form.cpp
  Val settled(const Val& val);
  void finishValue(const Val& val, ExprId root);
  void finishBool(const Val& val);
  void storeConstancy(const Val& val);
  void runViolation();
  void runCommon();
  void ret(llvm::Value* state);

  Shared& shared_;
  const plan::Shape& shape_;
  llvm::Function* function_;
  llvm::Value *context_, *row_, *out_, *sound_;
  std::vector<llvm::Value*> words_;  // of a row with few of them: loaded at once
  std::unordered_map<uint32_t, llvm::Value*> variables_;  // slot → pointer to the member
};

// The operands of a strict operator, left to right: leaves with the first error; absent where any is.
class Strict {
 public:
  Strict(Emitter& emitter, bool timed);
  Val operand(ExprId id);
  void enter();  // after the last operand: absent leaves
  llvm::Value* span() const { return span_; }
  Join& join() { return join_; }
  Val finish(const Val& result);
  Val finish();  // all have left

 private:
  Emitter& emitter_;
  Join join_;
  llvm::Value* span_;
  llvm::Value* absent_ = nullptr;
};

}  // namespace polc::codegen
