// polc_golden [--rewrite] PATH…: compares each golden file with what its texts give; with --rewrite, makes them agree.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "compiler/source/source.h"
#include "tests/golden/golden_file.h"

namespace {

namespace fs = std::filesystem;
using namespace polc;

std::vector<std::string> goldens(const std::string& path) {
  if (!fs::is_directory(path)) return {path};
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(path)) {
    if (entry.path().extension() == ".pol") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

void printLacking(const char* what, const std::vector<golden::Expectation>& some,
                  const std::vector<golden::Expectation>& others) {
  std::vector<golden::Expectation> rest;
  std::set_difference(some.begin(), some.end(), others.begin(), others.end(),
                      std::back_inserter(rest));
  for (const golden::Expectation& one : rest) {
    std::printf("  %s %s\n", what, one.text().c_str());
  }
}

bool holds(const std::string& path, const std::string& text) {
  golden::GoldenFile file = golden::readGolden(text);
  std::vector<golden::Expectation> found = golden::findingsOf(file);
  if (found == file.expected && file.faults.empty()) return true;
  std::printf("FAILED %s\n", path.c_str());
  for (const std::string& fault : file.faults) std::printf("  unreadable: %s", fault.c_str());
  printLacking("expected", file.expected, found);
  printLacking("got     ", found, file.expected);
  return false;
}

}  // namespace

int main(int argc, char** argv) {
  bool rewrite = false;
  uint32_t passed = 0, failed = 0;
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--rewrite") {
      rewrite = true;
      continue;
    }
    for (const std::string& path : goldens(argv[i])) {
      std::string text = source::readFile(path).value_or("");
      if (rewrite) {
        auto found = golden::findingsOf(golden::readGolden(text));
        std::ofstream(path, std::ios::binary) << golden::rewritten(text, found);
      } else {
        ++(holds(path, text) ? passed : failed);
      }
    }
  }
  if (!rewrite) std::printf("%u passed, %u failed\n", passed, failed);
  return failed == 0 ? 0 : 1;
}
