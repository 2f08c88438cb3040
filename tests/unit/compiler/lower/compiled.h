// A contract compiled from texts, phase by phase, for the tests of lowering.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "compiler/consolidate/timeline.h"
#include "compiler/lower/lower.h"
#include "compiler/parse/parse.h"
#include "compiler/sema/analyse.h"

namespace polc::lower_test {

inline const std::string kHead =
    "contract t.t\n"
    "  between a \"A\", b \"B\"\n"
    "  effective 2026-01-01 until 2027-01-01\n"
    "  zone \"UTC\"\n";

inline std::string amendment(int number, const std::string& effective,
                             const std::string& operations) {
  return "amendment " + std::to_string(number) + " to t.t\n  signed 2026-01-02\n  effective " +
         effective + "\n  because \"r\"\n" + operations + "\n";
}

struct Compiled {
  source::SourceMap sources;
  diag::Engine diagnostics;
  std::unique_ptr<sema::Program> program;
  consolidate::Consolidation fold;
  std::shared_ptr<const core::Bundle> bundle;

  // The contract's text without its header, and its amendments' texts.
  explicit Compiled(const std::string& contract, const std::vector<std::string>& amendments = {}) {
    sema::Input input;
    add(input, "contract.pol", kHead + contract);
    for (size_t i = 0; i < amendments.size(); ++i) {
      add(input, "amendments/" + std::to_string(i + 1) + ".pol", amendments[i]);
    }
    program = sema::analyse(sources, std::move(input), diagnostics);
    if (!program || diagnostics.hasErrors()) return;
    fold = consolidate::consolidate(*program, {});
    bundle = lower::lower(*program, fold, sources, diagnostics);
  }

  void add(sema::Input& input, const std::string& path, const std::string& text) {
    auto file = parse::parse(sources, sources.add(path, text), diagnostics);
    if (file) input.files.push_back(std::move(file));
  }
  std::string findings() const { return diag::renderText(diagnostics, sources, false); }
  std::string text() const {
    return bundle ? core::print(*bundle, true) : "no bundle: " + findings();
  }
  bool has(const std::string& part) const { return text().find(part) != std::string::npos; }
  std::string digestAt(const std::string& day) const {
    return lower::digestAt(*program, fold, *time::parseTime(day + "T00:00Z"), sources);
  }
};

}  // namespace polc::lower_test
