// Compiles a bundle to a file: plan, tables, and native code for this kind of processor.
//
// In:      a verified core
// Out:     the bytes of the bundle (runtime/bundle/write.h); the code is an ELF shared object, linked here by LLD
// Errors:  empty and a text; never throws
// Threads: one at a time (LLD)
#pragma once
#include <string>

#include "runtime/bundle/write.h"

namespace polc::aot {

struct Options {
  bool native = true;                      // with tables and native code
  const bundle::SecretKey* key = nullptr;  // who signs; null: nobody
};

std::string build(const core::Bundle& bundle, const Options& options, std::string& error);

}  // namespace polc::aot
