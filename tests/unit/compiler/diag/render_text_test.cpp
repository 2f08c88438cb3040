#include <algorithm>
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
  CHECK(rendered("\u009b31m;", 5, 6).find("\u009b") == std::string::npos);
}

TEST_CASE("control characters of messages, notes, helps and paths never reach the terminal") {
  const std::string bad = "\x1b[2J\r\n\x7f\u009bäöü";
  source::SourceMap sources;
  source::FileId file = sources.add(bad + ".pol", "one\n");
  diag::Engine diagnostics;
  diag::Finding& found = diagnostics.report(diag::Code::source_unreadable, {file, 0, 1}, bad);
  found.help = bad;
  found.related.push_back({{file, 1, 2}, bad});
  std::string shown = diag::renderText(diagnostics, sources, false);
  for (const char* control : {"\x1b", "\r", "\x7f", "\u009b"})
    CHECK(shown.find(control) == std::string::npos);
  CHECK(std::count(shown.begin(), shown.end(), '\n') == 7);
  size_t places = 0;
  for (size_t at = 0; (at = shown.find("?[2J????äöü", at)) != std::string::npos; ++at) ++places;
  CHECK(places == 5);
}
