// Files stay short, the top level stays as it is, and copies that must agree do.
#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/codebase/tree.h"

using namespace polc::codebase;

TEST_CASE("no source is longer than 600 lines") {
  for (const char* folder : {"compiler", "runtime", "tools", "tests"}) {
    for (const char* extension : {".h", ".cpp"}) {
      for (const std::string& file : filesUnder(folder, extension)) {
        INFO(file);
        CHECK(linesOf(file).size() <= 600);
      }
    }
  }
}

TEST_CASE("headers begin with what they are for") {
  for (const char* folder : {"compiler", "runtime", "tools"}) {
    for (const std::string& file : filesUnder(folder, ".h")) {
      INFO(file);
      CHECK(readText(file).starts_with("//"));
    }
  }
}

TEST_CASE("the top level holds the pipeline's folders and nothing else") {
  std::set<std::string> allowed = {"CMakeLists.txt", "LICENSE",  "README.md", "compiler",
                                   "docs",           "examples", "grammar",   "runtime",
                                   "stdlib",         "tests",    "tools"};
  for (const auto& entry : std::filesystem::directory_iterator(POLC_SOURCE_DIR)) {
    std::string name = entry.path().filename().string();
    if (name.starts_with(".") || name.starts_with("build")) continue;
    INFO(name);
    CHECK(allowed.count(name) == 1);
  }
}
