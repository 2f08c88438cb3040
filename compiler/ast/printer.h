// Prints nodes as canonical source text: the formatter, and the texts of `consolidate`.
//
// Out:  text that parses to an equal tree; printing is idempotent; comments keep their places
#pragma once
#include <string>

#include "compiler/ast/file.h"
#include "compiler/source/source.h"

namespace polc::ast {

std::string print(const File& file, const source::SourceMap& sources);  // with comments
std::string print(const Clause& clause);
std::string print(const Decl& decl);
std::string print(const Expr& expr);
std::string print(const Pattern& pattern);

}  // namespace polc::ast
