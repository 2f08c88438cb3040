// A text and what the parser makes of it, for tests.
#pragma once
#include <memory>
#include <string>

#include "compiler/ast/printer.h"
#include "compiler/parse/parse.h"

namespace polc::test {

inline const std::string kHeader =
    "contract demo.rules\n  effective 2026-01-01\n  zone \"Europe/Berlin\"\n\n";
inline const std::string kAmendment =
    "amendment 1 to demo.rules\n  signed 2026-01-10\n  effective 2026-02-01\n  because \"why\"\n\n";

struct Parsed {
  explicit Parsed(const std::string& text, const std::string& path = "contract.pol") {
    id = sources.add(path, text);
    file = parse::parse(sources, id, diagnostics);
    diagnostics.sort();
  }
  std::string printed() const { return file == nullptr ? "" : ast::print(*file, sources); }
  std::string report() const { return diag::renderText(diagnostics, sources, false); }
  // "P1020 5:3 P1031 7:2"
  std::string places() const {
    std::string out;
    for (const diag::Finding& f : diagnostics.findings()) {
      source::Place at = sources.begin(f.span);
      out += (out.empty() ? "" : " ") + std::string(diag::row(f.code).code) + " " +
             std::to_string(at.line) + ":" + std::to_string(at.column);
    }
    return out;
  }

  source::SourceMap sources;
  diag::Engine diagnostics;
  source::FileId id = 0;
  std::unique_ptr<ast::File> file;
};

// The condition of `define f(): Bool = …`, printed; its findings where there are any.
inline std::string printedExpr(const std::string& text) {
  Parsed parsed(kHeader + "define f(): Bool = " + text + "\n");
  if (parsed.file == nullptr || !parsed.diagnostics.findings().empty()) return parsed.places();
  const auto& contract = std::get<ast::ContractFile>(parsed.file->body);
  const auto& decl = std::get<ast::Decl>(contract.elements.at(0));
  return ast::print(*std::get<ast::DefineDecl>(decl.body).body);
}

}  // namespace polc::test
