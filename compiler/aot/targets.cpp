// LLD sets up every target that LLVM can have, for link-time optimisation. Nothing here is optimised at link time, so that the
// targets of other machines stay out of the binary: what LLD calls for them does nothing.
extern "C" {
#define OTHER_TARGET(name)                   \
  void LLVMInitialize##name##TargetInfo();   \
  void LLVMInitialize##name##Target();       \
  void LLVMInitialize##name##TargetMC();     \
  void LLVMInitialize##name##AsmPrinter();   \
  void LLVMInitialize##name##AsmParser();    \
  void LLVMInitialize##name##TargetInfo() {} \
  void LLVMInitialize##name##Target() {}     \
  void LLVMInitialize##name##TargetMC() {}   \
  void LLVMInitialize##name##AsmPrinter() {} \
  void LLVMInitialize##name##AsmParser() {}
#include "aot/other_targets.def"
#undef OTHER_TARGET
}
