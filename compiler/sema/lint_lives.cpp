// What a life must have: a bound, a warning that leaves time, an end that says what becomes of the thing.
#include <algorithm>

#include "compiler/sema/lint.h"

namespace polc::sema {
namespace {

using diag::Code;
using Form = ast::ExpireItem::Form;

constexpr std::string_view kRows[] = {
#define FUNCTION(id, source, result, arguments, cost) #id,
#include "runtime/functions/functions.def"
#undef FUNCTION
};

class Life {
 public:
  Life(Analysis& analysis, const Version& version)
      : analysis_(analysis), program_(analysis.program), version_(version) {}

  void run() {
    for (const Item& item : version_.clause.items)
      std::visit([&](const auto& body) { sort(body, item); }, item.body);
    bool lifecycle = version_.clause_ast->kind == ast::ClauseKind::lifecycle;
    if (lifecycle && expiries_.empty() && !version_.has_hold) {
      analysis_.diagnostics.report(Code::unbounded_life, version_.clause_ast->name.span, name(),
                                   "has neither an expiry nor a hold");
    } else if (expiries_.empty()) {
      pointless();
    } else {
      bounds(lifecycle);
      warnings();
      endings();
    }
  }

 private:
  struct Expiry {
    const ExpireItem* item;
    Span span;
    bool unconditional() const {
      return item->condition == kNone && (item->form == Form::after || item->form == Form::at);
    }
  };

  template <class Body>
  void sort(const Body&, const Item&) {}
  void sort(const ExpireItem& item, const Item& at) { expiries_.push_back({&item, at.span}); }
  void sort(const WarnItem& item, const Item& at) {
    warnings_.push_back(&item);
    if (!without_.valid()) without_ = at.span;
  }
  void sort(const GraceItem&, const Item& at) {
    if (!without_.valid()) without_ = at.span;
  }
  void sort(const ExtendItem&, const Item& at) {
    if (!without_.valid()) without_ = at.span;
  }
  void sort(const OnExpiryItem& item, const Item& at) {
    if (!without_.valid()) without_ = at.span;
    obliges_ = obliges_ || !item.obligations.empty();
    on_expiry_ = true;
  }

  const std::string& name() const { return version_.clause_ast->name.text; }

  // Items of a life where nothing ever expires.
  void pointless() {
    if (without_.valid()) analysis_.diagnostics.report(Code::life_without_expiry, without_);
  }

  void bounds(bool lifecycle) {
    bool bounded = std::any_of(expiries_.begin(), expiries_.end(),
                               [](const Expiry& e) { return e.unconditional(); });
    Span place = version_.clause_ast->name.span;
    if (!bounded && lifecycle) {
      analysis_.diagnostics.report(
          Code::unbounded_life, place, name(),
          "has no upper bound: each expiry is conditional, `when` or `with`");
      return;
    }
    if (!bounded) {
      analysis_.diagnostics.report(Code::unbounded_data, place, name());
      return;
    }
    bool fixed = std::any_of(expiries_.begin(), expiries_.end(), [&](const Expiry& e) {
      return e.unconditional() && isFixed(e.item->base);
    });
    if (!fixed) analysis_.diagnostics.report(Code::moving_life, place, name());
  }

  // Does use leave the instant where it is: the birth, a date, or what is reckoned from them?
  bool isFixed(ExprId id) const {
    if (id == kNone) return true;
    const Expr& expr = program_.expr(id);
    auto fixed = [&](ExprId child) { return isFixed(child); };
    switch (expr.op) {
      case Op::bad:
      case Op::constant:
      case Op::param:
        return true;
      case Op::field:
        return isBirth(expr) || (expr.type.is(TypeKind::date) && isSelf(expr));
      case Op::coalesce:
        return std::all_of(expr.children.begin(), expr.children.end(), fixed);
      case Op::conditional:
        return std::all_of(expr.children.begin() + 1, expr.children.end(), fixed);
      case Op::call:
        break;
      default:
        return false;
    }
    std::string_view row = kRows[expr.ref];
    if (row == "min") return std::any_of(expr.children.begin(), expr.children.end(), fixed);
    bool shifted =
        row == "add_time" || row == "sub_time" || row == "add_months" || row == "sub_months";
    return shifted && isFixed(expr.children[0]);
  }

  bool isSelf(const Expr& expr) const { return program_.expr(expr.children[0]).op == Op::self; }
  bool isBirth(const Expr& expr) const {
    return isSelf(expr) && version_.clause.entity_type != kNone &&
           analysis_.vocabulary().entities[version_.clause.entity_type].birth == expr.ref;
  }

  // The least and the greatest length in µs that a constant or parameter gives; a month has 28 to 31 days.
  struct Range {
    Micros least, most;
  };
  std::optional<Range> range(ExprId id) const {
    if (id == kNone) return std::nullopt;
    const Expr& expr = program_.expr(id);
    if (expr.op == Op::param) {
      std::optional<Range> range;
      for (VersionId version : program_.sources[expr.ref].versions) {
        auto one = this->range(program_.versions[version].value);
        if (!one) return std::nullopt;
        range = range ? Range{std::min(range->least, one->least), std::max(range->most, one->most)}
                      : *one;
      }
      return range;
    }
    if (expr.op != Op::constant) return std::nullopt;
    Micros bits = std::min(expr.value.bits, value::kDurationMax);
    if (expr.type.is(TypeKind::duration)) return Range{bits, bits};
    if (!expr.type.is(TypeKind::period)) return std::nullopt;
    Micros months = std::min<Micros>(bits, Micros{12} * 10'000);
    return Range{months * 28 * value::kMicrosPerDay, months * 31 * value::kMicrosPerDay};
  }

  void warnings() {
    for (const WarnItem* warning : warnings_) {
      auto before = range(warning->amount);
      for (const Expiry& expiry : expiries_) {
        if (expiry.item->form != Form::after || !expiry.unconditional() || !before) continue;
        auto life = range(expiry.item->amount);
        if (!life || before->least <= life->most) continue;
        Span span = program_.expr(warning->amount).span;
        diag::Finding& finding =
            analysis_.diagnostics.report(Code::warning_too_long, span, analysis_.textOf(span));
        finding.related.push_back({expiry.span, "the life is shorter"});
        break;
      }
    }
  }

  void endings() {
    const Span first = expiries_.front().span;
    if (!on_expiry_) analysis_.diagnostics.report(Code::silent_expiry, first);
    if (version_.has_hold || !obliges_) return;
    for (const Expiry& expiry : expiries_) {
      if (expiry.item->form != Form::when) continue;
      analysis_.diagnostics.report(Code::unheld_expiry, expiry.span);
      return;
    }
  }

  Analysis& analysis_;
  const Program& program_;
  const Version& version_;
  std::vector<Expiry> expiries_;
  std::vector<const WarnItem*> warnings_;
  Span without_;  // the first item that rests on an expiry
  bool on_expiry_ = false;
  bool obliges_ = false;
};

}  // namespace

void lintLife(Analysis& analysis, const Version& version) {
  ast::ClauseKind kind = version.clause_ast->kind;
  if (kind == ast::ClauseKind::lifecycle || kind == ast::ClauseKind::data)
    Life(analysis, version).run();
}

}  // namespace polc::sema
