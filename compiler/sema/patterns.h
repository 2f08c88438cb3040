// Resolves patterns, references to clauses and calls of obligations.
//
// Errors: P2007, P2008, P2014, P3009, P3012, P3032
// Source: language reference §5
#pragma once
#include "compiler/sema/typer.h"

namespace polc::sema {

// Nothing where the pattern names what there is not (reported).
std::optional<Pattern> resolvePattern(Analysis& analysis, const ast::Pattern& written);
// The type of what the pattern matches; `bad` where it could not be resolved.
Type patternType(const std::optional<Pattern>& pattern);
std::vector<ObligationCall> resolveObligations(Typer& typer, Analysis& analysis,
                                               const std::vector<ast::ObligationCall>& written);
// Reports actions that no entity of the type can be asked for, and groups without any that can.
void checkActions(Analysis& analysis, const ast::Actions& written, uint32_t type);

}  // namespace polc::sema
