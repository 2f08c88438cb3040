// Every diagnostic can be explained and is tested; nothing explains or tests one that does not exist.
#include <catch2/catch.hpp>
#include <regex>

#include "compiler/diag/diag.h"
#include "runtime/decision/decision.h"
#include "tests/codebase/tree.h"

using namespace polc;
using namespace polc::codebase;

namespace {

constexpr const char* kPages = "compiler/diag/explain";

std::vector<std::string> evaluationCodes() {
  return {
#define EVALUATION_ERROR(number, name, message) "P" #number,
#include "runtime/decision/errors.def"
#undef EVALUATION_ERROR
  };
}

std::set<std::string> allCodes() {
  std::set<std::string> codes;
  for (const diag::Row& row : diag::rows()) codes.insert(std::string(row.code));
  for (const std::string& code : evaluationCodes()) codes.insert(code);
  return codes;
}

std::set<std::string> codesIn(const std::string& text) {
  static const std::regex code(R"(\bP[1-9][0-9]{3}\b)");
  std::set<std::string> found;
  for (std::sregex_iterator at(text.begin(), text.end(), code), end; at != end; ++at) {
    found.insert(at->str());
  }
  return found;
}

// Codes that some test expects: in a golden file, or in a unit test where no golden file can make the finding.
std::set<std::string> testedCodes() {
  std::set<std::string> tested;
  for (const std::string& file : filesUnder("tests/golden", ".pol")) {
    for (const std::string& line : linesOf(file)) {
      if (line.starts_with("//~ ")) tested.merge(codesIn(line));
    }
  }
  for (const char* extension : {".cpp", ".sh"}) {
    for (const char* folder : {"tests/unit", "tests/tool"}) {
      for (const std::string& file : filesUnder(folder, extension)) {
        tested.merge(codesIn(readText(file)));
      }
    }
  }
  return tested;
}

}  // namespace

TEST_CASE("codes are unique and well formed") {
  std::set<std::string> seen;
  for (const diag::Row& row : diag::rows()) {
    INFO(row.code);
    CHECK(std::regex_match(std::string(row.code), std::regex("P[1-8][0-9]{3}")));
    CHECK(seen.insert(std::string(row.code)).second);
    CHECK_FALSE(row.message.empty());
  }
}

TEST_CASE("every diagnostic has a page, and every page a diagnostic") {
  std::set<std::string> codes = allCodes();
  for (const std::string& code : codes) {
    INFO(code);
    std::string page = readText(std::string(kPages) + "/" + code + ".md");
    CHECK(page.starts_with("# " + code + " "));
    CHECK(std::count(page.begin(), page.end(), '\n') >= 6);
  }
  for (const std::string& file : filesUnder(kPages, ".md")) {
    INFO(file);
    CHECK(codes.count(file.substr(std::string(kPages).size() + 1, 5)) == 1);
  }
}

TEST_CASE("a page's title names the diagnostic") {
  for (const diag::Row& row : diag::rows()) {
    std::string title = "# " + std::string(row.code) + " " + std::string(row.name) + "\n";
    INFO(title);
    CHECK(diag::explanation(row.code).starts_with(title));
  }
}

TEST_CASE("every diagnostic is tested") {
  std::set<std::string> tested = testedCodes();
  for (const std::string& code : allCodes()) {
    INFO(code);
    CHECK(tested.count(code) == 1);
  }
}

TEST_CASE("golden files expect diagnostics that exist, and are short") {
  std::set<std::string> codes = allCodes();
  for (const std::string& file : filesUnder("tests/golden", ".pol")) {
    INFO(file);
    CHECK(linesOf(file).size() <= 40);
    for (const std::string& line : linesOf(file)) {
      if (!line.starts_with("//~ ")) continue;
      for (const std::string& code : codesIn(line)) CHECK(codes.count(code) == 1);
    }
  }
}
