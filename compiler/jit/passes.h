// What the code generators of this process and of bundles share: the machine's set-up and the optimiser.
#pragma once

namespace llvm {
class Module;
class TargetMachine;
}  // namespace llvm

namespace polc::jit {

void initialise();  // this machine's target, once

// LLVM's standard pipeline at -O2.
void optimise(llvm::Module& module, llvm::TargetMachine* machine);

}  // namespace polc::jit
