#include <llvm/IR/IRBuilder.h>

#include <cstddef>

#include "compiler/codegen/emitter.h"

namespace polc::codegen {

using directory::Entity;
using engine::Context;
using engine::State;
using value::Kind;

namespace {

bool leadsElsewhere(core::TypeKind type) {
  using core::TypeKind;
  return type == TypeKind::string || type == TypeKind::ip || type == TypeKind::version ||
         type == TypeKind::record || type == TypeKind::set || type == TypeKind::map;
}

}  // namespace

// The value at `slot`: given, absent, or an error that `fail` says.
Val Emitter::readSlot(llvm::Value* slot, const Node& node,
                      const std::function<void(llvm::Value*)>& fail) {
  Join join(*this);
  llvm::Value* kind = loadAt(ir().getInt8Ty(), slot, offsetof(value::Value, kind));
  llvm::Value* good = ir().CreateICmpUGT(kind, ir().getInt8(static_cast<uint8_t>(Kind::invalid)));
  unless(good, [&] {
    llvm::Value* unread = ir().CreateICmpNE(kind, ir().getInt8(static_cast<uint8_t>(Kind::absent)));
    unless(unread, [&] { join.leaveState(State::absent); });
    fail(ir().CreateZExt(kind, ir().getInt64Ty()));
    join.leaveState(State::error);
  });
  bool text = plan::plainType(shared_.bundle, node.type).kind == core::TypeKind::string;
  join.leave(loadValue(slot, text));
  return join.finish();
}

Val Emitter::hasSlot(llvm::Value* slot, const std::function<void(llvm::Value*)>& fail) {
  Join join(*this);
  llvm::Value* kind = loadAt(ir().getInt8Ty(), slot, offsetof(value::Value, kind));
  unless(ir().CreateICmpNE(kind, ir().getInt8(static_cast<uint8_t>(Kind::invalid))), [&] {
    fail(ir().CreateZExt(kind, ir().getInt64Ty()));
    join.leaveState(State::error);
  });
  join.leave(boolean(ir().CreateICmpUGT(kind, ir().getInt8(static_cast<uint8_t>(Kind::invalid)))));
  return join.finish();
}

void Emitter::noteSound(llvm::Value* good) {
  llvm::Value* before = ir().CreateLoad(ir().getInt1Ty(), sound_);
  ir().CreateStore(ir().CreateAnd(before, good), sound_);
}

// Is it what a plain cell knows to be sound?
bool Emitter::directly(ExprId owner) const {
  Op op = node(owner).op;
  return sound_ && (op == Op::subject || op == Op::resource || op == Op::self);
}

// What is no value is noted, and not followed where it would lead to bytes elsewhere.
Val Emitter::readSound(llvm::Value* slot, const Node& node, core::TypeId declared) {
  core::TypeKind type = plan::plainType(shared_.bundle, node.type).kind;
  bool text = type == core::TypeKind::string;
  bool optional = shared_.bundle.type(declared).kind == core::TypeKind::optional;
  llvm::Value* kind = loadAt(ir().getInt8Ty(), slot, offsetof(value::Value, kind));
  llvm::Value* given = ir().CreateICmpUGT(kind, ir().getInt8(static_cast<uint8_t>(Kind::invalid)));
  llvm::Value* absent = ir().CreateICmpEQ(kind, ir().getInt8(static_cast<uint8_t>(Kind::absent)));
  noteSound(optional ? ir().CreateOr(given, absent) : given);
  if (!optional && !leadsElsewhere(type)) return loadValue(slot, text);
  Join join(*this);
  unless(given, [&] { join.leaveState(State::absent); });
  join.leave(loadValue(slot, text));
  return join.finish();
}

Val Emitter::hasSound(llvm::Value* slot) {
  llvm::Value* kind = loadAt(ir().getInt8Ty(), slot, offsetof(value::Value, kind));
  llvm::Value* given = ir().CreateICmpUGT(kind, ir().getInt8(static_cast<uint8_t>(Kind::invalid)));
  llvm::Value* absent = ir().CreateICmpEQ(kind, ir().getInt8(static_cast<uint8_t>(Kind::absent)));
  noteSound(ir().CreateOr(given, absent));
  return boolean(given);
}

llvm::Value* Emitter::entityOf(ExprId id, const Val& val) {
  llvm::Type* pointer = ir().getPtrTy();
  switch (node(id).op) {
    case Op::subject:
      return fieldOfContext(pointer, offsetof(Context, subject_entity));
    case Op::resource:
      return fieldOfContext(pointer, offsetof(Context, resource_entity));
    case Op::self:
      return fieldOfContext(pointer, offsetof(Context, self_entity));
    default:
      return support("polcEntity", {context_, val.bits});
  }
}

Val Emitter::field(const Node& node) {
  Strict strict(*this, traits(node.a).timed);
  Val a = strict.operand(node.a);
  strict.enter();
  bool record = typeOf(node.a).kind == core::TypeKind::record;
  return strict.finish(record ? readRecord(node, a) : readEntity(node, a));
}

// Beside an `is` that is false the entity is of another type: absent.
Val Emitter::readEntity(const Node& node, const Val& a) {
  uint32_t type = typeOf(node.a).index;
  Join join(*this);
  llvm::Value* entity = entityOf(node.a, a);
  auto fail = [&](llvm::Value*) {
    support("polcFailField", {context_, a.bits, i32(type), i32(node.imm)});
  };
  unless(ir().CreateICmpEQ(loadAt(ir().getInt32Ty(), entity, offsetof(Entity, type)), i32(type)),
         [&] { join.leaveState(State::absent); });
  llvm::Value* fields = loadAt(ir().getPtrTy(), entity, offsetof(Entity, fields));
  unless(ir().CreateIsNotNull(fields), [&] {
    fail(nullptr);
    join.leaveState(State::error);
  });
  if (plan::readsBirth(shared_.bundle, node)) {
    llvm::Value* born = loadAt(ir().getInt8Ty(), entity, offsetof(Entity, born_now));
    unless(ir().CreateICmpEQ(born, ir().getInt8(0)), [&] { join.leave(ofNow()); });
  }
  llvm::Value* slot = pointerAt(fields, uint64_t{node.imm} * sizeof(value::Value));
  if (directly(node.a)) {
    join.leave(readSound(slot, node, shared_.bundle.entities[type].fields[node.imm].type));
  } else {
    join.leave(readSlot(slot, node, fail));
  }
  return join.finish();
}

Val Emitter::readRecord(const Node& node, const Val& a) {
  uint32_t type = typeOf(node.a).index;
  llvm::Value* record = pointerOf(a.bits);
  llvm::Value* fields = loadAt(ir().getPtrTy(), record, offsetof(value::Record, fields));
  llvm::Value* field = pointerAt(fields, uint64_t{node.imm} * sizeof(value::Value));
  return readSlot(field, node, [&](llvm::Value* kind) {
    support("polcFailMember", {context_, record, kind, i32(type), i32(node.imm)});
  });
}

Val Emitter::has(const Node& node) {
  const Node& owner = this->node(node.a);
  if (owner.op == Op::context && owner.imm == core::kNone) return hasContext(node.imm);
  Strict strict(*this, traits(node.a).timed);
  Val a = strict.operand(node.a);
  strict.enter();
  if (typeOf(node.a).kind != core::TypeKind::record) return strict.finish(hasEntity(node, a));
  uint32_t type = typeOf(node.a).index;
  llvm::Value* record = pointerOf(a.bits);
  llvm::Value* fields = loadAt(ir().getPtrTy(), record, offsetof(value::Record, fields));
  llvm::Value* field = pointerAt(fields, uint64_t{node.imm} * sizeof(value::Value));
  return strict.finish(hasSlot(field, [&](llvm::Value* kind) {
    support("polcFailMember", {context_, record, kind, i32(type), i32(node.imm)});
  }));
}

Val Emitter::hasEntity(const Node& node, const Val& a) {
  uint32_t type = typeOf(node.a).index;
  Join join(*this);
  llvm::Value* entity = entityOf(node.a, a);
  auto fail = [&](llvm::Value*) {
    support("polcFailField", {context_, a.bits, i32(type), i32(node.imm)});
  };
  unless(ir().CreateICmpEQ(loadAt(ir().getInt32Ty(), entity, offsetof(Entity, type)), i32(type)),
         [&] { join.leaveState(State::absent); });
  llvm::Value* fields = loadAt(ir().getPtrTy(), entity, offsetof(Entity, fields));
  unless(ir().CreateIsNotNull(fields), [&] {
    fail(nullptr);
    join.leaveState(State::error);
  });
  if (plan::readsBirth(shared_.bundle, node)) {
    llvm::Value* born = loadAt(ir().getInt8Ty(), entity, offsetof(Entity, born_now));
    unless(ir().CreateICmpEQ(born, ir().getInt8(0)), [&] { join.leave(boolean(ir().getTrue())); });
  }
  llvm::Value* slot = pointerAt(fields, uint64_t{node.imm} * sizeof(value::Value));
  join.leave(directly(node.a) ? hasSound(slot) : hasSlot(slot, fail));
  return join.finish();
}

}  // namespace polc::codegen
