// polc fmt: writes sources in their canonical form.
#include <algorithm>
#include <filesystem>
#include <fstream>

#include "compiler/ast/printer.h"
#include "compiler/parse/parse.h"
#include "tools/polc/options.h"
#include "tools/polc/output.h"

namespace polc::tool {
namespace {

namespace fs = std::filesystem;

struct FmtOptions {
  std::vector<std::string> paths;
  std::string format = "text";
  bool check = false;
  bool json() const { return format == "json"; }
};

// A folder stands for every source in it.
std::vector<std::string> sourcesOf(const std::string& path) {
  std::error_code failure;
  if (!fs::is_directory(path, failure)) return {path};
  std::vector<std::string> files;
  for (fs::recursive_directory_iterator at(path, failure), end; !failure && at != end;
       at.increment(failure)) {
    const fs::path& file = at->path();
    bool test = file.stem().string().ends_with("_test");
    if (file.extension() == ".pol" && !test) files.push_back(file.string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// Replaces the file as one: where it fails, the file is as it was.
bool replace(const std::string& path, const std::string& text) {
  std::string fresh = path + ".polc-fmt";
  std::ofstream out(fresh, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  std::error_code failure;
  if (out.good()) {
    fs::permissions(fresh, fs::status(path, failure).permissions(), failure);
    fs::rename(fresh, path, failure);
  }
  return out.good() && !failure;
}

class Formatter {
 public:
  explicit Formatter(const FmtOptions& options) : options_(options) {}

  int run() {
    for (const std::string& path : options_.paths) {
      for (const std::string& file : sourcesOf(path)) one(file);
    }
    if (session_.diagnostics().hasErrors()) return cannot(session_, options_.json());
    if (options_.json()) {
      print(dump({{"changed", changed_}}));
    } else if (!from_stdin_ || options_.check) {
      for (const std::string& path : changed_) print(path + "\n");
    }
    return options_.check && !changed_.empty() ? kFound : kClean;
  }

 private:
  void one(const std::string& path) {
    std::optional<std::string> text = driver::readInput(path);
    if (!text) {
      session_.diagnostics().report(diag::Code::source_unreadable, {}, path);
      return;
    }
    bool piped = path == "-";
    from_stdin_ |= piped;
    source::FileId file = session_.sources().add(piped ? "<stdin>" : path, *text);
    diag::Engine findings;
    auto tree = parse::parse(session_.sources(), file, findings);
    for (const diag::Finding& finding : findings.findings()) session_.diagnostics().add(finding);
    if (!tree || findings.hasErrors()) return;
    std::string formatted = ast::print(*tree, session_.sources());
    if (piped && !options_.check && !options_.json()) print(formatted);
    if (formatted == *text) return;
    changed_.push_back(piped ? "<stdin>" : path);
    if (!piped && !options_.check && !replace(path, formatted)) {
      session_.diagnostics().report(diag::Code::unwritable, {}, path);
    }
  }

  const FmtOptions& options_;
  driver::Session session_;
  std::vector<std::string> changed_;
  bool from_stdin_ = false;
};

}  // namespace

void addFmt(CommandLine& line) {
  auto options = std::make_shared<FmtOptions>();
  Command command = line.add(
      "fmt",
      "Formats sources in place and names those that changed. Exit code: 0; with --check 1 where "
      "one would change; 2 an error.");
  command.texts("path", options->paths, "folders, files, or - to print");
  command.flag("--check", options->check, "change nothing, only say what would change");
  addFormat(command, options->format);
  command.examples("  polc fmt CONTRACT\n  polc fmt --check CONTRACT\n  polc fmt - < contract.pol");
  command.run([options] { return Formatter(*options).run(); });
}

}  // namespace polc::tool
