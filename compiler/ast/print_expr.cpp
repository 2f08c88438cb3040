#include <fmt/format.h>

#include <array>

#include "compiler/ast/print_internal.h"

namespace polc::ast {
namespace {

// How tightly a node holds together; a looser one needs brackets within a tighter one (reference §4).
enum Level : int { kOpen, kOr, kAnd, kNot, kTest, kCoalesce, kSum, kProduct, kNegate, kPostfix };

struct OpText {
  std::string_view text;
  Level level;
};

OpText textOf(Op op) {
  switch (op) {
    case Op::logical_or:
      return {"or", kOr};
    case Op::logical_and:
      return {"and", kAnd};
    case Op::logical_not:
      return {"not", kNot};
    case Op::equal:
      return {"==", kTest};
    case Op::not_equal:
      return {"!=", kTest};
    case Op::less:
      return {"<", kTest};
    case Op::less_equal:
      return {"<=", kTest};
    case Op::greater:
      return {">", kTest};
    case Op::greater_equal:
      return {">=", kTest};
    case Op::in:
      return {"in", kTest};
    case Op::not_in:
      return {"not in", kTest};
    case Op::like:
      return {"like", kTest};
    case Op::matches:
      return {"matches", kTest};
    case Op::owns:
      return {"owns", kTest};
    case Op::subset_of:
      return {"subset of", kTest};
    case Op::disjoint_from:
      return {"disjoint from", kTest};
    case Op::coalesce:
      return {"??", kCoalesce};
    case Op::add:
      return {"+", kSum};
    case Op::subtract:
      return {"-", kSum};
    case Op::multiply:
      return {"*", kProduct};
    case Op::negate:
      return {"-", kNegate};
    case Op::some:
      return {"some", kOpen};
    case Op::every:
      return {"every", kOpen};
    case Op::no:
      return {"no", kOpen};
    case Op::none:
      break;
  }
  return {"", kPostfix};
}

Level levelOf(const Expr& e) {
  switch (e.kind) {
    case ExprKind::unary:
    case ExprKind::binary:
      return textOf(e.op).level;
    case ExprKind::is:
    case ExprKind::has:
      return kTest;
    case ExprKind::conditional:
    case ExprKind::quantifier:
      return kOpen;
    default:
      return kPostfix;
  }
}

bool isJoin(const Expr& e) {
  return e.kind == ExprKind::binary && (e.op == Op::logical_and || e.op == Op::logical_or);
}

// Takes all that follows it.
bool endsOpen(const Expr& e) {
  if (e.bracketed) return false;
  if (levelOf(e) == kOpen) return true;
  bool last_counts = isJoin(e) || (e.kind == ExprKind::unary && e.op == Op::logical_not);
  return last_counts && endsOpen(*e.children.back());
}

std::string bare(const Expr& e);

// A child that must hold at least as tightly as `least`; `last`: nothing follows it within its parent.
std::string child(const Expr& e, Level least, bool last = false) {
  bool open = endsOpen(e);
  bool needed = open ? !(last && least <= kNot) : levelOf(e) < least;
  if (!open && last && least <= kNot) needed = levelOf(e) < kNot && least != kOpen;
  return needed || e.bracketed ? "(" + bare(e) + ")" : bare(e);
}

std::string commaList(const Expr& e) {
  std::string out;
  for (const ExprPtr& c : e.children) out += (out.empty() ? "" : ", ") + print(*c);
  return out;
}

std::string join(const Expr& e) {
  std::string out;
  for (size_t i = 0; i < e.children.size(); ++i) {
    if (i > 0) out += fmt::format(" {} ", textOf(e.op).text);
    out += child(*e.children[i], kNot, i + 1 == e.children.size());
  }
  return out;
}

// A pattern's `\*` and `\\` stand in the tree as they were written.
std::string patternText(const std::string& text) {
  std::string out = "\"";
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) {
      out += text.substr(i++, 2);
    } else {
      std::string one = quoted(text.substr(i, 1));
      out += one.substr(1, one.size() - 2);
    }
  }
  return out + "\"";
}

