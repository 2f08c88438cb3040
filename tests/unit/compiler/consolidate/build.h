// Builds typed programs for the tests of consolidation.
#pragma once
#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <vector>

#include "compiler/consolidate/timeline.h"
#include "compiler/parse/parse.h"
#include "compiler/sema/analyse.h"

namespace polc::consolidate {

struct Built {
  source::SourceMap sources;
  diag::Engine diagnostics;
  std::unique_ptr<sema::Program> program;

  // "P4002 P4005": the codes of the findings, in order.
  std::string codes() const {
    std::string out;
    for (const diag::Finding& finding : diagnostics.findings()) {
      out += (out.empty() ? "" : " ") + std::string(diag::row(finding.code).code);
    }
    return out;
  }
  sema::SourceId source(const std::string& identity) const { return program->index.at(identity); }
};

// The first text is the contract.
inline std::unique_ptr<Built> build(const std::vector<std::string>& texts) {
  auto built = std::make_unique<Built>();
  sema::Input input;
  for (const std::string& text : texts) {
    source::FileId file = built->sources.add("part" + std::to_string(input.files.size()), text);
    auto tree = parse::parse(built->sources, file, built->diagnostics);
    if (tree) input.files.push_back(std::move(tree));
  }
  built->program = sema::analyse(built->sources, std::move(input), built->diagnostics);
  for (const diag::Finding& finding : built->diagnostics.findings()) UNSCOPED_INFO(finding.message);
  REQUIRE(built->program);
  return built;
}

inline Micros instant(const std::string& text) { return *time::parseTime(text); }

}  // namespace polc::consolidate
