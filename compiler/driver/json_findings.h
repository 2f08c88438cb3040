// Places what the runtime finds in a JSON text among the compiler's findings.
//
// In:  byte offsets of a text that is a file of the source map, from `shift` on
#pragma once
#include <optional>
#include <vector>

#include "compiler/diag/diag.h"
#include "runtime/directory/directory.h"

namespace polc::driver {

// The row of a code's number: 8001 → P8001.
std::optional<diag::Code> codeOf(uint16_t number);

// Without a file: findings that have no place.
void report(const std::vector<directory::Finding>& findings, std::optional<source::FileId> file,
            uint32_t shift, diag::Engine& diagnostics);

}  // namespace polc::driver
