// The includes follow the arrows of CMakeLists.txt, and LLVM and ANTLR stay where they belong.
#include <catch2/catch.hpp>
#include <regex>

#include "tests/codebase/tree.h"

using namespace polc::codebase;

namespace {

std::vector<std::string> sources() {
  std::vector<std::string> files;
  for (const char* folder : {"compiler", "runtime", "tools"}) {
    for (const char* extension : {".h", ".cpp"}) {
      for (std::string& file : filesUnder(folder, extension)) files.push_back(std::move(file));
    }
  }
  return files;
}

std::vector<std::string> includesOf(const std::string& file) {
  static const std::regex include(R"re(^\s*#\s*include\s*["<]([^">]+)[">])re");
  std::vector<std::string> out;
  for (const std::string& line : linesOf(file)) {
    std::smatch found;
    if (std::regex_search(line, found, include)) out.push_back(found[1]);
  }
  return out;
}

bool foreign(const std::string& include, const std::string& prefix) {
  return include.starts_with(prefix + "/") || include.starts_with(prefix + "-");
}

}  // namespace

TEST_CASE("every folder with sources is a layer") {
  auto rows = layers();
  REQUIRE(rows.size() > 15);
  for (const std::string& file : sources()) {
    if (file.starts_with("tools/")) continue;
    INFO(file);
    CHECK(rows.count(folderOf(file)) == 1);
  }
}

TEST_CASE("a layer includes only what its row allows") {
  auto rows = layers();
  for (const std::string& file : sources()) {
    if (file.starts_with("tools/")) continue;
    for (const std::string& include : includesOf(file)) {
      bool own = include.starts_with("compiler/") || include.starts_with("runtime/") ||
                 include.starts_with("tools/") || include.starts_with("tests/");
      // Tables of rows (functions.def, diagnostics.def) hold no code.
      if (!own || include.ends_with(".def")) continue;
      INFO(file << " includes " << include);
      CHECK(rows[folderOf(file)].count(folderOf(include)) == 1);
    }
  }
}

TEST_CASE("the runtime knows neither the compiler nor its tools") {
  for (const auto& [layer, used] : layers()) {
    if (!layer.starts_with("runtime/")) continue;
    for (const std::string& one : used) {
      INFO(layer << " uses " << one);
      CHECK(one.starts_with("runtime/"));
    }
  }
}

TEST_CASE("LLVM is included in sources of codegen, jit and aot only") {
  for (const std::string& file : sources()) {
    bool allowed = (file.starts_with("compiler/codegen/") || file.starts_with("compiler/jit/") ||
                    file.starts_with("compiler/aot/")) &&
                   file.ends_with(".cpp");
    for (const std::string& include : includesOf(file)) {
      INFO(file << " includes " << include);
      CHECK((allowed || (!foreign(include, "llvm") && !foreign(include, "lld"))));
    }
  }
}

TEST_CASE("ANTLR is included in parse only") {
  for (const std::string& file : sources()) {
    for (const std::string& include : includesOf(file)) {
      INFO(file << " includes " << include);
      bool antlr =
          foreign(include, "antlr4") || include == "PolcLexer.h" || include == "PolcParser.h";
      CHECK((file.starts_with("compiler/parse/") || !antlr));
    }
  }
}

TEST_CASE("plan, codegen and jit share nothing with the interpreter") {
  auto rows = layers();
  for (const char* layer :
       {"compiler/plan", "compiler/codegen", "compiler/jit", "runtime/engine"}) {
    INFO(layer);
    CHECK(rows[layer].count("runtime/interp") == 0);
  }
  CHECK(rows["runtime/interp"].count("runtime/engine") == 0);
}
