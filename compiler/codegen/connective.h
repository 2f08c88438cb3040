// `and` and `or` over operands emitted one after the other, in three values, with causes and constancy.
#pragma once
#include "compiler/codegen/emitter.h"

namespace polc::codegen {

class Connective {
 public:
  Connective(Emitter& emitter, bool conjunction, bool timed);
  void operand(const Val& val);
  Val finish();
  llvm::Value* met() const { return met_; }

 private:
  void decideTimed(const Val& val, llvm::Value* decides);
  void leaveDecided(llvm::Value* span);

  Emitter& emitter_;
  bool conjunction_;
  Join join_;
  llvm::Value *causes_, *failed_;
  llvm::Value *met_ = nullptr, *joined_ = nullptr, *decided_ = nullptr;  // where timed
};

}  // namespace polc::codegen
