// A generated module as an object for this machine's processor, and what that object follows from.
//
// In:     opt_level 0 or 2 (LLVM's standard pipeline)
// Out:    the bytes of a relocatable object with the module's functions; `keyOf` names them: equal keys, equal code
// Errors: empty and a text
#pragma once
#include <string>

#include "compiler/codegen/codegen.h"

namespace polc::jit {

std::string object(const codegen::Module& module, int opt_level, std::string& error);

// 64 hexadecimal digits over the module's bitcode, LLVM's version, the processor with its features, and the level.
std::string keyOf(const codegen::Module& module, int opt_level);

}  // namespace polc::jit
