#include "compiler/sema/names.h"

#include <algorithm>

#include "compiler/base/limits.h"

namespace polc::sema {
namespace {

// Levenshtein's distance, given up where it passes `most`.
uint32_t editDistance(std::string_view a, std::string_view b, uint32_t most) {
  size_t longer = std::max(a.size(), b.size());
  size_t shorter = std::min(a.size(), b.size());
  if (longer - shorter > most || longer > 64) return most + 1;
  uint32_t row[65];
  for (size_t j = 0; j <= b.size(); ++j) row[j] = static_cast<uint32_t>(j);
  for (size_t i = 1; i <= a.size(); ++i) {
    uint32_t diagonal = row[0];
    row[0] = static_cast<uint32_t>(i);
    for (size_t j = 1; j <= b.size(); ++j) {
      uint32_t above = row[j];
      uint32_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({replaced, above + 1, row[j - 1] + 1});
      diagonal = above;
    }
  }
  return row[b.size()];
}

}  // namespace

void Nearest::offer(std::string_view name, Span span) {
  uint32_t most = wanted_.size() <= 3 ? 1 : 2;
  uint32_t distance = editDistance(wanted_, name, most);
  if (distance > most || distance >= distance_) return;
  distance_ = distance;
  name_ = name;
  span_ = span;
}

void reportUnknown(Analysis& analysis, diag::Code code, Span span, std::string_view name,
                   const Advice& advice) {
  Nearest nearest(name);
  bool kept = analysis.diagnostics.findings().size() < limits::kFindings;
  std::string otherwise = kept ? advice(nearest) : std::string();
  std::string help =
      nearest.found() ? fmt::format("did you mean `{}`?", nearest.name()) : std::move(otherwise);
  diag::Finding& finding = analysis.diagnostics.report(code, span, name, help);
  if (nearest.found() && nearest.span().valid()) {
    finding.related.push_back(
        {nearest.span(), fmt::format("`{}` is declared here", nearest.name())});
  }
}

bool Analysis::reported(Span span) const {
  const std::vector<diag::Finding>& findings = diagnostics.findings();
  return std::any_of(findings.begin(), findings.end(),
                     [&](const diag::Finding& finding) { return finding.span == span; });
}

bool Analysis::isRetyped(const ast::Decl* decl) const {
  return decl && std::find(retyped.begin(), retyped.end(), decl) != retyped.end();
}

}  // namespace polc::sema
