#include "compiler/diag/diag.h"

#include <algorithm>
#include <tuple>

#include "compiler/base/limits.h"
#include "embed/explanations.h"

namespace polc::diag {

const std::vector<Row>& rows() {
  static const std::vector<Row> table = {
#define DIAGNOSTIC(code, severity, name, message, help) \
  {code, Severity::severity, #name, message, help},
#include "compiler/diag/diagnostics.def"
#undef DIAGNOSTIC
  };
  return table;
}

const Row& row(Code code) { return rows()[static_cast<size_t>(code)]; }

std::string_view explanation(std::string_view code) {
  const auto& pages = embedded::explanations();
  auto found = std::find_if(pages.begin(), pages.end(),
                            [code](const auto& page) { return page.first == code; });
  return found == pages.end() ? std::string_view{} : found->second;
}

std::string_view name(Severity severity) {
  switch (severity) {
    case Severity::note:
      return "note";
    case Severity::warning:
      return "warning";
    case Severity::error:
      break;
  }
  return "error";
}

Finding& Engine::add(Finding finding) {
  if (finding.severity == Severity::error) ++errors_;
  if (findings_.size() >= limits::kFindings) {
    ++dropped_;
    auto lesser = finding.severity != Severity::error
                      ? findings_.rend()
                      : std::find_if(findings_.rbegin(), findings_.rend(), [](const Finding& kept) {
                          return kept.severity != Severity::error;
                        });
    if (lesser == findings_.rend()) {
      spare_ = std::move(finding);
      return spare_;
    }
    findings_.erase(std::prev(lesser.base()));
  }
  findings_.push_back(std::move(finding));
  return findings_.back();
}

void Engine::sort() {
  auto key = [](const Finding& f) {
    return std::tuple(f.span.file, f.span.begin, row(f.code).code, f.span.end);
  };
  std::stable_sort(findings_.begin(), findings_.end(),
                   [&](const Finding& a, const Finding& b) { return key(a) < key(b); });
  auto same = [&](const Finding& a, const Finding& b) {
    return key(a) == key(b) && a.message == b.message && a.help == b.help;
  };
  findings_.erase(std::unique(findings_.begin(), findings_.end(), same), findings_.end());
}

}  // namespace polc::diag
