// Turns one file's text into its tree.
//
// In:      a file of the source map
// Out:     the tree, always; parts that could not be read are left out or `bad`, each with a finding
// Cost:    linear in tokens; nesting, and the size by `limits`, bounded before ANTLR sees a token
// Errors:  P1xxx findings; ten independent mistakes give ten findings; never throws
#pragma once
#include <memory>

#include "compiler/ast/file.h"
#include "compiler/base/limits.h"
#include "compiler/diag/diag.h"
#include "compiler/source/source.h"

namespace polc::parse {

// Null only where the file's first line does not say what it is (reported).
std::unique_ptr<ast::File> parse(const source::SourceMap& sources, source::FileId file,
                                 diag::Engine& diagnostics, const limits::Text& limits = {});

}  // namespace polc::parse
