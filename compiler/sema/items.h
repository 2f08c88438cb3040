// Types one clause: its header and its items, each where it may stand and with what it may speak of.
//
// Errors: P2xxx, P3xxx
// Source: language reference §5
#pragma once
#include "compiler/sema/typer.h"

namespace polc::sema {

Clause typeClause(Analysis& analysis, const ast::Clause& written);

}  // namespace polc::sema
