// Makes the sources and their versions: clauses, params, schedules, definitions, groups and obligations of all sites.
//
// Errors: P2005, P2008, P2010, P2013, P3035
// Source: language reference §3, §6
#pragma once
#include "compiler/sema/analysis.h"

namespace polc::sema {

// Every source and version, with the signatures that expressions need; bodies are typed later.
void declareSources(Analysis& analysis);

// The identity that a site names: "lifecycle.previews", "param x"; empty for vocabulary that is not a source.
std::string identityOf(const Site& site);
// The source of that identity; kNone where nothing ever bore it (reported at `span`).
SourceId resolveSource(Analysis& analysis, const std::string& identity, Span span);

// Groups and actions by name.
uint32_t resolveAction(Analysis& analysis, const ast::Name& name);
Actions resolveActions(Analysis& analysis, const ast::Actions& written);
// Is the action, or one of the group's actions in any version, declared on the type?
bool actionOn(const Analysis& analysis, uint32_t action, uint32_t type);
bool groupOn(const Analysis& analysis, SourceId group, uint32_t type);

}  // namespace polc::sema
