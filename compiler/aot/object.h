// A generated module as a shared object that needs nothing but what its loader writes into its page of imports.
//
// Out:    the bytes of an ELF shared object with the symbols of runtime/bundle/native.h
// Errors: empty and a text
#pragma once
#include <string>

#include "compiler/codegen/codegen.h"

namespace polc::aot {

std::string sharedObject(const codegen::Module& module, std::string& error);
std::string maker();  // "LLVM 19.1.7"

}  // namespace polc::aot
