#include "runtime/abi/findings.h"

#include <algorithm>

#include "runtime/abi/guard.h"
#include "runtime/decision/writer.h"

namespace polc::abi {
namespace {

struct Place {
  uint64_t line = 1, column = 1;
};

// Where the lines of a text begin, found once for any number of findings.
class Lines {
 public:
  explicit Lines(std::string_view text) : size_(text.size()) {
    for (size_t at = 0; (at = text.find('\n', at)) != std::string_view::npos;)
      starts_.push_back(++at);
  }
  Place place(size_t offset) const {
    offset = std::min(offset, size_);
    auto next = std::ranges::upper_bound(starts_, offset);
    return {static_cast<uint64_t>(next - starts_.begin()), offset - *std::prev(next) + 1};
  }

 private:
  size_t size_;
  std::vector<size_t> starts_ = {0};
};

// What the findings' offsets are of: a text, or a database's JSON.
struct Where {
  const Lines* lines;
  const sqlite::Snapshot* rows;
};

void writePlace(decision::Writer& writer, const Where& where, uint32_t offset) {
  if (where.lines) {
    Place at = where.lines->place(offset);
    writer.key("line").number(static_cast<int64_t>(at.line));
    writer.key("column").number(static_cast<int64_t>(at.column));
  } else if (std::optional<sqlite::Row> row = where.rows->rowAt(offset)) {
    writer.key("table").text(row->table);
    writer.key("type").text(row->type);
    writer.key("id").text(row->id);
  }
}

std::string shownPlace(const Where& where, uint32_t offset) {
  if (where.lines) {
    Place at = where.lines->place(offset);
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
  if (findings.empty()) return "[]";
  Lines lines(text);
  return listed(findings, {&lines, nullptr});
}
std::string findingsJson(const std::vector<directory::Finding>& findings,
                         const sqlite::Snapshot& rows) {
  return listed(findings, {nullptr, &rows});
}

polc_error refused(const std::vector<directory::Finding>& findings, std::string_view text) {
  Lines lines(text);
  return errorOf(findings, {&lines, nullptr});
}
polc_error refused(const std::vector<directory::Finding>& findings, const sqlite::Snapshot& rows) {
  return errorOf(findings, {nullptr, &rows});
}

}  // namespace polc::abi
