#include "compiler/base/limits.h"
#include "compiler/parse/builder.h"

namespace polc::parse {

using ast::ExprKind;
using ast::ExprPtr;
using ast::Op;

ExprPtr Builder::node(ExprKind kind, Op op, source::Span span, std::vector<ExprPtr> children) {
  auto out = std::make_unique<ast::Expr>();
  out->kind = kind;
  out->op = op;
  out->span = span;
  for (const ExprPtr& child : children) out->height = std::max(out->height, child->height + 1);
  if (out->height <= limits::kNesting) {
    out->children = std::move(children);
    return out;
  }
  // Said once an element; the part below is dropped, so that no later phase can be driven too deep.
  if (!deep_said_) diagnostics_.report(diag::Code::nesting_too_deep, span, limits::kNesting);
  deep_said_ = true;
  out->kind = ExprKind::bad;
  out->op = Op::none;
  out->height = 1;
  return out;
}

ExprPtr Builder::expr(P::ExprContext* tree) {
  std::vector<ExprPtr> parts;
  std::vector<antlr4::tree::TerminalNode*> nots;
  for (auto* child : tree->children) {
    if (auto* word = dynamic_cast<antlr4::tree::TerminalNode*>(child)) {
      nots.push_back(word);
      continue;
    }
    ExprPtr part;
    if (auto* comparison_tree = dynamic_cast<P::ComparisonContext*>(child))
      part = comparison(comparison_tree);
    if (auto* open_tree = dynamic_cast<P::OpenFormContext*>(child)) part = openForm(open_tree);
    if (part == nullptr) continue;
    for (; !nots.empty(); nots.pop_back()) {
      source::Span place = source::join(span(nots.back()), part->span);
      part = make(ExprKind::unary, Op::logical_not, place, std::move(part));
    }
    parts.push_back(std::move(part));
  }
  return joined(std::move(parts), tree->connective());
}

// `and` binds tighter than `or`; side by side without brackets they are reported, and read so all the same.
ExprPtr Builder::joined(std::vector<ExprPtr> parts,
                        const std::vector<P::ConnectiveContext*>& words) {
  bool said = false;
  std::vector<ExprPtr> alternatives;
  std::vector<ExprPtr> run;
  for (size_t i = 0; i < parts.size(); ++i) {
    run.push_back(std::move(parts[i]));
    bool last = i == words.size();
    if (!last && !said && (words[i]->OR() != nullptr) != (words[0]->OR() != nullptr)) {
      diagnostics_.report(diag::Code::or_beside_and, span(words[i]));
      said = true;
    }
    if (!last && words[i]->AND() != nullptr) continue;
    alternatives.push_back(flat(Op::logical_and, std::move(run)));
    run.clear();
  }
  return flat(Op::logical_or, std::move(alternatives));
}

ExprPtr Builder::flat(Op op, std::vector<ExprPtr> parts) {
  if (parts.size() == 1) return std::move(parts[0]);
  source::Span place = source::join(parts.front()->span, parts.back()->span);
  return node(ExprKind::binary, op, place, std::move(parts));
}

ExprPtr Builder::openForm(P::OpenFormContext* tree) {
  if (tree->IF() != nullptr) {
    return make(ExprKind::conditional, Op::none, span(tree), expr(tree->expr(0)),
                expr(tree->expr(1)), expr(tree->expr(2)));
  }
  Op op = tree->SOME() != nullptr ? Op::some : tree->EVERY() != nullptr ? Op::every : Op::no;
  ExprPtr out =
      make(ExprKind::quantifier, op, span(tree), operand(tree->operand()), expr(tree->expr(0)));
  out->text = text(tree->name());
  out->text_span = span(tree->name());
  return out;
}

ExprPtr Builder::comparison(P::ComparisonContext* tree) {
  ExprPtr out = operand(tree->operand());
  auto tests = tree->test();
  for (size_t i = 0; i < tests.size(); ++i) {
    if (i == 1) diagnostics_.report(diag::Code::chained_comparison, span(tests[i]->getStart()));
    out = test(std::move(out), tests[i]);
  }
  return out;
}

ExprPtr Builder::test(ExprPtr left, P::TestContext* tree) {
  source::Span place = source::join(left->span, span(tree));
  auto binary = [&](Op op) {
    return make(ExprKind::binary, op, place, std::move(left), operand(tree->operand()));
  };
  auto pattern = [&](Op op) {
    ExprPtr right = make(ExprKind::string_literal, Op::none, span(tree->string()));
    right->text = string(tree->string(), op == Op::like);
    return make(ExprKind::binary, op, place, std::move(left), std::move(right));
  };
  switch (tree->getStart()->getType()) {
    case P::ASSIGN:
      diagnostics_.report(diag::Code::assignment_for_equality, span(tree->getStart()));
      return binary(Op::equal);
    case P::EQ:
      return binary(Op::equal);
    case P::NE:
      return binary(Op::not_equal);
    case P::LT:
      return binary(Op::less);
    case P::LE:
      return binary(Op::less_equal);
    case P::GT:
      return binary(Op::greater);
    case P::GE:
      return binary(Op::greater_equal);
    case P::NOT:
      return binary(Op::not_in);
    case P::IN:
      return binary(Op::in);
    case P::OWNS:
      return binary(Op::owns);
    case P::SUBSET:
      return binary(Op::subset_of);
    case P::DISJOINT:
      return binary(Op::disjoint_from);
    case P::LIKE:
      return pattern(Op::like);
    case P::MATCHES:
      return pattern(Op::matches);
    case P::HAS: {
      ExprPtr out = make(ExprKind::has, Op::none, place, std::move(left));
      out->text = text(tree->anyWord());
      out->text_span = span(tree->anyWord());
      return out;
    }
    default: {
      ExprPtr out =
          tree->operand() != nullptr
              ? make(ExprKind::is, Op::none, place, std::move(left), operand(tree->operand()))
              : make(ExprKind::is, Op::none, place, std::move(left));
      out->type = text(tree->uname());
      out->type_span = span(tree->uname());
      return out;
    }
  }
}

}  // namespace polc::parse
