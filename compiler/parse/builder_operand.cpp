#include "compiler/parse/builder.h"
#include "compiler/parse/strings.h"

namespace polc::parse {

using ast::ExprKind;
using ast::ExprPtr;
using ast::Op;

ExprPtr Builder::operand(P::OperandContext* tree) {
  auto parts = tree->sum();
  ExprPtr out = sum(parts.back());
  for (size_t i = parts.size() - 1; i-- > 0;) {
    ExprPtr left = sum(parts[i]);
    source::Span place = source::join(left->span, out->span);
    out = make(ExprKind::binary, Op::coalesce, place, std::move(left), std::move(out));
  }
  return out;
}

ExprPtr Builder::sum(P::SumContext* tree) {
  ExprPtr out = product(tree->product(0));
  for (size_t i = 2; i < tree->children.size(); i += 2) {
    auto* mark = dynamic_cast<antlr4::tree::TerminalNode*>(tree->children[i - 1]);
    Op op = mark->getSymbol()->getType() == P::PLUS ? Op::add : Op::subtract;
    ExprPtr right = product(dynamic_cast<P::ProductContext*>(tree->children[i]));
    source::Span place = source::join(out->span, right->span);
    out = make(ExprKind::binary, op, place, std::move(out), std::move(right));
  }
  return out;
}

ExprPtr Builder::product(P::ProductContext* tree) {
  auto parts = tree->unary();
  ExprPtr out = unary(parts[0]);
  for (size_t i = 1; i < parts.size(); ++i) {
    ExprPtr right = unary(parts[i]);
    source::Span place = source::join(out->span, right->span);
    out = make(ExprKind::binary, Op::multiply, place, std::move(out), std::move(right));
  }
  return out;
}

ExprPtr Builder::unary(P::UnaryContext* tree) {
  ExprPtr out = postfix(tree->postfix());
  auto marks = tree->MINUS();
  for (size_t i = marks.size(); i-- > 0;) {
    source::Span place = source::join(span(marks[i]), out->span);
    out = make(ExprKind::unary, Op::negate, place, std::move(out));
  }
  return out;
}

ExprPtr Builder::postfix(P::PostfixContext* tree) {
  ExprPtr out = primary(tree->primary());
  for (size_t i = 1; i < tree->children.size(); ++i) {
    auto* child = tree->children[i];
    if (auto* word = dynamic_cast<P::AnyWordContext*>(child)) {
      source::Span place = source::join(out->span, span(word));
      out = make(ExprKind::field, Op::none, place, std::move(out));
      out->text = text(word);
      out->text_span = span(word);
    } else if (auto* key = dynamic_cast<P::ExprContext*>(child)) {
      auto* close = dynamic_cast<antlr4::tree::TerminalNode*>(tree->children[i + 1]);
      source::Span place = source::join(out->span, span(close));
      out = make(ExprKind::index, Op::none, place, std::move(out), expr(key));
    }
  }
  return out;
}

ExprPtr Builder::primary(P::PrimaryContext* tree) {
  if (tree->literal() != nullptr) return literal(tree->literal());
  if (tree->NAME() != nullptr) return call(tree);
  if (tree->setLiteral() != nullptr) {
    std::vector<ExprPtr> members;
    for (auto* member : tree->setLiteral()->expr()) members.push_back(expr(member));
    return node(ExprKind::set, Op::none, span(tree), std::move(members));
  }
  if (tree->LPAREN() != nullptr) {
    ExprPtr inner = expr(tree->expr(0));
    inner->bracketed = true;
    return inner;
  }
  ExprPtr out = make(ExprKind::name, Op::none, span(tree));
  if (tree->value() != nullptr) {
    out->text = text(tree->value());
    out->text_span = out->span;
    return out;
  }
  out->type = text(tree->uname());
  out->type_span = span(tree->uname());
  out->kind = tree->DCOLON() != nullptr ? ExprKind::entity : ExprKind::qualified;
  if (tree->DCOLON() != nullptr) {
    out->text = string(tree->string());
    out->text_span = span(tree->string());
  } else {
    out->text = text(tree->anyWord());
    out->text_span = span(tree->anyWord());
  }
  return out;
}

// `f(a, b)`, and `count(x in s where p)`, which alone has a `where`.
ExprPtr Builder::call(P::PrimaryContext* tree) {
  std::vector<ExprPtr> arguments;
  for (auto* argument : tree->expr()) arguments.push_back(expr(argument));
  std::string called;
  source::Span called_span = span(tree->NAME());
  called = std::string(list_.text.substr(called_span.begin, called_span.end - called_span.begin));
  bool has_where = tree->WHERE() != nullptr;
  if (called != "count" || !has_where) {
    if (called == "count")
      diagnostics_.report(diag::Code::bad_count, span(tree), "`count` has no `where`");
    if (has_where) {
      diagnostics_.report(diag::Code::bad_count, span(tree->WHERE()),
                          fmt::format("`{}` takes no `where`", called));
    }
    ExprPtr out = node(ExprKind::call, Op::none, span(tree), std::move(arguments));
    out->text = called;
    out->text_span = called_span;
    return out;
  }
  ast::Expr& range = *arguments[0];
  bool fits = arguments.size() == 2 && range.kind == ExprKind::binary && range.op == Op::in &&
              !range.bracketed && range.children[0]->kind == ExprKind::name;
  if (!fits) {
    diagnostics_.report(diag::Code::bad_count, span(tree), "`count` counts over `x in set`");
    return make(ExprKind::bad, Op::none, span(tree));
  }
  std::string variable = range.children[0]->text;
  source::Span variable_span = range.children[0]->span;
  ExprPtr set = std::move(range.children[1]);
  ExprPtr out =
      make(ExprKind::count, Op::none, span(tree), std::move(set), std::move(arguments[1]));
  out->text = variable;
  out->text_span = variable_span;
  return out;
}

ExprPtr Builder::literal(P::LiteralContext* tree) {
  ExprPtr out = make(ExprKind::bad, Op::none, span(tree));
  out->text = text(tree);
  switch (tree->getStart()->getType()) {
    case P::TRUE:
    case P::FALSE:
      out->kind = ExprKind::bool_literal;
      break;
    case P::INT:
      out->kind = ExprKind::int_literal;
      break;
    case P::DECIMAL:
      out->kind = ExprKind::decimal_literal;
      break;
    case P::DATE:
      out->kind = ExprKind::date_literal;
      break;
    case P::TIME:
      out->kind = ExprKind::time_literal;
      break;
    case P::DURATION:
      out->kind = ExprKind::duration_literal;
      break;
    case P::PERIOD:
      out->kind = ExprKind::period_literal;
      break;
    case P::STRING:
    case P::UNCLOSED_STRING:
      out->kind = ExprKind::string_literal;
      out->text = decodeString(text(tree), span(tree), false, diagnostics_);
      break;
    default:
      break;
  }
  return out;
}

}  // namespace polc::parse
