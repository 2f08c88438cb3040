// Works out what expressions speak of and which sources they read, through definitions too.
//
// Errors: P2019 (a definition that leads back to itself), P6002 (a chain of definitions that nests too deeply)
#pragma once
#include "compiler/sema/analysis.h"

namespace polc::sema {

// Of definitions, once their bodies are typed: fills Analysis::define_uses, reports cycles and chains that nest too deeply.
void closeDefinitions(Analysis& analysis);
// What an expression speaks of: Uses, through definitions.
uint32_t usesOf(const Analysis& analysis, ExprId id);
// Fills reads, life_reads, has_expiry, has_hold of every version, and reads_request of requirements.
void collectReads(Analysis& analysis);

}  // namespace polc::sema
