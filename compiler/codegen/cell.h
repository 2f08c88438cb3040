// Emits one function, split by what it does into cell_*.cpp: the outcome of a plain cell (runtime/engine/plain.h), with the code of its shapes in place.
//
// In:   a Context whose subject, resource and context are sound, the cell's PlainBuckets, room for a Result
// Out:  State::yes allows, State::no denies; State::error: a value was read that is no value, so that it takes more than a cell
// Form: as engine::Plain does it: where nothing can be in error the first row that holds settles it, else all rows that may
//       be in error are evaluated
#pragma once
#include "compiler/codegen/emitter.h"

namespace polc::codegen {

class CellEmitter {
 public:
  CellEmitter(Shared& shared, const plan::Cell& cell, llvm::Function* function);
  CellEmitter(Shared& shared, llvm::Function* loop);
  void run();
  // Another form of function, engine::Loop: walks rows of a bucket that cannot be in error.
  void runLoop(const plan::CellBucket& of);

 private:
  // Instructions of a shape that stand in place of its call.
  static constexpr uint32_t kInPlace = 300;

  void start();
  // One bucket: where it holds, `holds_` is true.
  void bucket(const plan::CellBucket& of, uint32_t at);
  void find(const plan::CellBucket& of, llvm::BasicBlock* next);
  void allRows(const plan::CellBucket& of, llvm::BasicBlock* next);
  void direct(const plan::CellBucket& of, llvm::BasicBlock* next);
  void slotOf(const plan::CellBucket& of, llvm::Value* hash, llvm::BasicBlock* next);
  llvm::Value* wordOf(const plan::CellProbe& probe, llvm::BasicBlock* unknown);
  llvm::Value* mix(llvm::Value* seed, llvm::Value* word);
  void ask(llvm::BasicBlock* next);
  void rows(const plan::CellBucket& of, llvm::Value* first, llvm::Value* count,
            llvm::BasicBlock* next);
  void row(const plan::CellBucket& of, llvm::Value* row, llvm::BasicBlock* next);
  void names(core::Pattern::Kind kind, uint64_t entity_at, llvm::Value* named,
             llvm::BasicBlock* next);
  llvm::Value* applies(const plan::CellBucket& of, llvm::Value* row);
  llvm::Value* finish();  // was all sound?

  llvm::IRBuilderBase& ir() { return shared_.ir; }
  llvm::BasicBlock* block(const char* name);
  void enter(llvm::BasicBlock* block);
  void branchUnless(llvm::Value* good, llvm::BasicBlock* otherwise);
  llvm::Value* slot(llvm::Type* type, llvm::Value* first);
  llvm::Value* at(llvm::Value* base, uint64_t offset);
  llvm::Value* load(llvm::Type* type, llvm::Value* base, uint64_t offset);
  llvm::Value* pointer(llvm::Value* base, uint64_t offset);
  llvm::Value* number(llvm::Value* base, uint64_t offset);
  llvm::Value* shape(uint32_t shape, llvm::Value* words, bool risky);
  llvm::Function* soundShape(uint32_t shape);
  llvm::Value* support(const char* name, const std::vector<llvm::Value*>& arguments);
  llvm::Value* entity(bool subject);
  void count(llvm::Value* counter);

  Shared& shared_;
  const plan::Cell* cell_ = nullptr;
  llvm::Function* function_;
  llvm::Value *context_, *buckets_, *out_;
  llvm::Value *granted_ = nullptr, *denied_ = nullptr, *holds_ = nullptr;
  llvm::Value *keys_ = nullptr, *rows_ = nullptr, *sound_ = nullptr;
  llvm::Value* bucket_ = nullptr;  // being emitted
};

}  // namespace polc::codegen
