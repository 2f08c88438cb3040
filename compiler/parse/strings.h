// Decodes texts in quotes.
#pragma once
#include <string>

#include "compiler/diag/diag.h"
#include "compiler/source/source.h"

namespace polc::parse {

// What the escapes of a text mean. A `like` pattern keeps `\*` and `\\` as they are written: its matcher reads them.
//
// In:      the text with its quotes (the closing one may be missing), and its place
// Errors:  P1013 for each unknown escape, which then stands for itself
std::string decodeString(std::string_view quoted, source::Span span, bool pattern,
                         diag::Engine& diagnostics);

}  // namespace polc::parse
