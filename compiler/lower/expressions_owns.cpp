#include <algorithm>

#include "compiler/lower/expressions.h"

namespace polc::lower {

using core::Node;
using core::Op;

namespace {

bool contains(const std::vector<core::Period>& periods, Micros t) {
  return std::any_of(periods.begin(), periods.end(),
                     [&](const core::Period& p) { return p.contains(t); });
}

}  // namespace

core::ExprId Expressions::owns(const sema::Expr& expr, Frame& frame) {
  core::ExprId subject = lower(expr.children[0], frame);
  const sema::Type& type = shared_.program.expr(expr.children[1]).type;
  Binding owned{.expr = expr.children[1], .frame = &frame};
  if (type.is(sema::TypeKind::entity)) return ownsAs(subject, type.index, owned);
  std::vector<core::ExprId> cases;
  for (uint32_t index = 0; index < builder_.bundle().entities.size(); ++index) {
    if (shared_.reads.owners(index).empty()) continue;
    Node is{.op = Op::is_type, .type = builder_.boolean(), .a = bound(owned), .imm = index};
    core::ExprId here = builder_.node(is);
    cases.push_back(builder_.logical(Op::logical_and, {here, ownsAs(subject, index, owned)}));
  }
  return cases.empty() ? falsehood() : builder_.logical(Op::logical_or, cases);
}

core::ExprId Expressions::subjectOwnsSelf(uint32_t entity_type) {
  Node self{.op = Op::self, .type = builder_.type(core::Type{core::TypeKind::entity, entity_type})};
  return ownsAs(subject(), entity_type, {.node = builder_.node(self)});
}

core::ExprId Expressions::ownsAs(core::ExprId subject, uint32_t entity_type, const Binding& owned) {
  std::vector<core::ExprId> cases;
  Frame frame;
  frame.self = owned;
  ++inlining_;
  for (SourceId source : shared_.reads.owners(entity_type)) {
    auto versions =
        versionsInForce(shared_.consolidation.timelines[source], shared_.consolidation.effective);
    for (const InForce& in : versions) {
      if (shared_.program.versions[in.version].clause.entity_type != entity_type) continue;
      if (instant_ && !contains(in.periods, std::max(*instant_, shared_.consolidation.effective)))
        continue;
      core::ExprId here = ownsUnder(subject, shared_.program.versions[in.version], frame);
      bool always = in.periods.size() == 1 &&
                    in.periods[0].from <= shared_.consolidation.effective &&
                    in.periods[0].until == value::kNever;
      if (!always && !instant_) {
        Node period{
            .op = Op::in_period, .type = builder_.boolean(), .imm = builder_.periods(in.periods)};
        here = builder_.logical(Op::logical_and, {builder_.node(period), here});
      }
      cases.push_back(here);
    }
  }
  --inlining_;
  return cases.empty() ? falsehood() : builder_.logical(Op::logical_or, cases);
}

core::ExprId Expressions::ownsUnder(core::ExprId subject, const sema::Version& version,
                                    Frame& frame) {
  std::vector<core::ExprId> cases;
  for (const sema::Item& item : version.clause.items) {
    const auto* owner = std::get_if<sema::OwnerItem>(&item.body);
    if (owner) cases.push_back(ownedBy(subject, owner->owners, frame));
  }
  if (cases.empty()) return falsehood();
  core::ExprId owned = builder_.logical(Op::logical_or, cases);
  if (version.clause.header == sema::kNone) return owned;
  return builder_.logical(Op::logical_and, {lower(version.clause.header, frame), owned});
}

core::ExprId Expressions::ownedBy(core::ExprId subject, const std::vector<sema::ExprId>& owners) {
  Frame frame;
  return ownedBy(subject, owners, frame);
}

core::ExprId Expressions::ownedBy(core::ExprId subject, const std::vector<sema::ExprId>& owners,
                                  Frame& frame) {
  std::vector<core::ExprId> cases;
  for (sema::ExprId id : owners) {
    const sema::Expr& owner = shared_.program.expr(id);
    bool optional = owner.type.is(sema::TypeKind::optional);
    core::ExprId group = lower(id, frame);
    if (optional) group = builder_.withType(group, builder_.type(*owner.type.element));
    Node in{.op = Op::in_entity, .type = builder_.boolean(), .a = subject, .b = group};
    in.text = shared_.textOf(owner.span);
    core::ExprId here = builder_.node(in);
    cases.push_back(optional ? builder_.logical(Op::logical_and, {given(id, frame), here}) : here);
  }
  return cases.empty() ? falsehood() : builder_.logical(Op::logical_or, cases);
}

// True where the optional value is there.
core::ExprId Expressions::given(sema::ExprId id, Frame& frame) {
  const sema::Expr& expr = shared_.program.expr(id);
  switch (expr.op) {
    case sema::Op::field:
      return builder_.node({.op = Op::has,
                            .type = builder_.boolean(),
                            .a = lower(expr.children[0], frame),
                            .imm = expr.ref,
                            .text = shared_.textOf(expr.span)});
    case sema::Op::coalesce:
      return builder_.logical(Op::logical_or,
                              {given(expr.children[0], frame), given(expr.children[1], frame)});
    case sema::Op::conditional: {
      Node node{.op = Op::conditional, .type = builder_.boolean()};
      node.a = lower(expr.children[0], frame);
      node.b = given(expr.children[1], frame);
      node.c = given(expr.children[2], frame);
      return builder_.node(node);
    }
    default:
      break;
  }
  // A value equals itself where it is there; beside nothing it is nothing, and so is not counted by `or`.
  core::ExprId value = lower(id, frame);
  core::ExprId same =
      builder_.node({.op = Op::equal, .type = builder_.boolean(), .a = value, .b = value});
  return builder_.logical(Op::logical_or, {same, falsehood()});
}

}  // namespace polc::lower
