#include <algorithm>

#include "runtime/core/verifier.h"

namespace polc::core {
namespace {

class RuleVerifier {
 public:
  RuleVerifier(const Bundle& bundle, Faults& faults) : bundle_(bundle), faults_(faults) {}

  void verify() {
    for (const Grant& rule : bundle_.grants) {
      request("grant", rule, rule.subject, rule.resource, rule.actions);
      for (const ObligationCall& call : rule.obligations)
        verifyCall(bundle_, call, faults_, "grant");
      for (const ClauseId clause : rule.sets_aside)
        faults_.id(clause, bundle_.clauses.size(), "grant", "clause set aside");
    }
    for (const Prohibition& rule : bundle_.prohibitions) prohibition(rule);
    for (const Requirement& rule : bundle_.requirements) {
      entity("requirement", rule, rule.entity_type);
      faults_.check(rule.condition != kNone, "requirement", "has no condition");
      verifyCondition(bundle_, rule.condition, faults_, "requirement");
      faults_.check(rule.severity <= 3, "requirement", "severity is out of range");
    }
    for (const Mask& rule : bundle_.masks) {
      entity("mask", rule, rule.entity_type);
      verifyCall(bundle_, rule.obligation, faults_, "mask");
    }
    for (const Hold& rule : bundle_.holds) entity("hold", rule, rule.entity_type);
    textOrder(bundle_.grants, "grants");
    textOrder(bundle_.prohibitions, "prohibitions");
    textOrder(bundle_.requirements, "requirements");
    textOrder(bundle_.masks, "masks");
  }

 private:
  void head(std::string_view where, const Head& rule) {
    verifyProvenance(bundle_, rule.from, faults_, where);
    faults_.check(ordered(rule.periods), where, "periods are not ascending and disjoint");
    verifyCondition(bundle_, rule.guard, faults_, where);
  }
  void entity(std::string_view where, const Head& rule, uint32_t type) {
    head(where, rule);
    faults_.id(type, bundle_.entities.size(), where, "type");
  }
  void request(std::string_view where, const Head& rule, const Pattern& subject,
               const Pattern& resource, const std::vector<ActionId>& actions) {
    head(where, rule);
    verifyPattern(bundle_, subject, faults_, where);
    verifyPattern(bundle_, resource, faults_, where);
    faults_.check(std::ranges::is_sorted(actions), where, "actions are not ascending");
    for (const ActionId action : actions)
      faults_.id(action, bundle_.actions.size(), where, "action");
  }
  void prohibition(const Prohibition& rule) {
    request("prohibition", rule, rule.subject, rule.resource, rule.actions);
    if (!rule.is_limit) return;
    faults_.id(rule.limit.most, bundle_.nodes.size(), "limit", "most");
    faults_.id(rule.limit.key, bundle_.nodes.size(), "limit", "key");
    faults_.idOrNone(rule.limit.amount, bundle_.nodes.size(), "limit", "amount");
  }
  template <class Rule>
  void textOrder(const std::vector<Rule>& rules, std::string_view where) {
    const bool sorted = std::ranges::is_sorted(rules, [](const Rule& a, const Rule& b) {
      return a.from.clause < b.from.clause ||
             (a.from.clause == b.from.clause && a.from.item < b.from.item);
    });
    faults_.check(sorted, where, "are not in text order");
  }

  const Bundle& bundle_;
  Faults& faults_;
};

}  // namespace

void verifyRules(const Bundle& bundle, Faults& faults) { RuleVerifier(bundle, faults).verify(); }

}  // namespace polc::core
