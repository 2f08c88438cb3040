// Declares the types, fields and actions of all sites, those of amendments from the start, and resolves written types.
//
// Errors: P2001, P2010, P2013, P302x, P303x
// Source: language reference §3, §6
#pragma once
#include "compiler/sema/analysis.h"

namespace polc::sema {

void declareTypes(Analysis& analysis);   // names of enums, records, entities; members; parents
void declareFields(Analysis& analysis);  // of records, entities and the context
void declareActions(Analysis& analysis);

// The type that is written; `bad` where it is not one (reported).
Type resolveType(Analysis& analysis, const ast::TypeExpr& written);
// The entity type of that name; kNone where there is none (reported).
uint32_t resolveEntity(Analysis& analysis, const ast::Name& name);
bool membershipPossible(const Analysis& analysis, uint32_t member, uint32_t group);

// Reports a second declaration of a name.
void reportDuplicate(Analysis& analysis, Span span, std::string_view name, Span first);

}  // namespace polc::sema
