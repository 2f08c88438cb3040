#include "compiler/lower/lower.h"

#include "compiler/lower/build.h"

namespace polc::lower {

std::shared_ptr<const core::Bundle> lower(const sema::Program& program,
                                          const consolidate::Consolidation& consolidation,
                                          const source::SourceMap& sources,
                                          diag::Engine& diagnostics) {
  diag::Engine own;
  std::shared_ptr<core::Bundle> bundle = build(program, consolidation, sources, own, Extent::whole);
  for (const diag::Finding& finding : own.findings()) diagnostics.add(finding);
  if (own.hasErrors()) return nullptr;
  for (const std::string& fault : core::verify(*bundle)) {
    diagnostics.report(diag::Code::core_unsound, program.head, fault);
    return nullptr;
  }
  bundle->digest = core::digest(*bundle);
  return bundle;
}

}  // namespace polc::lower
