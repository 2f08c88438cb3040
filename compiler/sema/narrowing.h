// Finds what a condition makes known about optionals and entities where it holds, or where it does not.
//
// Source: language reference §4: a `where` narrows all that it governs, an `and` its other operands, an `if` its branch
#pragma once
#include "compiler/sema/scope.h"

namespace polc::sema {

Facts factsOf(const Analysis& analysis, const Scope& scope, const ast::Expr& condition, bool holds);

}  // namespace polc::sema
