// Calls, arithmetic and constants: overloads come from the rows of functions.def.
#include <array>

#include "compiler/sema/names.h"
#include "compiler/sema/typer.h"

namespace polc::sema {

using diag::Code;

namespace {

struct Signature {
  std::string_view id, source, result;
  std::vector<std::string_view> arguments;
};

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    size_t comma = text.find(", ");
    parts.push_back(text.substr(0, comma));
    text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 2);
  }
  return parts;
}

const std::vector<Signature>& signatures() {
  static const std::vector<Signature> rows = {
#define FUNCTION(id, source, result, arguments, cost) {#id, source, result, split(arguments)},
#include "runtime/functions/functions.def"
#undef FUNCTION
  };
  return rows;
}

Type named(std::string_view name) {
  constexpr std::pair<std::string_view, TypeKind> kNames[] = {
      {"Bool", TypeKind::boolean},
      {"Int", TypeKind::integer},
      {"Decimal", TypeKind::decimal},
      {"String", TypeKind::string},
      {"Time", TypeKind::time},
      {"Date", TypeKind::date},
      {"Duration", TypeKind::duration},
      {"Period", TypeKind::period},
      {"Ip", TypeKind::ip},
      {"Version", TypeKind::version},
  };
  for (auto [known, kind] : kNames) {
    if (known == name) return Type::of(kind);
  }
  return name == "Weekday" ? Type::of(TypeKind::enumeration, 0) : Type();
}

bool isOperator(std::string_view source) { return source == "+" || source == "-" || source == "*"; }

std::string_view sign(ast::Op op) {
  return op == ast::Op::add ? "+" : op == ast::Op::subtract ? "-" : "*";
}

}  // namespace

uint32_t Typer::overload(std::string_view source, std::span<const ExprId> arguments) const {
  auto takes = [&](const Signature& row, bool convert) {
    for (size_t i = 0; i < arguments.size(); ++i) {
      const Type& have = type(arguments[i]);
      std::string_view wanted = row.arguments[i];
      bool fit = have == named(wanted) || (wanted == "Time" && have.is(TypeKind::date)) ||
                 (wanted == "T" && ordered(analysis_, have)) ||
                 (wanted == "Set<T>" && have.is(TypeKind::set)) ||
                 (wanted == "Map<T>" && have.is(TypeKind::map)) ||
                 (convert && wanted == "Decimal" && have.is(TypeKind::integer));
      if (!fit) return false;
    }
    return true;
  };
  const std::vector<Signature>& rows = signatures();
  for (bool convert : {false, true}) {
    for (uint32_t i = 0; i < rows.size(); ++i) {
      if (rows[i].source != source || rows[i].arguments.size() != arguments.size()) continue;
      if (takes(rows[i], convert)) return i;
    }
  }
  return kNone;
}

ExprId Typer::callRow(uint32_t row, Span span, std::vector<ExprId> arguments) {
  const Signature& signature = signatures()[row];
  for (size_t i = 0; i < arguments.size(); ++i) {
    bool convert = signature.arguments[i] == "Decimal" && type(arguments[i]).is(TypeKind::integer);
    if (convert && signature.id != "int_to_decimal") arguments[i] = toDecimal(arguments[i]);
  }
  ExprId folded = fold(row, span, arguments);
  if (folded != kNone) return folded;
  Type result = named(signature.result);
  if (signature.result == "T") {
    result = type(arguments[0]);
    if (!(type(arguments[1]) == result)) result = Type::of(TypeKind::time);
  }
  return make(Op::call, result, span, std::move(arguments), row);
}

// The result of arithmetic on constants; kNone where it stays a call.
ExprId Typer::fold(uint32_t row, Span span, const std::vector<ExprId>& arguments) {
  for (ExprId id : arguments) {
    if (!isConstant(id)) return kNone;
  }
  std::string_view id = signatures()[row].id;
  std::string_view verb = id.substr(0, id.find('_'));
  std::string_view what = id.substr(id.find('_') + 1);
  if (what != "int" && what != "decimal" && what != "duration" && what != "period") return kNone;
  int64_t a = program().exprs[arguments[0]].value.bits;
  int64_t b = arguments.size() > 1 ? program().exprs[arguments[1]].value.bits : 0;
  int64_t result = 0;
  bool overflows = true;
  if (verb == "add") {
    overflows = __builtin_add_overflow(a, b, &result);
  } else if (verb == "sub") {
    overflows = __builtin_sub_overflow(a, b, &result);
  } else if (verb == "mul") {
    overflows = __builtin_mul_overflow(a, b, &result);
  } else if (verb == "neg") {
    overflows = __builtin_sub_overflow(int64_t{0}, a, &result);
  } else {
    return kNone;
  }
  bool clamps = what == "duration" &&
                (overflows || result > value::kDurationMax || result < -value::kDurationMax);
  if (clamps && !constants_only_) return kNone;
  if (!overflows && !clamps) return makeConstant(named(signatures()[row].result), span, result);
  std::string text = analysis_.textOf(span);
  if (!constants_only_) {
    analysis_.diagnostics.report(Code::possible_overflow, span, text, signatures()[row].result);
    return kNone;
  }
  analysis_.diagnostics.report(Code::constant_too_large, span, text, signatures()[row].result);
  return bad(span);
}

