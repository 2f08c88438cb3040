#include <fmt/format.h>

#include <algorithm>

#include "tests/differential/generator.h"

namespace polc::differential {
namespace {

using Strings = std::vector<std::string>;

struct Modifiers {
  std::string text;
  Written written;
};

// over is tried from what was written before; the compiler refuses what does not fit.
Modifiers modifiers(Random& random, const std::string& operation, Micros effective, bool may_end,
                    bool may_existing, const std::string& over, bool revive_only) {
  Modifiers out;
  out.written.operation = operation;
  out.written.existing = "-";
  out.written.from = effective;
  if (!over.empty()) out.text += " over amendment " + over;
  if (may_existing && random.chance(85)) {
    std::string mode = random.pick(Strings{"keep", "grace", "now"});
    out.written.existing = mode;
    out.text += mode == "grace" ? fmt::format(" existing grace {}d", random.between(1, 12))
                                : " existing " + mode;
  }
  if (random.chance(25)) {
    out.written.from = effective + random.between(1, 10) * kDay;
    out.text += " from " + dateText(out.written.from);
  }
  if (may_end && random.chance(55)) {
    out.written.until = out.written.from + random.between(2, 40) * kDay;
    out.text += " until " + dateText(out.written.until) +
                (revive_only || random.chance(70) ? " then revive" : " then lapse");
  }
  return out;
}

struct Target {
  std::string kind, name;
};
// Clauses with lives more often: what becomes of what lives already is the hardest.
Target targetOf(Random& random, const Strings& clauses) {
  std::string identity = random.pick(clauses);
  for (int again = 0; again < 3 && !identity.starts_with("lifecycle"); ++again)
    identity = random.pick(clauses);
  size_t dot = identity.find('.');
  return {identity.substr(0, dot), identity.substr(dot + 1)};
}
// The body of a clause after its header's line, where modifiers stand before the brace.
std::string withModifiers(const std::string& clause, const std::string& modifiers) {
  size_t brace = clause.find(" {\n");
  return clause.substr(0, brace) + modifiers + clause.substr(brace);
}

// Which amendment an operation stands in.
struct Place {
  int number;
  Micros effective;
  std::string over;  // empty: nothing is overwritten knowingly
};

bool hasLife(const std::string& kind) { return kind == "lifecycle" || kind == "data"; }

Modifiers addition(Random& random, const Place& at, std::string& text, Strings& added) {
  std::string kind = random.pick(
      Strings{"permission", "ownership", "lifecycle", "lifecycle", "lifecycle", "data", "review"});
  std::string name = fmt::format("added_{}", at.number);
  Modifiers m = modifiers(random, "add " + kind, at.effective, true, hasLife(kind), "", false);
  text += "add " + withModifiers(clause(random, kind, name), m.text);
  added.push_back(kind + "." + name);
  return m;
}

// `operation`: replace, repeal or suspend.
Modifiers ofClause(Random& random, const std::string& operation, const Place& at,
                   const Strings& clauses, std::string& text) {
  Target t = targetOf(random, clauses);
  Modifiers m = modifiers(random, operation + " " + t.kind, at.effective, operation != "repeal",
                          hasLife(t.kind), at.over, operation == "suspend");
  if (operation == "replace") {
    text += "replace " + withModifiers(clause(random, t.kind, t.name), m.text);
  } else {
    text += fmt::format("{} {}.{}{}\n", operation, t.kind, t.name, m.text);
  }
  return m;
}

Modifiers variation(Random& random, const Place& at, std::string& text) {
  const auto [name, value] = random.pick(std::vector<std::pair<std::string, std::string>>{
      {"life", fmt::format("{}d", random.between(1, 50))},
      {"life", fmt::format("{}d", random.between(1, 50))},
      {"pause", fmt::format("{}h", random.between(1, 60))},
      {"most", std::to_string(random.between(0, 5))},
      {"most", std::to_string(random.between(0, 5))}});
  Modifiers m =
      modifiers(random, "vary " + name, at.effective, true, random.chance(85), at.over, true);
  text += fmt::format("vary {} = {}{}\n", name, value, m.text);
  return m;
}

Modifiers otherHours(Random& random, const Place& at, std::string& text) {
  Modifiers m = modifiers(random, "replace schedule", at.effective, true, true, at.over, true);
  text += fmt::format("replace schedule desk = Mon..Sun {:02}:00..{:02}:30{}\n",
                      random.between(5, 10), random.between(11, 20), m.text);
  return m;
}

Modifiers ofAgreement(Random& random, const Place& at, std::string& text) {
  if (at.number > 1 && random.chance(60)) {
    Modifiers m = modifiers(random, "withdraw", at.effective, false, true, "", false);
    text += fmt::format("withdraw amendment {}{}\n", random.between(1, at.number - 1), m.text);
    return m;
  }
  Micros until = kStart + random.between(380, 700) * kDay;
  text += fmt::format("extend contract until {}\n", dateText(until));
  Modifiers m;
  m.written = {"extend contract", "-", at.effective, until};
  return m;
}

Modifiers operation(Random& random, const Place& at, const Strings& clauses, std::string& text,
                    Strings& added) {
  switch (random.between(0, 12)) {
    case 0:
    case 1:
      return addition(random, at, text, added);
    case 2:
    case 3:
    case 4:
      return ofClause(random, "replace", at, clauses, text);
    case 5:
      return ofClause(random, "repeal", at, clauses, text);
    case 6:
    case 7:
      return ofClause(random, "suspend", at, clauses, text);
    case 8:
    case 9:
    case 12:
      return variation(random, at, text);
    case 10:
      return otherHours(random, at, text);
    default:
      return ofAgreement(random, at, text);
  }
}

}  // namespace

std::string dateText(Micros at) { return instantText(at).substr(0, 10); }

std::string amendment(Random& random, int number, const Strings& clauses, World& world,
                      Strings& added) {
  // Signed one after the other: the compiler wants it so.
  Micros signed_on = kStart + random.between(12 + 13 * number, 22 + 13 * number) * kDay;
  bool retroactive = random.chance(15);
  Micros effective = retroactive ? signed_on - random.between(1, 5) * kDay
                                 : signed_on + random.between(1, 15) * kDay;
  std::string text = fmt::format(
      "amendment {} to gen.world\n  signed {}\n  effective {}\n  because \"Reason {}\"\n{}\n",
      number, dateText(signed_on), dateText(effective), number,
      retroactive ? "  retroactive\n" : "");
  std::string over =
      number > 1 && random.chance(30) ? std::to_string(random.between(1, number - 1)) : "";
  Modifiers m = operation(random, {number, effective, over}, clauses, text, added);
  world.operations.push_back(m.written);
  return text;
}

}  // namespace polc::differential
