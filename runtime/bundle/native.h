// Native code of a bundle: an ELF shared object, mapped by the system's loader.
//
// Shape:   it exports `polc_functions` (addresses, as engine::Tables::code) and `polc_imports` (one page: addresses of the rows of
//          support.def that it calls, in the order of NativeInfo::imports). It needs no other library and no symbol, so
//          that it binds to this runtime whatever else the process has loaded
// W^X:     its text is mapped read and execute from a sealed file in memory; the page of imports becomes read-only
// Trust:   loading runs no code of it, but its code is then called: only load what a trusted key signed
#pragma once
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "runtime/engine/engine.h"
#include "runtime/engine/tables.h"

namespace polc::bundle {

struct NativeInfo {
  std::string target;  // "x86_64-linux-gnu x86-64-v2": system and least processor
  std::string maker;   // "LLVM 19.1.7"
  uint64_t abi = 0;    // engine::abi() of the runtime that it was made for
  uint32_t functions = 0;
  std::vector<std::string> imports;
};
struct Native {
  NativeInfo info;
  std::string object;
};
inline constexpr const char* kFunctionsSymbol = "polc_functions";
inline constexpr const char* kImportsSymbol = "polc_imports";
inline constexpr size_t kImportsBytes = 4096;
inline constexpr size_t kImportsMax =
    kImportsBytes / sizeof(void*) - 1;  // the last one says that it is bound

std::string encodeNative(const Native& native);
uint64_t nativeSchema();
// False where the bytes are no such section. `object` leads into them.
bool decodeNative(std::span<const uint8_t> bytes, NativeInfo& info,
                  std::span<const uint8_t>& object);

// The target that native code must have to run here; empty where none can.
std::string nativeTarget();

// Why the code may not run here; empty where it may.
std::string unfit(const NativeInfo& info);

// An engine that runs the code by the tables of the same file (the bytes of their section), and keeps it mapped. Null where
// the tables are none, or not of this code; null and why, where the system does not map it.
std::shared_ptr<const engine::Engine> nativeEngine(std::shared_ptr<const core::Bundle> bundle,
                                                   const NativeInfo& info,
                                                   std::span<const uint8_t> object,
                                                   std::span<const uint8_t> tables,
                                                   std::string& why);

}  // namespace polc::bundle
