#include "compiler/lower/build.h"

#include "compiler/lower/lives.h"
#include "compiler/lower/vocabulary.h"

namespace polc::lower {
namespace {

core::ClauseKind kindOf(ast::ClauseKind kind) {
  switch (kind) {
    case ast::ClauseKind::permission:
      return core::ClauseKind::permission;
    case ast::ClauseKind::ownership:
      return core::ClauseKind::ownership;
    case ast::ClauseKind::lifecycle:
      return core::ClauseKind::lifecycle;
    case ast::ClauseKind::data:
      return core::ClauseKind::data;
    case ast::ClauseKind::review:
      return core::ClauseKind::review;
  }
  return core::ClauseKind::permission;
}

std::vector<SourceId> clausesInOrder(const sema::Program& program,
                                     const Consolidation& consolidation) {
  std::vector<SourceId> clauses;
  for (SourceId source : consolidation.order) {
    if (program.sources[source].kind == sema::SourceKind::clause) clauses.push_back(source);
  }
  return clauses;
}

}  // namespace

std::shared_ptr<core::Bundle> build(const sema::Program& program,
                                    const Consolidation& consolidation,
                                    const source::SourceMap& sources, diag::Engine& diagnostics,
                                    Extent extent) {
  auto bundle = std::make_shared<core::Bundle>();
  bool whole = extent == Extent::whole;
  bundle->contract = program.contract;
  bundle->amended_through = whole ? consolidation.amended_through : 0;
  bundle->term = {consolidation.effective, consolidation.until};
  if (!program.zones.empty()) bundle->zones.push_back(program.zones[0]);

  Builder builder(*bundle);
  Selection selection(program, consolidation);
  Reads reads(program);
  Shared shared{program, consolidation, sources, diagnostics,
                builder, selection,     reads,   whole ? Texts::keep : Texts::drop};
  Expressions expressions(shared);
  lowerVocabulary(shared, expressions,
                  whole ? std::nullopt : std::optional(consolidation.amended_through));

  std::vector<SourceId> clauses = clausesInOrder(program, consolidation);
  std::vector<core::ClauseId> clause_ids(program.sources.size(), core::kNone);
  for (SourceId source : clauses) {
    const sema::Source& from = program.sources[source];
    clause_ids[source] = static_cast<core::ClauseId>(bundle->clauses.size());
    bundle->clauses.push_back({kindOf(from.clause_kind), from.identity()});
  }
  Rules rules(shared, expressions, clause_ids);
  Lives lives(shared, expressions, rules);
  for (SourceId source : clauses) {
    rules.lowerClause(source);
    lives.lowerClause(source, clause_ids[source]);
  }
  rules.sort();
  return bundle;
}

}  // namespace polc::lower
