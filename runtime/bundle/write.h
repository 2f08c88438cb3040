// Writes a bundle: what `polc build` puts into a file.
//
// In:     a verified core; with its plan's tables and their code, or without both
// Out:    the bytes of the file; the same for the same contents (but for the signature, which follows from the key)
#pragma once
#include <string>

#include "runtime/bundle/keys.h"
#include "runtime/bundle/native.h"

namespace polc::bundle {

struct Contents {
  const core::Bundle& core;
  const engine::Tables* tables = nullptr;  // with `native`, or null
  const Native* native = nullptr;
};

std::string write(const Contents& contents, const SecretKey* key);

}  // namespace polc::bundle
