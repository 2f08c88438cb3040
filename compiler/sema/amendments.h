// Resolves the headers and operations of amendments: targets, versions, instants, and the modifiers that they may have.
//
// Errors: P2008, P41xx, P3xxx
// Source: language reference §6
#pragma once
#include "compiler/sema/analysis.h"

namespace polc::sema {

void resolveAmendments(Analysis& analysis);

// `existing keep` or `grace`, where nothing tells what already lives.
void reportWithoutBirth(diag::Engine& diagnostics, Span existing, const EntityType& type);

}  // namespace polc::sema
