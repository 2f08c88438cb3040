// Declarations of types, actions and the context with what amendments added to them.
#pragma once
#include "compiler/ast/file.h"

namespace polc::consolidate {

ast::Decl copy(const ast::Decl& decl);
// Does `extension` add to `decl`: the same enum, entity, record, or the context.
bool extends(const ast::Decl& extension, const ast::Decl& decl);
void extend(ast::Decl& decl, const ast::Decl& extension);
// Types, actions and the context: known from the start, whatever the instant.
bool isVocabulary(const ast::Decl& decl);

}  // namespace polc::consolidate
