#include "compiler/sema/lint.h"

#include <algorithm>

namespace polc::sema {
namespace {

// The relation of `expire with` between types: an entity never waits for itself.
class GoesWith {
 public:
  explicit GoesWith(Analysis& analysis)
      : analysis_(analysis),
        edges_(analysis.vocabulary().entities.size()),
        state_(edges_.size(), 0) {}

  void run() {
    for (const Version& version : analysis_.program.versions) {
      if (version.clause.entity_type == kNone) continue;
      for (const Item& item : version.clause.items) addEdge(version.clause.entity_type, item);
    }
    for (uint32_t type = 0; type < edges_.size(); ++type) visit(type);
  }

 private:
  struct Edge {
    uint32_t to;
    Span span;
  };

  void addEdge(uint32_t from, const Item& item) {
    const auto* expire = std::get_if<ExpireItem>(&item.body);
    if (!expire || expire->form != ast::ExpireItem::Form::with || expire->base == kNone) return;
    const Type& type = analysis_.program.expr(expire->base).type;
    const Type& target = type.is(TypeKind::optional) ? *type.element : type;
    if (target.is(TypeKind::entity)) edges_[from].push_back({target.index, item.span});
  }

  void visit(uint32_t type) {
    if (state_[type] != 0) return;
    state_[type] = 1;
    for (const Edge& edge : edges_[type]) {
      if (state_[edge.to] == 1) {
        analysis_.diagnostics.report(diag::Code::expiry_cycle, edge.span,
                                     analysis_.vocabulary().entities[type].name,
                                     analysis_.vocabulary().entities[edge.to].name);
      } else {
        visit(edge.to);
      }
    }
    state_[type] = 2;
  }

  Analysis& analysis_;
  std::vector<std::vector<Edge>> edges_;
  std::vector<uint8_t> state_;  // 0 unseen, 1 open, 2 done
};

}  // namespace

void lint(Analysis& analysis) {
  for (const Version& version : analysis.program.versions) {
    if (version.clause_ast) lintLife(analysis, version);
  }
  GoesWith(analysis).run();
  lintSetAside(analysis);
}

}  // namespace polc::sema
