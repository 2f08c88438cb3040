#include "compiler/driver/json_findings.h"

#include <catch2/catch.hpp>

using namespace polc;

TEST_CASE("a finding of a JSON text gets its row and its place") {
  source::SourceMap sources;
  source::FileId file = sources.add("directory.json", "[\n  {\"uid\": 1}\n]\n");
  diag::Engine diagnostics;
  driver::report({{8053, true, 2, 4, "what was seen"}}, file, 2, diagnostics);
  REQUIRE(diagnostics.findings().size() == 1);
  const diag::Finding& finding = diagnostics.findings()[0];
  CHECK(diag::row(finding.code).code == "P8053");
  CHECK(finding.severity == diag::Severity::error);
  CHECK(finding.message == "what was seen");
  CHECK(sources.begin(finding.span).line == 2);
  CHECK(sources.begin(finding.span).column == 3);
}

TEST_CASE("a number without a row is reported all the same, as P8052") {
  diag::Engine diagnostics;
  driver::report({{8999, true, 0, 1, "strange"}}, 0, 0, diagnostics);
  REQUIRE(diagnostics.findings().size() == 1);
  CHECK(diag::row(diagnostics.findings()[0].code).code == "P8052");
  CHECK(diagnostics.hasErrors());
}

TEST_CASE("what the runtime warns of is a warning") {
  diag::Engine diagnostics;
  driver::report({{8053, false, 0, 1, "odd"}}, 0, 0, diagnostics);
  CHECK(diagnostics.findings().at(0).severity == diag::Severity::warning);
  CHECK_FALSE(diagnostics.hasErrors());
}
