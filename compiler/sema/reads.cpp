#include "compiler/sema/reads.h"

#include <algorithm>

namespace polc::sema {
namespace {

using diag::Code;
using Sources = std::vector<SourceId>;

void tidy(Sources& sources) {
  std::sort(sources.begin(), sources.end());
  sources.erase(std::unique(sources.begin(), sources.end()), sources.end());
}

bool refersToSource(Op op) {
  return op == Op::param || op == Op::in_schedule || op == Op::in_group || op == Op::define_call;
}

void readsOf(const Program& program, ExprId id, Sources& into) {
  if (id == kNone) return;
  const Expr& expr = program.expr(id);
  if (refersToSource(expr.op)) into.push_back(expr.ref);
  for (ExprId child : expr.children) readsOf(program, child, into);
}

uint32_t ownUses(Op op) {
  switch (op) {
    case Op::now:
      return kUsesNow;
    case Op::subject:
      return kUsesSubject;
    case Op::resource:
      return kUsesResource;
    case Op::action:
      return kUsesAction;
    case Op::context:
      return kUsesContext;
    default:
      return 0;
  }
}

// Depth first over the definitions that each definition calls.
class Definitions {
 public:
  explicit Definitions(Analysis& analysis)
      : analysis_(analysis),
        program_(analysis.program),
        state_(program_.sources.size(), State::unseen) {
    analysis_.define_uses.assign(program_.sources.size(), 0);
  }

  void run() {
    for (SourceId id = 0; id < program_.sources.size(); ++id) {
      if (program_.sources[id].kind == SourceKind::define) visit(id);
    }
  }

 private:
  enum class State : uint8_t { unseen, open, done };

  void visit(SourceId id) {
    if (state_[id] == State::done) return;
    if (state_[id] == State::open) return cycle(id);
    state_[id] = State::open;
    path_.push_back(id);
    for (VersionId version : program_.sources[id].versions) {
      Sources reads;
      readsOf(program_, program_.versions[version].body, reads);
      tidy(reads);
      for (SourceId read : reads) {
        if (program_.sources[read].kind == SourceKind::define) visit(read);
      }
      analysis_.define_uses[id] |= usesOf(analysis_, program_.versions[version].body);
    }
    path_.pop_back();
    state_[id] = State::done;
  }

  void cycle(SourceId id) {
    auto first = std::find(path_.begin(), path_.end(), id);
    std::string way;
    for (auto at = first; at != path_.end(); ++at) way += program_.sources[*at].name + " -> ";
    const Source& source = program_.sources[id];
    diag::Finding& finding = analysis_.diagnostics.report(Code::recursive_define, source.span,
                                                          source.name, way + source.name);
    for (auto at = first + 1; at < path_.end(); ++at) {
      finding.related.push_back({program_.sources[*at].span, "it leads on here"});
    }
  }

  Analysis& analysis_;
  const Program& program_;
  std::vector<State> state_;
  Sources path_;
};

// The sources that each definition reads, itself not counted; cycles were reported, and end here.
class Closure {
 public:
  explicit Closure(const Program& program) : program_(program), known_(program.sources.size()) {}

  void close(Sources& reads) {
    tidy(reads);
    Sources more;
    for (SourceId read : reads) {
      if (program_.sources[read].kind != SourceKind::define) continue;
      const Sources& of = ofDefinition(read);
      more.insert(more.end(), of.begin(), of.end());
    }
    reads.insert(reads.end(), more.begin(), more.end());
    tidy(reads);
  }

 private:
  const Sources& ofDefinition(SourceId id) {
    if (known_[id]) return *known_[id];
    known_[id].emplace();
    Sources reads;
    for (VersionId version : program_.sources[id].versions)
      readsOf(program_, program_.versions[version].body, reads);
    close(reads);
    *known_[id] = std::move(reads);
    return *known_[id];
  }

  const Program& program_;
  std::vector<std::optional<Sources>> known_;
};

class ClauseReads {
 public:
  ClauseReads(const Analysis& analysis, Version& version)
      : analysis_(analysis), version_(version) {}

