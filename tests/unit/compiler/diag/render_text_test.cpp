#include <catch2/catch.hpp>

#include "compiler/diag/diag.h"

using namespace polc;

namespace {

std::string rendered(const std::string& text, uint32_t begin, uint32_t end) {
  source::SourceMap sources;
  source::FileId file = sources.add("a.pol", text);
  diag::Engine diagnostics;
  diagnostics.report(diag::Code::semicolon, {file, begin, end});
  return diag::renderText(diagnostics, sources, false);
}

}  // namespace

TEST_CASE("a finding is shown with its line, its caret and its help") {
  CHECK(rendered("one\n\ttwo;\n", 8, 9) ==
        "a.pol:2:5: error[P1016]: `;` separates nothing here\n"
        " 2 | \ttwo;\n"
        "   | \t   ^\n"
        "help: remove it: every item begins with its word\n");
}

TEST_CASE("the caret counts code points, not bytes") {
  CHECK(rendered("\u00e4\u00f6;", 4, 5).find(" 1 | \u00e4\u00f6;\n   |   ^\n") !=
        std::string::npos);
}

TEST_CASE("of a very long line the part around the finding is shown") {
  std::string text =
      rendered(std::string(50000, '(') + ";" + std::string(50000, ')'), 50000, 50001);
  CHECK(text.size() < 1000);
  CHECK(text.find("(;)") != std::string::npos);
  size_t line = text.find(" 1 | ");
  size_t caret_line = text.find("   | ");
  REQUIRE(line != std::string::npos);
  // "…" has three bytes and one column.
  CHECK(text.find(';', line) - line - 2 == text.find('^', caret_line) - caret_line);
}

TEST_CASE("control characters of a text never reach the terminal") {
  CHECK(rendered("\x1b[31m;", 5, 6).find('\x1b') == std::string::npos);
}
