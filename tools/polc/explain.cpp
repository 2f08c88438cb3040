// polc explain: what a diagnostic means, with a wrong and a right text.
#include <algorithm>
#include <cctype>

#include "tools/polc/options.h"
#include "tools/polc/output.h"

namespace polc::tool {
namespace {

struct ExplainOptions {
  std::string code;
  std::string format = "text";
  bool json() const { return format == "json"; }
};

const diag::Row* rowOf(std::string_view code) {
  const auto& rows = diag::rows();
  auto found = std::find_if(rows.begin(), rows.end(),
                            [code](const diag::Row& row) { return row.code == code; });
  return found == rows.end() ? nullptr : &*found;
}

int list(bool json) {
  Json all = Json::array();
  for (const diag::Row& row : diag::rows()) {
    if (json) {
      all.push_back(
          {{"code", row.code}, {"severity", diag::name(row.severity)}, {"name", row.name}});
    } else {
      print(fmt::format("{}  {:<7}  {}\n", row.code, diag::name(row.severity), row.name));
    }
  }
  if (json) print(dump(all));
  return kClean;
}

int runExplain(const ExplainOptions& options) {
  if (options.code.empty()) return list(options.json());
  std::string code = options.code;
  std::transform(code.begin(), code.end(), code.begin(),
                 [](unsigned char c) { return std::toupper(c); });
  std::string_view page = diag::explanation(code);
  if (page.empty()) {
    driver::Session session;
    session.diagnostics().report(diag::Code::unknown_diagnostic, {}, options.code);
    return cannot(session, options.json());
  }
  if (!options.json()) {
    print(page);
    return kClean;
  }
  Json out{{"code", code}};
  if (const diag::Row* row = rowOf(code)) {
    out["severity"] = diag::name(row->severity);
    out["name"] = row->name;
  }
  out["page"] = page;
  print(dump(out));
  return kClean;
}

}  // namespace

void addExplain(CommandLine& line) {
  auto options = std::make_shared<ExplainOptions>();
  Command command =
      line.add("explain", "Explains a diagnostic; without a code, lists all of them.");
  command.text("code", options->code, "the code in a finding's brackets: P4002");
  addFormat(command, options->format);
  command.examples("  polc explain P4002\n  polc explain");
  command.run([options] { return runExplain(*options); });
}

}  // namespace polc::tool
