#include "tests/support/pipeline.h"

#include "compiler/consolidate/timeline.h"
#include "compiler/lower/lower.h"
#include "compiler/parse/parse.h"
#include "compiler/sema/analyse.h"

namespace polc::support {
namespace {

std::unique_ptr<sema::Program> check(const std::vector<SourceText>& texts,
                                     source::SourceMap& sources, diag::Engine& diagnostics) {
  sema::Input input;
  for (const SourceText& text : texts) {
    auto file = parse::parse(sources, sources.add(text.path, text.text), diagnostics);
    if (file) input.files.push_back(std::move(file));
  }
  if (diagnostics.hasErrors()) return nullptr;
  auto program = sema::analyse(sources, std::move(input), diagnostics);
  if (!program || diagnostics.hasErrors()) return nullptr;
  consolidate::check(*program, {}, diagnostics);
  return diagnostics.hasErrors() ? nullptr : std::move(program);
}

}  // namespace

bool accepts(const std::vector<SourceText>& texts) {
  source::SourceMap sources;
  diag::Engine diagnostics;
  return check(texts, sources, diagnostics) != nullptr;
}

std::shared_ptr<const core::Bundle> compile(const std::vector<SourceText>& texts,
                                            std::string& findings) {
  source::SourceMap sources;
  diag::Engine diagnostics;
  std::shared_ptr<const core::Bundle> bundle;
  if (auto program = check(texts, sources, diagnostics)) {
    bundle = lower::lower(*program, consolidate::consolidate(*program, {}), sources, diagnostics);
  }
  if (diagnostics.hasErrors()) bundle = nullptr;
  findings = diag::renderText(diagnostics, sources, false);
  return bundle;
}

}  // namespace polc::support
