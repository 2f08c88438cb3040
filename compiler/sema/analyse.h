// Resolves names, types expressions, and checks everything that does not depend on when a text is in force.
//
// In:     the trees of one contract folder: one contract, its amendments, the libraries that it uses
// Out:    the typed program; where a part is wrong it is left out or typed `bad`, each with a finding
// Errors: P2xxx names, P3xxx types, P5xxx lint; never throws
// Source: language reference §3-§6
#pragma once
#include "compiler/sema/program.h"

namespace polc::sema {

struct Input {
  std::vector<std::unique_ptr<ast::File>> files;  // any order: exactly one contract among them
  std::string folder;
  std::vector<std::string> libraries;  // names of libraries that could have been used, to suggest
};
// Null where there is no contract to speak of (reported).
std::unique_ptr<Program> analyse(const source::SourceMap& sources, Input input,
                                 diag::Engine& diagnostics);

}  // namespace polc::sema
