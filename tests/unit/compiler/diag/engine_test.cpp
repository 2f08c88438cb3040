#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "compiler/base/limits.h"
#include "compiler/diag/diag.h"

using namespace polc;
using diag::Code;

TEST_CASE("findings are ordered, and repetitions dropped") {
  diag::Engine engine;
  engine.report(Code::semicolon, {0, 9, 10});
  engine.report(Code::semicolon, {0, 3, 4});
  engine.report(Code::semicolon, {0, 3, 4});
  engine.report(Code::source_unreadable, {}, "x");
  engine.sort();
  REQUIRE(engine.findings().size() == 3);
  CHECK(engine.findings()[0].span.begin == 3);
  CHECK(!engine.findings()[2].span.valid());
  CHECK(engine.hasErrors());
}

TEST_CASE("findings past the limit are counted") {
  diag::Engine engine;
  for (uint32_t i = 0; i < limits::kFindings + 7; ++i)
    engine.report(Code::semicolon, {0, i, i + 1});
  CHECK(engine.findings().size() == limits::kFindings);
  CHECK(engine.dropped() == 7);
}

TEST_CASE("text shows the line, a caret, related places and the help") {
  source::SourceMap sources;
  auto file = sources.add("a.pol", "one\n\ttw\xC3\xB6 three\n");
  diag::Engine engine;
  engine.report(Code::misspelt_word, {file, 10, 15}, "`three`", "free")
      .related.push_back({{file, 0, 3}, "as here"});
  CHECK(diag::renderText(engine, sources, false) ==
        "a.pol:2:6: error[P1023]: `three` cannot stand here\n"
        " 2 | \ttw\xC3\xB6 three\n"
        "   | \t    ^^^^^\n"
        "a.pol:1:1: note: as here\n"
        " 1 | one\n"
        "   | ^^^\n"
        "help: did you mean `free`?\n");
  CHECK(diag::renderText(engine, sources, true).find("\033[") != std::string::npos);
}

TEST_CASE("JSON has places in code points, and null where there is none") {
  source::SourceMap sources;
  auto file = sources.add("a.pol", "\xC3\xB6 x\n");
  diag::Engine engine;
  engine.report(Code::semicolon, {file, 3, 4});
  engine.report(Code::source_unreadable, {}, "\xFF");
  auto json = nlohmann::json::parse(diag::renderJson(engine, sources));
  CHECK(json["findings"][0]["column"] == 3);
  CHECK(json["findings"][0]["end_column"] == 4);
  CHECK(json["findings"][1]["file"].is_null());
  CHECK(json["findings"][1]["line"].is_null());
  CHECK(json["summary"]["errors"] == 2);
  CHECK(json["summary"]["dropped"] == 0);
}

TEST_CASE("every code is unique and explained") {
  std::vector<std::string_view> codes;
  for (const diag::Row& row : diag::rows()) codes.push_back(row.code);
  std::sort(codes.begin(), codes.end());
  CHECK(std::adjacent_find(codes.begin(), codes.end()) == codes.end());
  CHECK(diag::explanation("P1023").starts_with("# P1023 misspelt_word\n"));
  CHECK(diag::explanation("P9999").empty());
}

TEST_CASE("an error behind more warnings than are kept takes the place of one of them") {
  diag::Engine engine;
  using diag::Severity;
  auto add = [&](Severity severity, uint32_t at) {
    engine.add({Code{}, severity, source::Span{0, at, at}, "", "", {}});
  };
  for (uint32_t i = 0; i < limits::kFindings + 5; ++i) add(Severity::warning, i);
  add(Severity::error, 1'000);
  add(Severity::warning, 1'001);
  CHECK(engine.findings().size() == limits::kFindings);
  CHECK(engine.dropped() == 7);
  CHECK(engine.findings().back().severity == Severity::error);
  CHECK(engine.findings().back().span.begin == 1'000);
  for (uint32_t i = 0; i < limits::kFindings + 5; ++i) add(Severity::error, 2'000 + i);
  CHECK(engine.findings().size() == limits::kFindings);
  for (const diag::Finding& finding : engine.findings()) CHECK(finding.severity == Severity::error);
  CHECK(engine.findings().front().span.begin == 1'000);
  CHECK(engine.dropped() == limits::kFindings + 12);
}
