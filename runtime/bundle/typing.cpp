#include "runtime/bundle/typing.h"

#include <fmt/format.h>

#include <algorithm>

#include "runtime/bundle/types.h"

namespace polc::bundle {
namespace {

using core::ExprId;
using core::kNone;
using core::Node;
using core::Op;
using core::TypeId;
using core::TypeKind;

// Is a node's type that which its operands give?
class NodeTyping {
 public:
  explicit NodeTyping(const core::Bundle& bundle) : bundle_(bundle) {}

  bool fits(const Node& n) const {
    switch (n.op) {
      case Op::constant:
        return like(n, bundle_.constant_types[n.imm]);
      case Op::now:
        return kind(n.type) == TypeKind::time;
      case Op::subject:
      case Op::resource:
      case Op::self:
        return isEntity(plain(bundle_, n.type));
      case Op::action:
        return kind(n.type) == TypeKind::action;
      case Op::context:
        return n.imm == kNone || like(n, bundle_.context[n.imm].type);
      case Op::param:
        return std::ranges::all_of(bundle_.params[n.imm].steps, [&](const core::ParamStep& step) {
          return like(n, bundle_.constant_types[step.constant]);
        });
      case Op::field:
        return isField(n);
      case Op::map_get:
        return like(n, element(n.a));
      case Op::call:
        return suits(bundle_, n.imm, n);
      default:
        return operands(n);
    }
  }

 private:
  bool operands(const Node& n) const {
    switch (n.op) {
      case Op::coalesce:
        return like(n, type(n.a)) && like(n, type(n.b));
      case Op::conditional:
        return like(n, type(n.b)) && like(n, type(n.c));
      case Op::equal:
      case Op::not_equal:
      case Op::less:
      case Op::less_equal:
      case Op::greater:
      case Op::greater_equal:
      case Op::subset:
      case Op::disjoint:
        return alike(bundle_, type(n.a), type(n.b));
      case Op::in_set:
        return alike(bundle_, type(n.a), element(n.b));
      case Op::count:
        return kind(n.type) == TypeKind::integer;
      case Op::set_of:
        return std::all_of(list(n), list(n) + n.count, [&](ExprId id) {
          return alike(bundle_, type(id), plain(bundle_, n.type).element);
        });
      default:
        return true;
    }
  }

  TypeId type(ExprId id) const { return bundle_.nodes[id].type; }
  TypeKind kind(TypeId id) const { return plain(bundle_, id).kind; }
  TypeId element(ExprId id) const { return plain(bundle_, type(id)).element; }
  bool like(const Node& n, TypeId other) const { return alike(bundle_, n.type, other); }
  const ExprId* list(const Node& n) const { return bundle_.lists.data() + n.first; }
  bool isField(const Node& n) const {
    const core::Type& owner = plain(bundle_, type(n.a));
    if (owner.kind != TypeKind::record && owner.kind != TypeKind::entity) return false;
    const std::vector<core::FieldDef>& fields = owner.kind == TypeKind::record
                                                    ? bundle_.records[owner.index].fields
                                                    : bundle_.entities[owner.index].fields;
    return n.imm < fields.size() && like(n, fields[n.imm].type);
  }

  const core::Bundle& bundle_;
};

// The variables that stand free in a node: slot and type. The whole context is one (slot kNone) that only `has` may ask.
struct Free {
  uint32_t slot;
  TypeId type;
};

class Variables {
 public:
  explicit Variables(const core::Bundle& bundle)
      : bundle_(bundle), free_(bundle.nodes.size()), asks_(bundle.nodes.size()) {}

  // False where a variable is not of its quantifier's set, or one slot is two things.
  bool run() {
    for (ExprId id = 0; id < bundle_.nodes.size(); ++id) {
      if (!gather(id)) return false;
    }
    return true;
  }
  // Some ids nobody looked at: those of what a rule does not have.
  // Does it speak of who asks, for what, in which context? A standing has none of these.
  bool asks(ExprId id) const { return id != kNone && asks_[id]; }
  bool closed(ExprId id) const { return id == kNone || (id < free_.size() && free_[id].empty()); }

 private:
  bool gather(ExprId id) {
    const Node& n = bundle_.nodes[id];
    asks_[id] =
        n.op == Op::subject || n.op == Op::resource || n.op == Op::action || n.op == Op::context;
    if (n.op == Op::variable || (n.op == Op::context && n.imm == kNone))
      return add(id, {n.imm, n.type});
    bool whole = n.op == Op::has && bundle_.nodes[n.a].op == Op::context;
    bool quantifier = n.op == Op::some || n.op == Op::every || n.op == Op::count;
    for (ExprId child : {n.a, n.b, n.c}) {
      if (child == kNone) continue;
      asks_[id] = asks_[id] || asks_[child];
      if (whole) continue;
      bool body = quantifier && child == n.b;
      for (const Free& one : free_[child]) {
        bool bound = body && one.slot == n.imm;
        if (bound ? !alike(bundle_, one.type, plain(bundle_, bundle_.nodes[n.a].type).element)
                  : !add(id, one))
          return false;
      }
    }
    for (uint32_t i = 0; i < n.count; ++i) {
      asks_[id] = asks_[id] || asks_[bundle_.lists[n.first + i]];
      for (const Free& one : free_[bundle_.lists[n.first + i]]) {
        if (!add(id, one)) return false;
      }
    }
    return true;
  }

  bool add(ExprId id, const Free& free) {
    for (const Free& known : free_[id]) {
      if (known.slot == free.slot) return alike(bundle_, known.type, free.type);
    }
    free_[id].push_back(free);
    return true;
  }

