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

// What the findings' offsets are of: a text, or a database's JSON.
struct Where {
  std::string_view text;
  const sqlite::Snapshot* rows = nullptr;
};

void writePlace(decision::Writer& writer, const Where& where, uint32_t offset) {
  if (!where.rows) {
    Place at = placeOf(where.text, offset);
    writer.key("line").number(static_cast<int64_t>(at.line));
    writer.key("column").number(static_cast<int64_t>(at.column));
  } else if (std::optional<sqlite::Row> row = where.rows->rowAt(offset)) {
    writer.key("table").text(row->table);
    writer.key("type").text(row->type);
    writer.key("id").text(row->id);
  }
}

std::string shownPlace(const Where& where, uint32_t offset) {
  if (!where.rows) {
    Place at = placeOf(where.text, offset);
    return fmt::format("{}:{}: ", at.line, at.column);
  }
  std::optional<sqlite::Row> row = where.rows->rowAt(offset);
  return row ? row->shown() + ": " : std::string();
}

std::string codeText(uint16_t code) { return fmt::format("P{:04}", code); }

std::string listed(const std::vector<directory::Finding>& findings, const Where& where) {
  decision::Writer writer;
  writer.open('[');
  for (const directory::Finding& finding : findings) {
    writer.open('{').key("code").text(codeText(finding.code));
    writer.key("severity").text(finding.error ? "error" : "warning");
    writer.key("message").text(finding.message);
    writePlace(writer, where, finding.begin);
    writer.close('}');
  }
  writer.close(']');
  return writer.take();
}

polc_error errorOf(const std::vector<directory::Finding>& findings, const Where& where) {
  polc_error error;
  error.status = POLC_REFUSED;
  auto first = std::find_if(findings.begin(), findings.end(),
                            [](const directory::Finding& finding) { return finding.error; });
  if (first != findings.end()) {
    error.code = codeText(first->code);
    error.message = shownPlace(where, first->begin) + first->message;
  }
  error.findings = listed(findings, where);
  return error;
}

}  // namespace

std::string findingsJson(const std::vector<directory::Finding>& findings, std::string_view text) {
  return listed(findings, {text});
}
std::string findingsJson(const std::vector<directory::Finding>& findings,
                         const sqlite::Snapshot& rows) {
  return listed(findings, {{}, &rows});
}

polc_error refused(const std::vector<directory::Finding>& findings, std::string_view text) {
  return errorOf(findings, {text});
}
polc_error refused(const std::vector<directory::Finding>& findings, const sqlite::Snapshot& rows) {
  return errorOf(findings, {{}, &rows});
}

}  // namespace polc::abi
