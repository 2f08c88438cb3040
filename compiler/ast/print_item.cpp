#include <fmt/format.h>

#include "compiler/ast/print_internal.h"

namespace polc::ast {
namespace {

// Two columns further in than the item: where its tails begin when they get lines of their own.
constexpr size_t kTail = 2;

struct ItemPrinter {
  size_t column;

  void condition(Parts& out, std::string_view word, const ExprPtr& expr) const {
    if (expr != nullptr) out.tails.push_back(wrapped(word, *expr, column + kTail));
  }
  std::string first(std::string_view word, const ExprPtr& expr) const {
    return wrapped(word, *expr, column);
  }

  Parts operator()(const RuleItem& i) const {
    Parts out{fmt::format("{} {} to {} on {}", i.allow ? "allow" : "deny", print(i.who),
                          print(i.actions), print(i.what)),
              {}};
    condition(out, "where", i.where);
    condition(out, "unless", i.unless);
    if (!i.obligations.empty()) out.tails.push_back("with " + print(i.obligations));
    std::string refs;
    for (const ClauseRef& r : i.notwithstanding) {
      refs += fmt::format("{}{}.{}", refs.empty() ? "" : ", ", r.kind.text, r.name.text);
    }
    if (!refs.empty()) out.tails.push_back("notwithstanding " + refs);
    return out;
  }
  Parts operator()(const OwnerItem& i) const {
    std::string owners;
    for (const ExprPtr& e : i.owners) owners += (owners.empty() ? "" : ", ") + print(*e);
    return {"owner " + owners, {}};
  }
  Parts operator()(const OwnersMayItem& i) const {
    Parts out{"owners may " + print(i.actions), {}};
    condition(out, "where", i.where);
    condition(out, "unless", i.unless);
    if (!i.obligations.empty()) out.tails.push_back("with " + print(i.obligations));
    return out;
  }
  Parts operator()(const LimitItem& i) const {
    std::string amount = i.amount != nullptr ? " of " + print(*i.amount) : "";
    return {fmt::format("limit {}{} per {} on {}", print(*i.most), amount, print(*i.key),
                        print(i.actions)),
            {}};
  }
  Parts operator()(const ExpireItem& i) const {
    using Form = ExpireItem::Form;
    if (i.form == Form::when) return {first("expire when", i.condition), {}};
    std::string base = print(*i.base);
    Parts out{i.form == Form::at     ? "expire at " + base
              : i.form == Form::with ? "expire with " + base
                                     : fmt::format("expire {} after {}", print(*i.amount), base),
              {}};
    condition(out, "where", i.condition);
    return out;
  }
  Parts operator()(const WarnItem& i) const {
    return {fmt::format("warn {} before deadline", print(*i.amount)), {}};
  }
  Parts operator()(const GraceItem& i) const { return {"grace " + print(*i.amount), {}}; }
  Parts operator()(const ExtendItem& i) const {
    return {fmt::format("extend {} up to {} times by {}", print(*i.amount), print(*i.times),
                        i.by_owners ? "owners" : print(i.who)),
            {}};
  }
  Parts operator()(const HoldItem& i) const { return {first("hold when", i.condition), {}}; }
  Parts operator()(const OnExpiryItem& i) const {
    return {"on expiry " + print(i.obligations), {}};
  }
  Parts operator()(const DenyItem& i) const {
    Parts out{"deny " + print(i.actions), {}};
    condition(out, "where", i.where);
    condition(out, "unless", i.unless);
    return out;
  }
  Parts operator()(const MaskItem& i) const {
    Parts out{"mask " + list(i.labels), {}};
    condition(out, "unless", i.unless);
    return out;
  }
  Parts operator()(const RequireItem& i) const {
    Parts out{first(i.advise ? "advise" : "require", i.condition), {}, "  "};
    if (i.severity) out.tails.push_back("severity " + i.severity->text);
    if (i.cites) out.tails.push_back("cites " + quoted(*i.cites));
    if (i.message) out.tails.push_back("message " + quoted(*i.message));
    return out;
  }
};

}  // namespace

Parts itemParts(const Item& item, size_t column) {
  return std::visit(ItemPrinter{column}, item.body);
}

std::string print(const Pattern& p) {
  using Kind = Pattern::Kind;
  std::string out = p.variable ? p.variable->text + ": " : "";
  switch (p.kind) {
    case Kind::any:
      return out + "any";
    case Kind::type:
      return out + p.type.text;
    case Kind::member_of:
      return out + p.type.text + " in " + print(*p.group);
    case Kind::exact:
      break;
  }
  return out + p.type.text + "::" + quoted(p.id);
}

std::string print(const Actions& actions) { return actions.any ? "any" : list(actions.names); }

std::string print(const std::vector<ObligationCall>& obligations) {
  std::string out;
  for (const ObligationCall& call : obligations) {
    out += (out.empty() ? "" : ", ") + call.name.text;
    std::string arguments;
    for (const Argument& a : call.arguments) {
      arguments +=
          fmt::format("{}{}: {}", arguments.empty() ? "" : ", ", a.name.text, print(*a.value));
    }
    if (!arguments.empty()) out += "(" + arguments + ")";
  }
  return out;
}

std::string list(const std::vector<Name>& names, std::string_view separator) {
  std::string out;
  for (const Name& name : names) {
    if (!out.empty()) out += separator;
    out += name.text;
  }
  return out;
}

}  // namespace polc::ast
