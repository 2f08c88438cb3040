// Lowers typed expressions: definitions and `owns` are written out, parameters read over time or put in as constants.
//
// In:     the versions chosen in a Selection
// Errors: P6001, P6002 (once a clause), P6003, P6004; the node that then stands there has no meaning
// Source: runtime/core/README.md §1
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compiler/lower/builder.h"
#include "compiler/lower/reads.h"
#include "compiler/lower/selection.h"

namespace polc::lower {

// Where source texts are needed and where they would only blur equality.
enum class Texts : uint8_t { keep, drop };

struct Shared {
  const sema::Program& program;
  const Consolidation& consolidation;
  const source::SourceMap& sources;
  diag::Engine& diagnostics;
  Builder& builder;
  Selection& selection;
  Reads& reads;
  Texts texts;
  // The source text of a span on one line; kNone where texts are dropped or there is none.
  uint32_t textOf(source::Span span) const;
};

class Expressions {
 public:
  explicit Expressions(Shared& shared) : shared_(shared), builder_(shared.builder) {}

  void beginClause(source::Span head);  // its expansion is counted anew
  // Parameters as chosen, instead of over time; with an instant, ownership as in force there, too.
  void fixInTime(bool fixed, std::optional<Micros> instant = {}) {
    fixed_ = fixed;
    instant_ = instant;
  }

  core::ExprId lower(sema::ExprId id);   // kNone stays kNone
  core::ExprId amount(sema::ExprId id);  // with a text, for its own error
  // `subject` is, or is in, one of these.
  core::ExprId ownedBy(core::ExprId subject, const std::vector<sema::ExprId>& owners);
  core::ExprId subjectOwnsSelf(uint32_t entity_type);
  core::ExprId subject();
  // A constant expression's value as one of the wanted type.
  uint32_t constant(sema::ExprId id, core::TypeId wanted);
  core::ExprId constantNode(sema::ExprId id, core::TypeId wanted);
  uint32_t schedule(SourceId source);

 private:
  struct Frame;
  struct Binding {
    core::ExprId node = core::kNone;  // a variable of the core, or
    sema::ExprId expr = sema::kNone;  // an expression of another frame, lowered where it is used
    Frame* frame = nullptr;
  };
  struct Frame {
    std::vector<std::pair<uint32_t, Binding>> slots;
    Binding self;
  };

  core::ExprId lower(sema::ExprId id, Frame& frame);
  core::ExprId operation(const sema::Expr& expr, Frame& frame);
  core::ExprId plain(core::Op op, const sema::Expr& expr, Frame& frame, uint32_t imm = 0);
  core::ExprId list(core::Op op, const sema::Expr& expr, Frame& frame, uint32_t imm = 0);
  core::ExprId leaf(core::Op op, const sema::Expr& expr, uint32_t imm = 0);
  core::ExprId literal(const sema::Expr& expr);
  core::ExprId bound(const Binding& binding);
  core::ExprId variable(const sema::Expr& expr, Frame& frame);
  core::ExprId parameter(const sema::Expr& expr);
  core::ExprId field(const sema::Expr& expr, Frame& frame);
  core::ExprId has(const sema::Expr& expr, Frame& frame);
  core::ExprId quantifier(core::Op op, const sema::Expr& expr, Frame& frame);
  core::ExprId inGroup(const sema::Expr& expr, Frame& frame);
  core::ExprId setOf(const sema::Expr& expr, Frame& frame);
  core::ExprId call(const sema::Expr& expr, Frame& frame);
  core::ExprId definition(const sema::Expr& expr, Frame& frame);
  core::ExprId owns(const sema::Expr& expr, Frame& frame);
  core::ExprId ownsAs(core::ExprId subject, uint32_t entity_type, const Binding& owned);
  core::ExprId ownsUnder(core::ExprId subject, const sema::Version& version, Frame& frame);
  core::ExprId ownedBy(core::ExprId subject, const std::vector<sema::ExprId>& owners, Frame& frame);
  core::ExprId given(sema::ExprId id, Frame& frame);  // an optional value is there
  core::ExprId falsehood();

  value::Value constantValue(const sema::Expr& expr, core::TypeId wanted);
  uint32_t param(SourceId source);
  uint32_t automaton(const sema::Expr& expr);
  uint32_t like(const std::string& pattern);
  bool allowed(const sema::Expr& expr);  // within the limits
  core::TypeId type(const sema::Expr& expr) { return builder_.type(expr.type); }

  Shared& shared_;
  Builder& builder_;
  source::Span clause_;
  bool fixed_ = false;
  std::optional<Micros> instant_;
  bool reported_ = false;
  uint32_t expanded_ = 0;               // nodes that inlining made for the clause
  uint32_t inlining_ = 0, height_ = 0;  // definitions and nodes that are being lowered
  uint32_t depth_ = 0;                  // variables in scope
  std::map<SourceId, uint32_t> params_;
  std::map<VersionId, uint32_t> schedules_;
  std::map<uint32_t, uint32_t> zones_;
  std::map<std::string, uint32_t> automata_, likes_;
};

}  // namespace polc::lower
