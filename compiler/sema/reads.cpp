#include "compiler/sema/reads.h"

#include <algorithm>

#include "compiler/base/limits.h"

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

// The definitions, those that they call first. Found without recursion: a text may chain as many as it likes.
class CallOrder {
 public:
  explicit CallOrder(const Program& program)
      : height(program.sources.size()), program_(program), state_(program.sources.size()) {
    for (SourceId id = 0; id < program.sources.size(); ++id) {
      if (program.sources[id].kind != SourceKind::define) continue;
      enter(id);
      while (!path_.empty()) step();
    }
  }

  Sources order;
  std::vector<uint32_t> height;  // by source: of the chain of calls below it; 1 where it calls none
  std::vector<Sources> cycles;   // each from the definition that is led back to

 private:
  enum class State : uint8_t { unseen, open, done };
  struct Frame {
    SourceId id;
    Sources calls;
    size_t next = 0;
  };

  void enter(SourceId id) {
    if (state_[id] == State::done) return;
    if (state_[id] == State::open) return cycle(id);
    state_[id] = State::open;
    Frame& frame = path_.emplace_back(Frame{id, {}});
    for (VersionId version : program_.sources[id].versions) {
      Sources reads;
      readsOf(program_, program_.versions[version].body, reads);
      tidy(reads);
      for (SourceId read : reads) {
        if (program_.sources[read].kind == SourceKind::define) frame.calls.push_back(read);
      }
    }
  }

  void step() {
    Frame& frame = path_.back();
    if (frame.next < frame.calls.size()) return enter(frame.calls[frame.next++]);
    for (SourceId call : frame.calls) height[frame.id] = std::max(height[frame.id], height[call]);
    ++height[frame.id];
    state_[frame.id] = State::done;
    order.push_back(frame.id);
    path_.pop_back();
  }

  // Its way is kept where it will be shown.
  void cycle(SourceId id) {
    if (cycles.size() >= limits::kFindings) return cycles.push_back({id});
    auto first = std::find_if(path_.begin(), path_.end(),
                              [id](const Frame& frame) { return frame.id == id; });
    Sources& way = cycles.emplace_back();
    for (auto at = first; at != path_.end(); ++at) way.push_back(at->id);
  }

  const Program& program_;
  std::vector<State> state_;
  std::vector<Frame> path_;
};

void reportCycle(Analysis& analysis, const Sources& cycle) {
  const Program& program = analysis.program;
  std::string way;
  for (SourceId id : cycle) way += program.sources[id].name + " -> ";
  const Source& source = program.sources[cycle[0]];
  diag::Finding& finding = analysis.diagnostics.report(Code::recursive_define, source.span,
                                                       source.name, way + source.name);
  for (size_t i = 1; i < cycle.size(); ++i) {
    finding.related.push_back({program.sources[cycle[i]].span, "it leads on here"});
  }
}

// The sources that each definition reads, itself not counted; cycles and too long chains were reported, and end here.
class Closure {
 public:
  explicit Closure(const Program& program) : program_(program), known_(program.sources.size()) {
    CallOrder calls(program);
    for (SourceId id : calls.order) {
      if (calls.height[id] > limits::kExpressionHeight) continue;
      Sources reads;
      for (VersionId version : program_.sources[id].versions)
        readsOf(program_, program_.versions[version].body, reads);
      close(reads);
      known_[id] = std::move(reads);
    }
  }

  void close(Sources& reads) {
    tidy(reads);
    Sources more;
    for (SourceId read : reads) more.insert(more.end(), known_[read].begin(), known_[read].end());
    reads.insert(reads.end(), more.begin(), more.end());
    tidy(reads);
  }

 private:
  const Program& program_;
  std::vector<Sources> known_;  // empty of what is no definition
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

void closeDefinitions(Analysis& analysis) {
  const Program& program = analysis.program;
  CallOrder calls(program);
  for (const Sources& cycle : calls.cycles) reportCycle(analysis, cycle);
  analysis.define_uses.assign(program.sources.size(), 0);
  for (SourceId id : calls.order) {
    for (VersionId version : program.sources[id].versions)
      analysis.define_uses[id] |= usesOf(analysis, program.versions[version].body);
    if (calls.height[id] == limits::kExpressionHeight + 1) {
      analysis.diagnostics.report(Code::expression_too_high, program.sources[id].span,
                                  limits::kExpressionHeight);
    }
  }
}

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