  const core::Bundle& bundle_;
  std::vector<std::vector<Free>> free_;
  std::vector<bool> asks_;
};

bool constantsFit(const core::Bundle& bundle) {
  for (size_t i = 0; i < bundle.constants.size(); ++i) {
    if (!fits(bundle, bundle.constants[i], bundle.constant_types[i])) return false;
  }
  return true;
}

bool defaultsFit(const core::Bundle& bundle, const std::vector<core::FieldDef>& fields) {
  return std::ranges::all_of(fields, [&](const core::FieldDef& field) {
    return field.required() || alike(bundle, field.type, bundle.constant_types[field.fallback]);
  });
}

bool allDefaultsFit(const core::Bundle& bundle) {
  auto fit = [&](const auto& all, auto fields) {
    return std::ranges::all_of(all,
                               [&](const auto& one) { return defaultsFit(bundle, one.*fields); });
  };
  return fit(bundle.records, &core::RecordType::fields) &&
         fit(bundle.entities, &core::EntityType::fields) &&
         fit(bundle.obligations, &core::ObligationDef::parameters) &&
         defaultsFit(bundle, bundle.context);
}

// The arguments of obligations, and where expressions begin.
class Roots {
 public:
  Roots(const core::Bundle& bundle, const Variables& variables)
      : bundle_(bundle), variables_(variables) {}

  bool sound() const {
    auto all = [](const auto& list, auto holds) { return std::ranges::all_of(list, holds); };
    return all(bundle_.grants,
               [&](const core::Grant& rule) {
                 return closed({rule.guard}) && calls(rule.obligations);
               }) &&
           all(bundle_.prohibitions,
               [&](const core::Prohibition& rule) {
                 return closed({rule.guard, rule.limit.most, rule.limit.amount, rule.limit.key}) &&
                        limit(rule);
               }) &&
           all(bundle_.requirements,
               [&](const core::Requirement& rule) {
                 return closed({rule.guard, rule.condition}) &&
                        (rule.reads_request || silent({rule.guard, rule.condition}));
               }) &&
           all(bundle_.masks,
               [&](const core::Mask& rule) {
                 return closed({rule.guard}) && call(rule.obligation);
               }) &&
           all(bundle_.holds, [&](const core::Hold& rule) { return silent({rule.guard}); }) &&
           all(bundle_.lives, [&](const core::Life& life) {
             return all(life.configs,
                        [&](const core::LifeConfig& config) { return this->config(config); });
           });
  }

 private:
  bool closed(std::initializer_list<ExprId> ids) const {
    return std::ranges::all_of(ids, [&](ExprId id) { return variables_.closed(id); });
  }
  bool limit(const core::Prohibition& rule) const {
    if (!rule.is_limit) return true;
    auto number = [&](ExprId id) {
      TypeKind kind = plain(bundle_, bundle_.nodes[id].type).kind;
      return kind == TypeKind::integer || kind == TypeKind::decimal;
    };
    return number(rule.limit.most) && (rule.limit.amount == kNone || number(rule.limit.amount));
  }
  bool call(const core::ObligationCall& call) const {
    const std::vector<core::FieldDef>& parameters = bundle_.obligations[call.obligation].parameters;
    for (size_t i = 0; i < call.arguments.size(); ++i) {
      if (!variables_.closed(call.arguments[i]) ||
          !alike(bundle_, parameters[i].type, bundle_.nodes[call.arguments[i]].type))
        return false;
    }
    return true;
  }
  bool calls(const std::vector<core::ObligationCall>& all) const {
    return std::ranges::all_of(all, [&](const core::ObligationCall& one) { return call(one); });
  }
  // Lives, holds and requirements that do not read the request run in a standing, too.
  bool silent(std::initializer_list<ExprId> ids) const {
    return closed(ids) && std::ranges::none_of(ids, [&](ExprId id) { return variables_.asks(id); });
  }
  bool silentItems(const std::vector<core::LifeItem>& all) const {
    return std::ranges::all_of(all, [&](const core::LifeItem& one) { return silent({one.value}); });
  }
  bool silentCalls(const std::vector<core::ObligationCall>& all) const {
    return calls(all) && std::ranges::all_of(all, [&](const core::ObligationCall& one) {
             return std::ranges::all_of(one.arguments, [&](ExprId id) { return silent({id}); });
           });
  }
  bool config(const core::LifeConfig& config) const {
    const core::Extend& extend = config.extend;
    return closed({extend.by_owners}) &&
           silent({config.header, config.grace.value, extend.amount, extend.times}) &&
           silentItems(config.warnings) && silentItems(config.holds) &&
           silentCalls(config.on_expiry) &&
           std::ranges::all_of(config.expiries, [&](const core::Expiry& one) {
             return silent({one.amount, one.base, one.condition});
           });
  }

  const core::Bundle& bundle_;
  const Variables& variables_;
};

}  // namespace

std::string illTyped(const core::Bundle& bundle) {
  if (!constantsFit(bundle)) return "a constant is not of its type";
  if (!allDefaultsFit(bundle)) return "a default is not of its field's type";
  NodeTyping typing(bundle);
  for (size_t i = 0; i < bundle.nodes.size(); ++i) {
    if (!typing.fits(bundle.nodes[i])) return fmt::format("node {} is not of its type", i);
  }
  Variables variables(bundle);
  if (!variables.run()) return "a variable is not of its quantifier";
  if (!Roots(bundle, variables).sound())
    return "a rule reads what is not there, or gives an obligation what it does not take";
  return {};
}

}  // namespace polc::bundle
