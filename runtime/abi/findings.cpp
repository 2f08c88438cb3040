#include "runtime/abi/findings.h"

#include <algorithm>

#include "runtime/abi/guard.h"
#include "runtime/decision/writer.h"

namespace polc::abi {
namespace {

struct Place {
  uint64_t line = 1, column = 1;
};

Place placeOf(std::string_view text, size_t offset) {
  std::string_view before = text.substr(0, offset);
  size_t last = before.rfind('\n');
  Place place;
  place.line += static_cast<uint64_t>(std::count(before.begin(), before.end(), '\n'));
  place.column += last == std::string_view::npos ? before.size() : before.size() - last - 1;
  return place;
}

std::string codeText(uint16_t code) { return fmt::format("P{:04}", code); }

}  // namespace

std::string findingsJson(const std::vector<directory::Finding>& findings, std::string_view text) {
  decision::Writer writer;
  writer.open('[');
  for (const directory::Finding& finding : findings) {
    Place at = placeOf(text, finding.begin);
    writer.open('{').key("code").text(codeText(finding.code));
    writer.key("severity").text(finding.error ? "error" : "warning");
    writer.key("message").text(finding.message);
    writer.key("line").number(static_cast<int64_t>(at.line));
    writer.key("column").number(static_cast<int64_t>(at.column)).close('}');
  }
  writer.close(']');
  return writer.take();
}

polc_error refused(const std::vector<directory::Finding>& findings, std::string_view text) {
  polc_error error;
  error.status = POLC_REFUSED;
  auto first = std::find_if(findings.begin(), findings.end(),
                            [](const directory::Finding& finding) { return finding.error; });
  if (first != findings.end()) {
    Place at = placeOf(text, first->begin);
    error.code = codeText(first->code);
    error.message = fmt::format("{}:{}: {}", at.line, at.column, first->message);
  }
  error.findings = findingsJson(findings, text);
  return error;
}

}  // namespace polc::abi
