// A clause that sets itself aside, and one that names what has nothing to set aside.
#include <algorithm>

#include "compiler/sema/lint.h"

namespace polc::sema {
namespace {

using diag::Code;

bool canBeSetAside(const Version& version) {
  return std::any_of(
      version.clause.items.begin(), version.clause.items.end(), [](const Item& item) {
        const auto* rule = std::get_if<RuleItem>(&item.body);
        return (rule && !rule->allow) || std::holds_alternative<DenyItem>(item.body) ||
               std::holds_alternative<LimitItem>(item.body) ||
               std::holds_alternative<RequireItem>(item.body);
      });
}

void checkTarget(Analysis& analysis, SourceId by, SourceId to, Span span) {
  const Source& target = analysis.program.sources[to];
  if (to == by) {
    analysis.diagnostics.report(Code::sets_itself_aside, span, target.identity());
    return;
  }
  for (VersionId id : target.versions) {
    if (canBeSetAside(analysis.program.versions[id])) return;
  }
  diag::Finding& finding =
      analysis.diagnostics.report(Code::nothing_to_set_aside, span, target.identity());
  finding.related.push_back({target.span, "declared here"});
}

}  // namespace

void lintSetAside(Analysis& analysis) {
  for (const Version& version : analysis.program.versions) {
    for (const Item& item : version.clause.items) {
      const auto* rule = std::get_if<RuleItem>(&item.body);
      if (!rule) continue;
      for (size_t i = 0; i < rule->sets_aside.size(); ++i) {
        checkTarget(analysis, version.source, rule->sets_aside[i], rule->sets_aside_spans[i]);
      }
    }
  }
}

}  // namespace polc::sema
