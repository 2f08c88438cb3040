#include "compiler/driver/pipeline.h"

#include <utility>

#include "compiler/driver/libraries.h"
#include "compiler/lower/lower.h"
#include "compiler/parse/parse.h"
#include "compiler/sema/analyse.h"

namespace polc::driver {
namespace {

bool fits(Role role, const ast::File& file) {
  if (role == Role::contract) return std::holds_alternative<ast::ContractFile>(file.body);
  if (role == Role::amendment) return std::holds_alternative<ast::AmendmentFile>(file.body);
  return std::holds_alternative<ast::LibraryFile>(file.body);
}

std::string_view expected(Role role) {
  if (role == Role::contract) return "a contract";
  return role == Role::amendment ? "an amendment" : "a library";
}

void parseTexts(Build& build) {
  for (Text& text : build.texts.files) {
    source::FileId id =
        build.sources.add(build.texts.shown(text.path), std::exchange(text.text, {}));
    std::unique_ptr<ast::File> file =
        parse::parse(build.sources, id, build.diagnostics, build.options.limits);
    if (!file) continue;
    if (!fits(text.role, *file)) {
      build.diagnostics.report(diag::Code::stray_source, file->head, expected(text.role));
    }
    build.files.push_back(std::move(file));
  }
}

void bringInLibraries(Build& build) {
  build.files = withLibraries(std::move(build.files), build.sources, build.diagnostics);
}

void analyse(Build& build) {
  sema::Input input{std::move(build.files), build.texts.folder, standardLibraries()};
  build.program = sema::analyse(build.sources, std::move(input), build.diagnostics);
}

void checkAmendments(Build& build) {
  consolidate::check(*build.program, build.options.check, build.diagnostics);
}

void consolidateAndLower(Build& build) { build.agreement = agree(build, {}, build.diagnostics); }

void checkDigests(Build& build) {
  lower::checkDigests(*build.program, build.sources, build.diagnostics);
}

}  // namespace

const std::vector<Pass>& passes() {
  static const std::vector<Pass> list = {
      {"parse", parseTexts},         {"libraries", bringInLibraries},
      {"names and types", analyse},  {"amendments", checkAmendments},
      {"core", consolidateAndLower}, {"digests", checkDigests},
  };
  return list;
}

void run(Build& build) {
  for (const Pass& pass : passes()) {
    if (build.options.progress) build.options.progress(pass.name);
    pass.run(build);
    if (build.diagnostics.hasErrors()) break;
  }
  build.diagnostics.sort();
}

Agreement agree(const Build& build, const consolidate::Known& known, diag::Engine& diagnostics) {
  Agreement agreement;
  agreement.consolidation = consolidate::consolidate(*build.program, known);
  agreement.bundle =
      lower::lower(*build.program, agreement.consolidation, build.sources, diagnostics);
  return agreement;
}

}  // namespace polc::driver
