// Brings in the libraries that a contract uses, and those that they use.
//
// In:     the trees of one folder
// Out:    the trees without libraries that nobody uses, with those of the standard library that
//         somebody does; a library beside the contract yields to one of the binary
// Errors: P1xxx of the libraries' texts; a name that is no library's is left to sema
#pragma once
#include <memory>
#include <string_view>
#include <vector>

#include "compiler/ast/file.h"
#include "compiler/diag/diag.h"

namespace polc::driver {

using Trees = std::vector<std::unique_ptr<ast::File>>;
Trees withLibraries(Trees files, source::SourceMap& sources, diag::Engine& diagnostics);

// The text of a library of the binary ("std.environments"); empty where there is none.
std::string_view standardLibrary(std::string_view name);
std::vector<std::string> standardLibraries();  // their names

}  // namespace polc::driver
