// Errors that help: of each one-token mutation the first finding stands on the mutated line and
// names the repair.
//
// polc_mutations TABLE EXAMPLES: prints each row that fails as expected and got; closes with `N
// passed, N failed`.
#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "compiler/driver/session.h"
#include "compiler/source/source.h"

namespace polc {
namespace {

namespace fs = std::filesystem;

struct Row {
  std::string file, from, to, repair;
};

std::vector<Row> readTable(const std::string& path) {
  std::ifstream in(path);
  std::vector<Row> rows;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::vector<std::string> cells;
    for (size_t begin = 0; begin <= line.size();) {
      size_t end = std::min(line.find('\t', begin), line.size());
      cells.push_back(line.substr(begin, end - begin));
      begin = end + 1;
    }
    if (cells.size() == 4) rows.push_back({cells[0], cells[1], cells[2], cells[3]});
  }
  return rows;
}

// Copies the example and mutates one file; the line of the mutation.
uint32_t mutateInto(const fs::path& folder, const fs::path& examples, const Row& row) {
  fs::path example = *fs::path(row.file).begin();
  fs::remove_all(folder);
  fs::copy(examples / example, folder, fs::copy_options::recursive);
  fs::path file = folder / fs::path(row.file).lexically_relative(example);
  std::string text = source::readFile(file.string()).value();
  size_t at = text.find(row.from);
  if (at == std::string::npos) return 0;
  text.replace(at, row.from.size(), row.to);
  std::ofstream(file) << text;
  return 1 + static_cast<uint32_t>(
                 std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

std::string judge(const Row& row, const fs::path& folder, uint32_t line) {
  if (line == 0) return "the text does not stand in the file";
  driver::Session session;
  session.open(folder.string());
  const diag::Engine& diagnostics = session.diagnostics();
  const source::SourceMap& sources = session.sources();
  if (diagnostics.findings().empty()) return "nothing was found";
  const diag::Finding& first = diagnostics.findings().front();
  std::string said = first.message + " | " + first.help;
  if (!first.span.valid()) return "the first finding has no place: " + said;
  bool same_file =
      sources.file(first.span.file).path().ends_with(fs::path(row.file).filename().string());
  uint32_t found = sources.begin(first.span).line;
  if (!same_file || found != line) {
    return fmt::format("the first finding stands at {}:{}, not {}: {}",
                       sources.file(first.span.file).path(), found, line, said);
  }
  return said.find(row.repair) == std::string::npos
             ? fmt::format("`{}` is not named: {}", row.repair, said)
             : "";
}

int run(const std::string& table, const fs::path& examples) {
  fs::path folder =
      fs::temp_directory_path() / fmt::format("polc-mutations-{}", static_cast<long>(::getpid()));
  int passed = 0, failed = 0;
  for (const Row& row : readTable(table)) {
    std::string fault = judge(row, folder, mutateInto(folder, examples, row));
    fault.empty() ? ++passed : ++failed;
    if (!fault.empty()) fmt::print("{}: {} -> {}\n  {}\n", row.file, row.from, row.to, fault);
  }
  fs::remove_all(folder);
  fmt::print("{} passed, {} failed\n", passed, failed);
  return failed || passed < 60 ? 1 : 0;
}

}  // namespace
}  // namespace polc

int main(int argc, char** argv) {
  if (argc != 3) {
    fmt::print(stderr, "usage: polc_mutations TABLE EXAMPLES\n");
    return 2;
  }
  return polc::run(argv[1], argv[2]);
}
