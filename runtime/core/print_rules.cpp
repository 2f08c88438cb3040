#include <fmt/format.h>

#include "runtime/core/literal.h"
#include "runtime/core/printer.h"

namespace polc::core {
namespace {

constexpr const char* kSeverities[] = {"low", "medium", "high", "critical"};

// Prints the rules of every kind, each with what all rules have.
class RulePrinter {
 public:
  RulePrinter(const Bundle& bundle, bool places, Text& to)
      : bundle_(bundle), places_(places), to_(to) {}

  void print() {
    for (const Clause& clause : bundle_.clauses) to_.line(0, "clause " + clause.identity);
    for (const Grant& rule : bundle_.grants) grant(rule);
    for (const Prohibition& rule : bundle_.prohibitions) prohibition(rule);
    for (const Requirement& rule : bundle_.requirements) requirement(rule);
    for (const Mask& rule : bundle_.masks) {
      head("mask", rule, ofType(rule.entity_type));
      to_.line(1, "with " + printCall(bundle_, rule.obligation));
    }
    for (const Hold& rule : bundle_.holds) head("hold", rule, ofType(rule.entity_type));
  }

 private:
  std::string ofType(uint32_t type) const { return "for " + bundle_.entities[type].name; }

  void head(std::string_view kind, const Head& rule, std::string_view about) {
    to_.line(0, fmt::format("{} {}", kind, printHead(bundle_, rule.from, places_)));
    to_.line(1, about);
    to_.line(1, "in force " + printPeriods(rule.periods));
    if (rule.guard != kNone) to_.line(1, "where " + core::print(bundle_, rule.guard));
  }

  std::string request(const Pattern& subject, const std::vector<ActionId>& actions,
                      const Pattern& resource) const {
    std::string names;
    for (const ActionId action : actions)
      names += (names.empty() ? "" : ", ") + bundle_.actions[action].name;
    return fmt::format("{} to {} on {}", printPattern(bundle_, subject), names,
                       printPattern(bundle_, resource));
  }

  void grant(const Grant& rule) {
    head("grant", rule, request(rule.subject, rule.actions, rule.resource));
    for (const ObligationCall& call : rule.obligations)
      to_.line(1, "with " + printCall(bundle_, call));
    for (const ClauseId clause : rule.sets_aside)
      to_.line(1, "notwithstanding " + bundle_.clauses[clause].identity);
  }

  void prohibition(const Prohibition& rule) {
    head(rule.is_limit ? "limit" : "prohibition", rule,
         request(rule.subject, rule.actions, rule.resource));
    if (!rule.is_limit) return;
    to_.line(1, fmt::format("at most {} of {} per {}", core::print(bundle_, rule.limit.most),
                            printOr(bundle_, rule.limit.amount, "1"),
                            core::print(bundle_, rule.limit.key)));
  }

  void requirement(const Requirement& rule) {
    head(rule.blocking ? "require" : "advise", rule, ofType(rule.entity_type));
    to_.line(1, "condition " + core::print(bundle_, rule.condition));
    to_.line(1, fmt::format("severity {}{}", kSeverities[rule.severity],
                            rule.reads_request ? ", reads the request" : ""));
    if (rule.message != kNone) to_.line(1, "message " + quoted(bundle_.texts[rule.message]));
    if (rule.cites != kNone) to_.line(1, "cites " + quoted(bundle_.texts[rule.cites]));
  }

  const Bundle& bundle_;
  bool places_;
  Text& to_;
};

}  // namespace

void printRules(const Bundle& bundle, bool places, Text& to) {
  RulePrinter(bundle, places, to).print();
}

}  // namespace polc::core