ExprId Typer::arithmetic(const ast::Expr& expr, const Type* hint) {
  std::array<ExprId, 2> ids{operand(*expr.children[0], hint), kNone};
  ids[1] = operand(*expr.children[1], hint);
  if (type(ids[0]).bad() || type(ids[1]).bad()) return bad(expr.span);
  std::string_view op = sign(expr.op);
  uint32_t row = overload(op, ids);
  if (row == kNone && expr.op == ast::Op::multiply) {
    std::swap(ids[0], ids[1]);
    row = overload(op, ids);
    if (row == kNone) std::swap(ids[0], ids[1]);
  }
  if (row != kNone) return callRow(row, expr.span, {ids[0], ids[1]});
  analysis_.diagnostics.report(
      Code::no_overload, expr.span, op,
      fmt::format("{} and {}", analysis_.typeName(type(ids[0])), analysis_.typeName(type(ids[1]))));
  return bad(expr.span);
}

ExprId Typer::call(const ast::Expr& expr, const Type* hint) {
  if (expr.text == "ip") return parsedCall(expr, TypeKind::ip);
  if (expr.text == "version") return parsedCall(expr, TypeKind::version);
  if (expr.text == "age") return age(expr);
  SourceId define = analysis_.find(SourceKind::define, expr.text);
  if (define != kNone) return defineCall(expr, define);
  return function(expr, hint);
}

ExprId Typer::age(const ast::Expr& expr) {
  if (expr.children.size() != 1) {
    analysis_.diagnostics.report(Code::argument_count, expr.span, "age", 1, expr.children.size());
    return bad(expr.span);
  }
  ExprId id = operand(*expr.children[0]);
  Type have = type(id);
  bool allowed = allow(kUsesNow, expr.span, "age");
  if (have.bad() || !allowed) return bad(expr.span);
  if (have.is(TypeKind::any_entity)) {
    analysis_.diagnostics.report(Code::untyped_entity, spanOf(id), analysis_.textOf(spanOf(id)));
    return bad(expr.span);
  }
  if (have.is(TypeKind::entity)) {
    uint32_t birth = analysis_.vocabulary().entities[have.index].birth;
    if (birth == kNone) {
      analysis_.diagnostics.report(Code::no_birth, expr.span, analysis_.typeName(have));
      return bad(expr.span);
    }
    id = make(Op::field, Type::of(TypeKind::time), spanOf(id), {id}, birth);
  } else if (!have.is(TypeKind::time) && !have.is(TypeKind::date)) {
    mismatch(spanOf(id), Type::of(TypeKind::time), have);
    return bad(expr.span);
  }
  std::array<ExprId, 2> ids{make(Op::now, Type::of(TypeKind::time), expr.span), id};
  return callRow(overload("-", ids), expr.span, {ids[0], ids[1]});
}

ExprId Typer::defineCall(const ast::Expr& expr, SourceId source) {
  const std::vector<VersionId>& versions = program().sources[source].versions;
  if (versions.empty()) return bad(expr.span);
  std::vector<Parameter> parameters = program().versions[versions.front()].parameters;
  if (parameters.size() != expr.children.size()) {
    analysis_.diagnostics.report(Code::argument_count, expr.span, expr.text, parameters.size(),
                                 expr.children.size());
    return bad(expr.span);
  }
  bool good = true;
  std::vector<ExprId> arguments;
  for (size_t i = 0; i < parameters.size(); ++i) {
    arguments.push_back(typed(*expr.children[i], parameters[i].type));
    good = good && !type(arguments.back()).bad();
  }
  uint32_t excess =
      analysis_.define_uses.size() > source ? analysis_.define_uses[source] & ~scope_.allowed : 0;
  if (excess) {
    std::string_view what = excess & kUsesSubject    ? "subject"
                            : excess & kUsesResource ? "resource"
                            : excess & kUsesAction   ? "action"
                            : excess & kUsesContext  ? "context"
                                                     : "now";
    diag::Finding& finding =
        analysis_.diagnostics.report(Code::not_available, expr.span, what, scope_.place);
    finding.related.push_back(
        {program().sources[source].span, fmt::format("`{}` speaks of it", expr.text)});
    return bad(expr.span);
  }
  Type result = program().sources[source].type;
  if (!good || result.bad()) return bad(expr.span);
  return make(Op::define_call, result, expr.span, std::move(arguments), source);
}

ExprId Typer::function(const ast::Expr& expr, const Type* hint) {
  size_t counts[2] = {0, 0};
  for (const Signature& row : signatures()) {
    if (row.source != expr.text) continue;
    counts[0] = row.arguments.size();
    ++counts[1];
  }
  if (counts[1] == 0) {
    reportUnknown(analysis_, Code::unknown_function, expr.text_span, expr.text,
                  [&](Nearest& nearest) {
                    for (const Signature& row : signatures()) {
                      if (!isOperator(row.source)) nearest.offer(row.source);
                    }
                    for (std::string_view known : {"age", "ip", "version", "count"})
                      nearest.offer(known);
                    for (const Source& source : program().sources) {
                      if (source.kind == SourceKind::define)
                        nearest.offer(source.name, source.span);
                    }
                    return "`define` declares a function of your own";
                  });
    return bad(expr.span);
  }
  if (counts[0] != expr.children.size()) {
    analysis_.diagnostics.report(Code::argument_count, expr.span, expr.text, counts[0],
                                 expr.children.size());
    return bad(expr.span);
  }
  std::vector<ExprId> ids(expr.children.size(), kNone);
  bool same = true;
  if (ids.size() == 2) {
    same = pair(*expr.children[0], *expr.children[1], ids[0], ids[1], hint);
  } else {
    ids[0] = operand(*expr.children[0]);
  }
  std::string types;
  for (ExprId id : ids) {
    if (type(id).bad()) return bad(expr.span);
    types += (types.empty() ? "" : " and ") + analysis_.typeName(type(id));
  }
  uint32_t row = same ? overload(expr.text, ids) : kNone;
  if (row != kNone) return callRow(row, expr.span, std::move(ids));
  analysis_.diagnostics.report(Code::no_overload, expr.span, expr.text, types);
  return bad(expr.span);
}

}  // namespace polc::sema
