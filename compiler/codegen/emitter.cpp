#include "compiler/codegen/emitter.h"

#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Module.h>

#include <cstddef>

namespace polc::codegen {

using engine::Constancy;
using engine::Result;
using engine::State;
using value::Kind;

namespace {

constexpr uint32_t kFewWords = 8;

}  // namespace

Emitter::Emitter(Shared& shared, const plan::Shape& shape, llvm::Function* function,
                 llvm::Value* sound)
    : shared_(shared), shape_(shape), function_(function), sound_(sound) {
  context_ = function->getArg(0);
  row_ = function->getArg(1);
  out_ = function->getArg(2);
  llvm::BasicBlock::Create(shared.module.getContext(), "entry", function);
  ir().SetInsertPoint(block("body"));
  for (uint32_t i = 0; shape.word_count <= kFewWords && i < shape.word_count; ++i)
    words_.push_back(loadAt(ir().getInt64Ty(), row_, uint64_t{8} * i));
}

void Emitter::run() {
  if (shape_.form == plan::Shape::Form::violation) {
    runViolation();
  } else if (shape_.form == plan::Shape::Form::common) {
    runCommon();
  } else {
    finishValue(emit(shape_.roots[0]), shape_.roots[0]);
  }
  ir().SetInsertPoint(&function_->getEntryBlock());
  ir().CreateBr(function_->getEntryBlock().getNextNode());
}

void Emitter::ret(llvm::Value* state) { ir().CreateRet(state); }

const core::Type& Emitter::typeOf(ExprId id) const {
  return plan::plainType(shared_.bundle, node(id).type);
}

Kind Emitter::kindOf(ExprId id) const {
  static constexpr Kind kKinds[] = {
      Kind::boolean,  Kind::integer, Kind::decimal, Kind::string,  Kind::time,        Kind::date,
      Kind::duration, Kind::period,  Kind::ip,      Kind::version, Kind::enumeration, Kind::record,
      Kind::entity,   Kind::entity,  Kind::action,  Kind::set,     Kind::map,         Kind::absent};
  return kKinds[static_cast<size_t>(typeOf(id).kind)];
}

std::vector<ExprId> Emitter::listOf(const Node& node) const {
  auto first = shared_.bundle.lists.begin() + node.first;
  return {first, first + node.count};
}

llvm::Value* Emitter::i32(uint64_t number) { return ir().getInt32(static_cast<uint32_t>(number)); }
llvm::Value* Emitter::i64(uint64_t number) { return ir().getInt64(number); }

llvm::BasicBlock* Emitter::block(const char* name) {
  return llvm::BasicBlock::Create(shared_.module.getContext(), name, function_);
}

void Emitter::enter(llvm::BasicBlock* block) { ir().SetInsertPoint(block); }

llvm::Value* Emitter::slot(llvm::Type* type, const char* name) {
  llvm::IRBuilderBase::InsertPointGuard guard(ir());
  ir().SetInsertPoint(&function_->getEntryBlock());
  return ir().CreateAlloca(type, nullptr, name);
}

llvm::Value* Emitter::slots(uint64_t bytes) {
  auto* type = llvm::ArrayType::get(ir().getInt64Ty(), (bytes + 7) / 8);
  return slot(type, "slots");
}

llvm::Value* Emitter::pointerAt(llvm::Value* base, uint64_t offset) {
  return offset == 0 ? base : ir().CreateConstInBoundsGEP1_64(ir().getInt8Ty(), base, offset);
}

llvm::Value* Emitter::pointerOf(llvm::Value* bits) {
  return ir().CreateIntToPtr(bits, ir().getPtrTy());
}

llvm::Value* Emitter::loadAt(llvm::Type* type, llvm::Value* base, uint64_t offset) {
  return ir().CreateLoad(type, pointerAt(base, offset));
}

void Emitter::storeAt(llvm::Value* what, llvm::Value* base, uint64_t offset) {
  ir().CreateStore(what, pointerAt(base, offset));
}

llvm::Value* Emitter::fieldOfContext(llvm::Type* type, uint64_t offset) {
  return loadAt(type, context_, offset);
}

llvm::Value* Emitter::word(ExprId id, uint32_t offset) {
  uint32_t at = shape_.words.at(id) + offset;
  return at < words_.size() ? words_[at] : loadAt(ir().getInt64Ty(), row_, uint64_t{8} * at);
}

llvm::Value* Emitter::support(const char* name, const std::vector<llvm::Value*>& arguments) {
  return ir().CreateCall(shared_.support.at(name), arguments);
}

void Emitter::unless(llvm::Value* good, const std::function<void()>& otherwise) {
  llvm::BasicBlock* on = block("on");
  llvm::BasicBlock* off = block("off");
  ir().CreateCondBr(good, on, off);
  enter(off);
  otherwise();
  enter(on);
}

llvm::Value* Emitter::newSpan() {
  llvm::Value* span = slots(sizeof(Constancy));
  storeAt(i64(static_cast<uint64_t>(value::kAlways)), span, offsetof(Constancy, since));
  storeAt(i64(static_cast<uint64_t>(value::kNever)), span, offsetof(Constancy, until));
  storeAt(ir().getInt16(0), span, offsetof(Constancy, since_recurring));
  return span;
}

void Emitter::meet(llvm::Value* into, llvm::Value* with) {
  if (with) support("polcMeet", {into, with});
}

Val Emitter::given(llvm::Value* bits, llvm::Value* extra) {
  return {i32(static_cast<uint32_t>(State::given)), bits, extra};
}

Val Emitter::boolean(llvm::Value* bit) { return given(ir().CreateZExt(bit, ir().getInt64Ty())); }

llvm::Value* Emitter::is(const Val& val, State state) {
  return ir().CreateICmpEQ(val.state, i32(static_cast<uint32_t>(state)));
}

bool Emitter::alwaysGiven(const Val& val) const {
  auto* known = llvm::dyn_cast<llvm::ConstantInt>(val.state);
  return known && known->equalsInt(static_cast<uint64_t>(State::given));
}

llvm::Value* Emitter::truth(const Val& val) {
  llvm::Value* bit = ir().CreateICmpNE(val.bits, i64(0));
  return alwaysGiven(val) ? bit : ir().CreateAnd(is(val, State::given), bit);
}

llvm::Value* Emitter::rateOf(const Val& val) { return val.rate ? val.rate : i64(0); }

void Emitter::storeValue(llvm::Value* into, const Val& val, Kind kind) {
  storeAt(val.bits, into, offsetof(value::Value, bits));
  storeAt(val.extra ? val.extra : i32(0), into, offsetof(value::Value, extra));
  storeAt(ir().getInt8(static_cast<uint8_t>(kind)), into, offsetof(value::Value, kind));
}

Val Emitter::loadValue(llvm::Value* from, bool has_extra) {
  Val val = given(loadAt(ir().getInt64Ty(), from, offsetof(value::Value, bits)));
  if (has_extra) val.extra = loadAt(ir().getInt32Ty(), from, offsetof(value::Value, extra));
  return val;
}

void Emitter::storeResult(llvm::Value* into, const Val& val, Kind kind) {
  storeValue(pointerAt(into, offsetof(Result, value)), val, kind);
  llvm::Value* span = val.span ? val.span : newSpan();
  ir().CreateMemCpy(pointerAt(into, offsetof(Result, constancy)), llvm::MaybeAlign(8), span,
                    llvm::MaybeAlign(8), sizeof(Constancy));
  storeAt(rateOf(val), into, offsetof(Result, rate));
}

Val Emitter::emit(ExprId id) { return emitNode(id, node(id)); }

Val Emitter::emitNode(ExprId id, const Node& node) {
  switch (node.op) {
    case Op::constant:
      return constant(id, node);
    case Op::now:
      return ofNow();
    case Op::subject:
    case Op::resource:
    case Op::self:
    case Op::action:
      return request(node);
    case Op::variable:
      return loadValue(variables_.at(node.imm), kindOf(id) == Kind::string);
    case Op::context:
      return context(node);
    case Op::param:
      return param(id, node);
    case Op::field:
      return field(node);
    case Op::has:
      return has(node);
    case Op::map_get:
      return mapGet(node);
    case Op::coalesce:
      return coalesce(node);
    case Op::logical_and:
    case Op::logical_or:
      return connective(node);
    case Op::logical_not:
      return negation(node);
    case Op::conditional:
      return conditional(node);
    case Op::equal:
    case Op::not_equal:
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
      return comparison(id, node);
    case Op::in_set:
      return inSet(node);
    case Op::in_entity:
      return inEntity(node);
    case Op::in_network:
      return ofTwo(node, "polcInNetwork");
    case Op::in_schedule:
      return inSchedule(id, node);
    case Op::is_type:
      return isType(node);
    case Op::like:
      return ofText(id, node, "polcLike");
    case Op::matches:
      return ofText(id, node, "polcMatches");
    case Op::subset:
      return ofTwo(node, "polcSubset");
    case Op::disjoint:
      return ofTwo(node, "polcDisjoint");
    case Op::some:
    case Op::every:
      return quantifier(node);
    case Op::count:
      return count(node);
    case Op::set_of:
      return setOf(node);
    case Op::in_period:
      return inPeriod(id);
    case Op::call:
      return call(id, node);
  }
  return {};
}

}  // namespace polc::codegen
