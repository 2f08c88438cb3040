// What the code generators of this process and of bundles share: the machine's set-up, the optimiser, and how objects are written.
#pragma once
#include <string>

namespace llvm {
class Module;
class TargetMachine;
}  // namespace llvm

namespace polc::jit {

void initialise();  // this machine's target, once

// LLVM's standard pipeline at -O2.
void optimise(llvm::Module& module, llvm::TargetMachine* machine);

// The bytes of a relocatable object; empty and a text where the target writes none.
std::string emit(llvm::Module& module, llvm::TargetMachine& machine, std::string& error);

}  // namespace polc::jit
