// Checks that need no analysis of conditions: lives without bounds, warnings that come too soon, what is set aside.
//
// In:     the typed program, reads collected
// Errors: P4102, P4103, P5xxx
// Source: language reference §5, §9
#pragma once
#include "compiler/sema/analysis.h"

namespace polc::sema {

void lint(Analysis& analysis);
void lintLife(Analysis& analysis, const Version& version);
void lintSetAside(Analysis& analysis);  // lint_set_aside.cpp

}  // namespace polc::sema
