// The command line: picks a subcommand and runs it.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>

#include "runtime/core/core.h"
#include "tools/polc/command.h"
#include "version.h"

namespace {

std::string versionText() {
  return fmt::format("polc {} (commit {})\nLLVM {}\ncore format {}", POLC_VERSION, POLC_COMMIT,
                     POLC_LLVM_VERSION, polc::core::kFormat);
}

int run(int argc, char** argv) {
  using namespace polc::tool;
  CLI::App app{
      "Checks contracts about computing environments with their amendments, and decides by them.",
      "polc"};
  app.set_version_flag("--version", versionText());
  app.require_subcommand(1);
  app.footer(
      "Commands take the folder of a contract or any file in it, or `-` for a lone contract on "
      "standard input; eval, standing, cases and bench a bundle (.polb), too; inspect only that.\n"
      "`polc COMMAND --help` shows a command's options and examples.");
  std::function<int()> chosen;
  CommandLine line(app, chosen);
  for (auto* add :
       {addCheck, addEval, addStanding, addCases, addConsolidate, addTimeline, addExplain, addFmt,
        addLower, addBuild, addInspect, addKeygen, addBench, addPlan}) {
    add(line);
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& problem) {
    return app.exit(problem) == 0 ? kClean : kCannot;
  }
  return chosen();
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& fault) {
    std::cerr << "polc: internal fault: " << fault.what() << "\n";
    return polc::tool::kCannot;
  }
}
