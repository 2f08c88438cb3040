// Literals and set literals.
#include <charconv>

#include "compiler/sema/typer.h"
#include "runtime/value/literal.h"

namespace polc::sema {

using diag::Code;

namespace {

std::optional<int64_t> integer(std::string_view text) {
  int64_t number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// 12.50 as a multiple of a ten-thousandth.
std::optional<int64_t> decimal(std::string_view text) {
  size_t point = text.find('.');
  if (point == std::string_view::npos || text.size() - point > 5) return std::nullopt;
  std::string digits(text.substr(0, point));
  digits += text.substr(point + 1);
  digits.append(5 - (text.size() - point), '0');
  return integer(digits);
}

// The local time of a zone whose clock shows UTC.
time::Civil civilOf(Micros t) {
  static const time::Zone utc = {"UTC", {{value::kAlways, 0}}};
  return time::toCivil(utc, t);
}

}  // namespace

ExprId Typer::malformed(const ast::Expr& expr, std::string_view what, std::string_view advice) {
  if (!analysis_.reported(expr.span)) {
    analysis_.diagnostics.report(Code::malformed_literal, expr.span, what, expr.text, advice);
  }
  return bad(expr.span);
}

ExprId Typer::literal(const ast::Expr& expr) {
  auto result = [&](TypeKind kind, std::optional<int64_t> bits, std::string_view what,
                    std::string_view advice) {
    return bits ? makeConstant(Type::of(kind), expr.span, *bits) : malformed(expr, what, advice);
  };
  switch (expr.kind) {
    case ast::ExprKind::bool_literal:
      return makeConstant(Type::of(TypeKind::boolean), expr.span, expr.text == "true" ? 1 : 0);
    case ast::ExprKind::string_literal:
      return makeConstant(Type::of(TypeKind::string), expr.span, 0, expr.text);
    case ast::ExprKind::int_literal:
      return result(TypeKind::integer, integer(expr.text), "Int",
                    "an Int lies within ±9223372036854775807");
    case ast::ExprKind::decimal_literal:
      return result(TypeKind::decimal, decimal(expr.text), "Decimal",
                    "a Decimal has at most four places and lies within ±922337203685477.5807");
    case ast::ExprKind::duration_literal:
      return result(TypeKind::duration, time::parseDuration(expr.text), "Duration",
                    "write 90s, 30min, 72h, 3d or 2w, of at most 10,000 years");
    case ast::ExprKind::period_literal:
      return result(TypeKind::period, time::parsePeriod(expr.text), "Period", "write 6mo or 1y");
    case ast::ExprKind::time_literal:
      return timeLiteral(expr);
    default:
      break;
  }
  auto civil = time::parseDate(expr.text);
  if (!civil) return malformed(expr, "day", "write a day of the calendar: 2026-03-01");
  return makeConstant(Type::of(TypeKind::date), expr.span, inZone(expr, *civil));
}

// Without an offset it is in the contract's zone.
ExprId Typer::timeLiteral(const ast::Expr& expr) {
  std::optional<Micros> at = time::parseTime(expr.text);
  if (!at) {
    std::optional<Micros> local = time::parseTime(expr.text + "Z");
    if (local) at = inZone(expr, civilOf(*local));
  }
  return at ? makeConstant(Type::of(TypeKind::time), expr.span, *at)
            : malformed(expr, "Time",
                        "write 2026-03-01T10:00Z, or without the Z in the contract's zone");
}

Micros Typer::inZone(const ast::Expr& expr, const time::Civil& civil) {
  time::FromCivil local = time::fromCivil(analysis_.zone(), civil);
  if (local.kind != time::LocalKind::unique) {
    std::string_view what = local.kind == time::LocalKind::skipped ? "skips" : "repeats";
    analysis_.diagnostics.report(Code::ambiguous_date, expr.span, expr.text, analysis_.zone().name,
                                 what);
  }
  return local.at;
}

ExprId Typer::parsedCall(const ast::Expr& expr, TypeKind kind) {
  bool ip = kind == TypeKind::ip;
  if (expr.children.size() != 1 || expr.children[0]->kind != ast::ExprKind::string_literal) {
    analysis_.diagnostics.report(Code::not_a_literal, expr.span, fmt::format("`{}(…)`", expr.text),
                                 ip ? "`ip(\"10.0.0.0/8\")`" : "`version(\"1.2.3\")`");
    return bad(expr.span);
  }
  const ast::Expr& text = *expr.children[0];
  bool parsed =
      ip ? value::parseIp(text.text).has_value() : value::parseVersion(text.text).has_value();
  if (!parsed) {
    return malformed(
        text, ip ? "Ip" : "Version",
        ip ? "write an address or a network without host bits: `10.0.0.0/8`" : "write `1.2.3`");
  }
  return makeConstant(Type::of(kind), expr.span, 0, text.text);
}

ExprId Typer::set(const ast::Expr& expr, const Type* hint) {
  Type element = Type::of(TypeKind::any_entity);
  bool known = false;
  const Type* wanted = hint && hint->is(TypeKind::optional) ? hint->element.get() : hint;
  if (wanted && wanted->bad()) return bad(expr.span);
  if (wanted && wanted->is(TypeKind::set)) {
    element = *wanted->element;
    known = true;
  }
  if (expr.children.empty() && !known) {
    analysis_.diagnostics.report(Code::untyped_set, expr.span);
    return bad(expr.span);
  }
  // Members must not move with `now`: a set is compared by content.
  uint32_t allowed = scope_.allowed;
  std::string_view place = scope_.place;
  if (allowed & kUsesNow) scope_.place = "a set's literal";
  scope_.allowed &= ~kUsesNow;
  std::vector<ExprId> members(expr.children.size(), kNone);
  auto take = [&](size_t i) {
    ExprId id = operand(*expr.children[i], known ? &element : nullptr);
    if (!known) element = type(id);
    known = true;
    members[i] = id;
  };
  for (size_t i = 0; i < members.size() && !known; ++i) {
    if (!needsHint(*expr.children[i])) take(i);
  }
  for (size_t i = 0; i < members.size(); ++i) {
    if (members[i] == kNone) take(i);
    if (!element.is(TypeKind::integer) || !type(members[i]).is(TypeKind::decimal)) continue;
    element = Type::of(TypeKind::decimal);
  }
  scope_.allowed = allowed;
  scope_.place = place;
  bool good = !element.bad();
  for (ExprId& member : members) {
    member = fit(member, element);
    good = good && !type(member).bad();
  }
  if (!good) return bad(expr.span);
  return make(Op::set_of, Type::wrap(TypeKind::set, element), expr.span, std::move(members));
}

}  // namespace polc::sema
