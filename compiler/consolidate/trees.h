// From the typed program back to the trees it was made of.
#pragma once
#include <string>

#include "compiler/sema/program.h"

namespace polc::consolidate {

// Null where there is none, here and below.
const std::vector<ast::Element>* contractElements(const sema::Program& program);
const std::vector<ast::Operation>& operationsOf(const sema::Program& program,
                                                const sema::Amendment& amendment);
const ast::Operation* writtenOf(const sema::Program& program, const sema::Amendment& amendment,
                                const sema::Operation& operation);
// The value that a `vary` gave.
const ast::Expr* variedValue(const sema::Program& program, sema::VersionId version);
// Of a source: lifecycle.previews, param preview_life. Empty for other declarations.
std::string identityOf(const ast::Clause& clause);
std::string identityOf(const ast::Decl& decl);

}  // namespace polc::consolidate
