#include <algorithm>

#include "runtime/bundle/typing.h"
#include "runtime/bundle/variables.h"
#include "runtime/core/static_type.h"

namespace polc::bundle {
namespace {

using core::ExprId;
using core::kNone;
using core::TypeKind;

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
      TypeKind kind = core::plainType(bundle_, bundle_.nodes[id].type).kind;
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

bool rootsSound(const core::Bundle& bundle, const Variables& variables) {
  return Roots(bundle, variables).sound();
}

}  // namespace polc::bundle
