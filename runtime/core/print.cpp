#include <fmt/format.h>

#include "runtime/core/literal.h"
#include "runtime/core/printer.h"

namespace polc::core {

std::string printPeriod(const Period& period) {
  std::string out;
  if (period.from != value::kAlways) out = "from " + time::formatTime(period.from);
  if (period.until != value::kNever)
    out += (out.empty() ? "until " : " until ") + time::formatTime(period.until);
  return out.empty() ? "always" : out;
}

std::string printPeriods(const std::vector<Period>& periods) {
  if (periods.empty()) return "never";
  std::string out;
  for (const Period& period : periods) out += (out.empty() ? "" : ", ") + printPeriod(period);
  return out;
}

std::string printHead(const Bundle& bundle, const Provenance& from, bool places) {
  std::string out = fmt::format(
      "{} #{}", from.clause == kNone ? "-" : bundle.clauses[from.clause].identity, from.item);
  if (from.amendment != 0) out += fmt::format(" by amendment {}", from.amendment);
  if (from.title != kNone) out += " " + quoted(bundle.texts[from.title]);
  if (places && from.file < bundle.files.size())
    out += fmt::format(" ({}:{}:{})", bundle.files[from.file], from.line, from.column);
  return out;
}

std::string printPattern(const Bundle& bundle, const Pattern& pattern) {
  switch (pattern.kind) {
    case Pattern::Kind::any:
      return "any";
    case Pattern::Kind::type:
      return bundle.entities[pattern.type].name;
    case Pattern::Kind::member:
      return bundle.entities[pattern.type].name + " in " + entityConstant(bundle, pattern.entity);
    default:
      return entityConstant(bundle, pattern.entity);
  }
}

std::string printCall(const Bundle& bundle, const ObligationCall& call) {
  const ObligationDef& definition = bundle.obligations[call.obligation];
  std::string arguments;
  for (size_t i = 0; i < call.arguments.size(); ++i)
    arguments += fmt::format("{}{}: {}", i ? ", " : "", definition.parameters[i].name,
                             print(bundle, call.arguments[i]));
  return definition.name + (arguments.empty() ? "" : "(" + arguments + ")");
}

std::string printOr(const Bundle& bundle, ExprId expr, std::string_view instead) {
  return expr == kNone ? std::string(instead) : print(bundle, expr);
}

std::string print(const Bundle& bundle, bool places) {
  Text text;
  text.line(0, fmt::format("core {}", kFormat));
  text.line(0, fmt::format("contract {}", bundle.contract));
  text.line(0, fmt::format("amended through {}", bundle.amended_through));
  text.line(0, "term " + printPeriod(bundle.term));
  printVocabulary(bundle, text);
  printRules(bundle, places, text);
  printLives(bundle, places, text);
  return text.take();
}

}  // namespace polc::core