std::string binary(const Expr& e) {
  if (isJoin(e)) return join(e);
  auto [text, level] = textOf(e.op);
  const Expr& left = *e.children[0];
  const Expr& right = *e.children[1];
  Level left_least = level == kTest || level == kCoalesce ? static_cast<Level>(level + 1) : level;
  Level right_least = level == kCoalesce ? level : static_cast<Level>(level + 1);
  bool pattern = e.op == Op::like && right.kind == ExprKind::string_literal;
  return fmt::format("{} {} {}", child(left, left_least), text,
                     pattern ? patternText(right.text) : child(right, right_least));
}

std::string bare(const Expr& e) {
  switch (e.kind) {
    case ExprKind::string_literal:
      return quoted(e.text);
    case ExprKind::qualified:
      return e.type + "." + e.text;
    case ExprKind::entity:
      return e.type + "::" + quoted(e.text);
    case ExprKind::set:
      return "{" + commaList(e) + "}";
    case ExprKind::unary:
      if (e.op == Op::negate) return "-" + child(*e.children[0], kNegate);
      return "not " + child(*e.children[0], kNot, true);
    case ExprKind::binary:
      return binary(e);
    case ExprKind::is:
      if (e.children.size() == 1)
        return fmt::format("{} is {}", child(*e.children[0], kCoalesce), e.type);
      return fmt::format("{} is {} in {}", child(*e.children[0], kCoalesce), e.type,
                         child(*e.children[1], kCoalesce));
    case ExprKind::has:
      return fmt::format("{} has {}", child(*e.children[0], kCoalesce), e.text);
    case ExprKind::field:
      return child(*e.children[0], kPostfix) + "." + e.text;
    case ExprKind::index:
      return fmt::format("{}[{}]", child(*e.children[0], kPostfix), print(*e.children[1]));
    case ExprKind::call:
      return fmt::format("{}({})", e.text, commaList(e));
    case ExprKind::conditional:
      return fmt::format("if {} then {} else {}", print(*e.children[0]), print(*e.children[1]),
                         print(*e.children[2]));
    case ExprKind::quantifier:
      return fmt::format("{} {} in {} satisfies {}", textOf(e.op).text, e.text,
                         child(*e.children[0], kCoalesce), print(*e.children[1]));
    case ExprKind::count:
      return fmt::format("count({} in {} where {})", e.text, child(*e.children[0], kCoalesce),
                         print(*e.children[1]));
    default:
      return e.text;
  }
}

}  // namespace

std::string print(const Expr& expr) { return expr.bracketed ? "(" + bare(expr) + ")" : bare(expr); }

std::string wrapped(std::string_view word, const Expr& expr, size_t column) {
  std::string text = print(expr);
  std::string lead = word.empty() ? "" : std::string(word) + " ";
  if (column + lead.size() + text.size() <= kWidth || !isJoin(expr) || expr.bracketed)
    return lead + text;
  std::string out = lead;
  size_t used = column + lead.size();
  std::string margin(column + 2, ' ');
  for (size_t i = 0; i < expr.children.size(); ++i) {
    bool last = i + 1 == expr.children.size();
    std::string part = child(*expr.children[i], kNot, last);
    if (i > 0) part = fmt::format("{} {}", textOf(expr.op).text, part);
    if (i > 0 && used + 1 + part.size() > kWidth) {
      out += "\n" + margin + part;
      used = margin.size() + part.size();
    } else {
      if (i > 0) out += " ";
      out += part;
      used += part.size() + (i > 0 ? 1 : 0);
    }
  }
  return out;
}

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') {
      out += {'\\', c};
    } else if (c == '\n' || c == '\t') {
      out += c == '\n' ? "\\n" : "\\t";
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      out += fmt::format("\\u{{{:x}}}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  return out + "\"";
}

}  // namespace polc::ast
