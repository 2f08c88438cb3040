// Analyses texts, for the tests of this folder.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "compiler/parse/parse.h"
#include "compiler/sema/analyse.h"

namespace polc::sema {

struct Analysed {
  std::unique_ptr<source::SourceMap> sources = std::make_unique<source::SourceMap>();
  diag::Engine diagnostics;
  std::unique_ptr<Program> program;

  std::string codes() {
    diagnostics.sort();
    std::string codes;
    for (const diag::Finding& finding : diagnostics.findings()) {
      codes += (codes.empty() ? "" : " ") + std::string(diag::row(finding.code).code);
    }
    return codes;
  }
  const Source& source(const std::string& identity) const {
    return program->sources[program->index.at(identity)];
  }
  const Version& version(const std::string& identity, size_t nth = 0) const {
    return program->versions[source(identity).versions[nth]];
  }
  const Expr& expr(ExprId id) const { return program->expr(id); }
};

inline Analysed analysed(const std::vector<std::string>& texts) {
  Analysed result;
  Input input;
  for (const std::string& text : texts) {
    source::FileId id = result.sources->add("text.pol", text);
    auto file = parse::parse(*result.sources, id, result.diagnostics);
    if (file) input.files.push_back(std::move(file));
  }
  result.program = analyse(*result.sources, std::move(input), result.diagnostics);
  return result;
}

// A contract with a small vocabulary around `body`.
inline std::string contract(const std::string& body) {
  return R"(contract a.b
  effective 2026-01-01
  zone "Europe/Berlin"
enum Stage { staging, production }
enum Grade { low < high }
record Card { area: String  until: Time?  cost: Decimal = 0 }
registered entity Team
registered entity Person in Team { name: String  mfa: Bool = false  cards: Set<Card> = {} }
entity Pod in Team {
  stage: Stage  grade: Grade = low  opened_at: Time as birth  used_at: Time?  lead: Person?
  extensions: Int = 0  address: Ip?  release: Version?  shares: Map<Int>?  fee: Decimal = 0.50
}
action enter, destroy, extend on Pod
context { alarm: Bool = false  ticket: String? }
obligation wipe
)" + body;
}
inline std::string amendment(uint32_t number, const std::string& body) {
  return "amendment " + std::to_string(number) + " to a.b\n  signed 2026-02-0" +
         std::to_string(number) + "\n  effective 2026-03-01\n  because \"x\"\n" + body;
}
// Findings of a grant with this condition, of `s: Person` on `p: Pod`.
inline std::string ofCondition(const std::string& condition, const std::string& before = "") {
  return analysed({contract(before + "permission x {\n  allow s: Person to enter on p: Pod where " +
                            condition + "\n}\n")})
      .codes();
}

}  // namespace polc::sema