  void run() {
    Clause& clause = version_.clause;
    bool lives = false;
    for (Item& item : clause.items)
      lives |= std::visit([&](auto& body) { return isLife(body); }, item.body);
    expr(clause.header, lives);
    for (Item& item : clause.items) std::visit([&](auto& body) { this->item(body); }, item.body);
  }

 private:
  template <class Body>
  static bool isLife(const Body&) {
    return std::is_same_v<Body, ExpireItem> || std::is_same_v<Body, WarnItem> ||
           std::is_same_v<Body, GraceItem> || std::is_same_v<Body, ExtendItem> ||
           std::is_same_v<Body, HoldItem> || std::is_same_v<Body, OnExpiryItem>;
  }

  void expr(ExprId id, bool life = false) {
    readsOf(analysis_.program, id, version_.reads);
    if (life) readsOf(analysis_.program, id, version_.life_reads);
  }
  void actions(const Actions& actions) {
    version_.reads.insert(version_.reads.end(), actions.groups.begin(), actions.groups.end());
  }
  void obligations(const std::vector<ObligationCall>& calls, bool life = false) {
    for (const ObligationCall& call : calls) {
      version_.reads.push_back(call.obligation);
      for (const auto& [name, value] : call.arguments) expr(value, life);
    }
  }

  void item(RuleItem& item) {
    actions(item.actions);
    expr(item.where);
    expr(item.unless);
    obligations(item.obligations);
  }
  void item(OwnerItem& item) {
    for (ExprId owner : item.owners) expr(owner);
  }
  void item(OwnersMayItem& item) {
    actions(item.actions);
    expr(item.where);
    expr(item.unless);
    obligations(item.obligations);
  }
  void item(LimitItem& item) {
    actions(item.actions);
    expr(item.most);
    expr(item.amount);
    expr(item.key);
  }
  void item(ExpireItem& item) {
    version_.has_expiry = true;
    expr(item.amount, true);
    expr(item.base, true);
    expr(item.condition, true);
  }
  void item(WarnItem& item) { expr(item.amount, true); }
  void item(GraceItem& item) { expr(item.amount, true); }
  void item(ExtendItem& item) {
    expr(item.amount, true);
    expr(item.times, true);
  }
  void item(HoldItem& item) {
    version_.has_hold = true;
    expr(item.condition, true);
  }
  void item(OnExpiryItem& item) { obligations(item.obligations, true); }
  void item(DenyItem& item) {
    actions(item.actions);
    expr(item.where);
    expr(item.unless);
  }
  void item(MaskItem& item) {
    SourceId mask = analysis_.find(SourceKind::obligation, "mask");
    if (mask != kNone) version_.reads.push_back(mask);
    expr(item.unless);
  }
  void item(RequireItem& item) {
    expr(item.condition);
    constexpr uint32_t kRequest = kUsesSubject | kUsesAction | kUsesContext;
    item.reads_request = (usesOf(analysis_, item.condition) & kRequest) != 0;
  }

  const Analysis& analysis_;
  Version& version_;
};

}  // namespace

uint32_t usesOf(const Analysis& analysis, ExprId id) {
  if (id == kNone) return 0;
  const Expr& expr = analysis.program.expr(id);
  uint32_t uses = ownUses(expr.op);
  if (expr.op == Op::define_call && expr.ref < analysis.define_uses.size())
    uses |= analysis.define_uses[expr.ref];
  for (ExprId child : expr.children) uses |= usesOf(analysis, child);
  return uses;
}

void closeDefinitions(Analysis& analysis) { Definitions(analysis).run(); }

void collectReads(Analysis& analysis) {
  Closure closure(analysis.program);
  for (Version& version : analysis.program.versions) {
    if (version.clause_ast) {
      ClauseReads(analysis, version).run();
    } else {
      readsOf(analysis.program, version.body, version.reads);
    }
    closure.close(version.reads);
    closure.close(version.life_reads);
  }
}

}  // namespace polc::sema
