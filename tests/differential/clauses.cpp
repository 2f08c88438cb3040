#include <fmt/format.h>

#include "tests/differential/generator.h"

namespace polc::differential {
namespace {

using Strings = std::vector<std::string>;

const Strings kEntities = {"Box", "Box", "Box", "Item", "Item", "Robot", "Page"};

std::string actionsOn(Random& random, const std::string& type) {
  if (random.chance(25)) return "any";
  if (type == "Box")
    return random.pick(Strings{"create", "enter", "extend", "destroy", "enter, create", "change",
                               "remediate, enter"});
  if (type == "Item")
    return random.pick(Strings{"read", "copy", "read, copy", "extend", "destroy, read"});
  if (type == "Robot") return random.pick(Strings{"ping", "create", "destroy, ping"});
  return random.pick(Strings{"read", "write", "read, write"});
}
// A length of e, the entity of every clause, that moves with time or changes in steps.
std::string movingLength(Random& random, const std::string& fixed) {
  switch (random.between(0, 4)) {
    case 0:
      return "age(e)";
    case 1:
      return "age(e) * 2";
    case 2:
      return fmt::format("({} - age(e))", random.pick(Strings{"9d", "40d", "100d"}));
    case 3:
      return "(300d - age(e) * 3)";
    default:
      return fmt::format("(if age(e) > {} then {} else 2d)",
                         random.pick(Strings{"5d", "30d", "80d"}), fixed);
  }
}
std::string movingInstant(Random& random, const std::string& at) {
  switch (random.between(0, 3)) {
    case 0:
      return fmt::format("max({} + 20d, now - 5d)", at);
    case 1:
      return fmt::format("min(now + 3d, {} + 60d)", at);
    case 2:
      return fmt::format("(if age(e) > 30d then now - 1h else {} + 50d)", at);
    default:
      return fmt::format("{} + age(e) * 2 - 40d", at);
  }
}
std::string lengthOf(Random& random, const Strings& fixed, int moving) {
  const std::string& length = random.pick(fixed);
  return random.chance(moving) ? movingLength(random, length) : length;
}

std::string withObligation(Random& random, const Scope& scope) {
  if (!random.chance(40)) return "";
  if (scope.self_type != "Page" && random.chance(15))
    return fmt::format("\n    with lasts(d: {})", movingLength(random, "12h"));
  if (scope.subject_type == "Person" && random.chance(50)) {
    return fmt::format("\n    with note, tell(reason: {0}.name, who: {0}, level: {0}.level)",
                       scope.subject);
  }
  return random.pick(Strings{"\n    with note", "\n    with note, tell(reason: \"entry\")"});
}

std::string who(Random& random, Scope& scope) {
  if (random.chance(10)) {
    scope.subject = "subject";
    return "any";
  }
  scope.subject_type = random.chance(70) ? "Person" : "Robot";
  scope.subject = "s";
  std::string text = "s: " + scope.subject_type;
  if (scope.subject_type == "Person" && random.chance(6)) return "s: Person::\"p1\"";
  if (random.chance(45)) text += fmt::format(" in Group::\"g{}\"", random.between(0, 3));
  return text;
}

std::string rule(Random& random, bool allow, const std::string& notwithstanding) {
  Scope scope;
  scope.context = true;
  std::string pattern = who(random, scope);
  scope.self = "e";
  scope.self_type = random.pick(kEntities);
  std::string text = fmt::format("  {} {} to {} on e: {}", allow ? "allow" : "deny", pattern,
                                 actionsOn(random, scope.self_type), scope.self_type);
  if (scope.self_type == "Box" && random.chance(8)) text += "::\"b1\"";
  if (random.chance(allow ? 45 : 92)) text += "\n    where " + condition(random, scope);
  if (random.chance(20)) text += "\n    unless " + condition(random, scope);
  if (allow) text += withObligation(random, scope);
  if (allow && !notwithstanding.empty()) text += "\n    notwithstanding " + notwithstanding;
  return text + "\n";
}

std::string permission(Random& random, const std::string& name) {
  std::string text =
      fmt::format("permission {}{} {{\n", name, random.chance(50) ? " \"Who may\"" : "");
  for (int64_t i = random.between(1, 3); i > 0; --i) text += rule(random, random.chance(84), "");
  if (random.chance(12)) {  // the same obligation, twice
    text +=
        "  allow Person to enter, destroy on e: Box where not e.sealed with note\n"
        "  allow Person to enter on e: Box where e.size_gb >= 1 with note\n";
  }
  return text + "}\n";
}
// Sets aside the base's prohibitions and requirements.
std::string overriding(Random& random, const std::string& name) {
  return fmt::format(
      "permission {} {{\n{}}}\n", name,
      rule(random, true,
           random.pick(Strings{"permission.barred", "review.pages, permission.barred", "data.items",
                               "ownership.quota"})));
}

std::string ownership(Random& random, const std::string& name) {
  Scope scope{"e", "Box", "", "", false, random.chance(20), 1};
  std::string header = random.chance(50) ? " where " + condition(random, scope) : "";
  std::string text = fmt::format("ownership {} for e: Box{} {{\n  owner e.owner{}\n", name, header,
                                 random.chance(40) ? ", e.keeper" : "");
  Scope may{"e", "Box", "subject", "", true, true, 1};
  text += fmt::format("  owners may {}", actionsOn(random, "Box"));
  if (random.chance(50)) text += " where " + condition(random, may);
  if (random.chance(20)) text += " with note";
  text += "\n";
  if (random.chance(60) && header.find("now") == std::string::npos &&
      header.find("age") == std::string::npos) {
    text += random.chance(50)
                ? fmt::format("  limit {} per e.owner on create\n",
                              random.pick(Strings{"most", "1", "2", "4"}))
                : fmt::format("  limit {} of e.size_gb per e.colour on create, enter\n",
                              random.between(2, 9));
  }
  return text + "}\n";
}

std::string life(Random& random, const std::string& type) {
  Scope scope{"e", type, "", "", false, true, 1};
  Strings lengths = {"life", "2d", "10d", "36h", "1mo", "25d"};
  // Months after a deadline that moves are not followed: stable_until comes early there.
  const bool moving = random.chance(12);
  const int moves = moving ? 60 : 0;
  std::string text;
  if (random.chance(15))
    text += fmt::format("  expire at 2026-0{}-01\n", random.between(2, 6));
  else
    text += fmt::format("  expire {} after {}\n", lengthOf(random, lengths, moves),
                        "e." + std::string(type == "Box"    ? "opened_at"
                                           : type == "Item" ? "taken_at"
                                                            : "made_at"));
  if (random.chance(50))
    text += fmt::format("  expire {} after {}{}\n", lengthOf(random, lengths, moves),
                        instant(random, scope),
                        random.chance(50) ? " where " + condition(random, scope) : "");
  if (random.chance(15)) text += "  expire at 2026-05-20\n";
  if (random.chance(12))
    text += fmt::format("  expire at {}\n", movingInstant(random, instant(random, scope)));
  if (random.chance(20)) text += "  expire when " + condition(random, scope) + "\n";
  if (type == "Item" && random.chance(60)) text += "  expire with e.box\n";
  if (random.chance(50))
    text += fmt::format("  warn {} before deadline\n",
                        lengthOf(random, {"6h", "4d", "20d", "pause"}, 20));
  if (random.chance(55))
    text += fmt::format("  grace {}\n", lengthOf(random, {"1h", "1d", "2d", "pause", "1mo"}, 20));
  if (type != "Robot" && random.chance(45)) {
    text += fmt::format("  extend {} up to {} times by {}\n",
                        lengthOf(random, {"12h", "5d", moving ? "2d" : "1mo"}, moves / 2),
                        random.between(1, 3),
                        type == "Box" && random.chance(60) ? "owners" : "Person in Group::\"g1\"");
  }
  if (random.chance(40)) text += "  hold when " + condition(random, scope) + "\n";
  text += random.chance(50) ? "  on expiry wipe" : "  on expiry note, wipe";
  if (random.chance(8)) text += fmt::format(", lasts(d: {})", movingLength(random, "12h"));
  return text + "\n";
}

std::string lifecycle(Random& random, const std::string& name) {
  std::string type = random.pick(Strings{"Box", "Box", "Item", "Robot"});
  Scope scope{"e", type, "", "", false, random.chance(40), 1};
  std::string header = random.chance(55) ? " where " + condition(random, scope) : "";
  return fmt::format("lifecycle {} \"How long\" for e: {}{} {{\n{}}}\n", name, type, header,
                     life(random, type));
}

std::string data(Random& random, const std::string& name) {
  Scope header_scope{"e", "Item", "", "", false, false, 1};
  Scope scope{"e", "Item", "subject", "", true, true, 1};
  std::string header = random.chance(60) ? " where " + condition(random, header_scope) : "";
  std::string text = fmt::format("data {} for e: Item{} {{\n", name, header);
  text += fmt::format("  require ({}) or ({}) severity high message \"Not in order\"\n",
                      condition(random, scope), condition(random, scope));
  if (random.chance(50))
    text += fmt::format("  deny {} unless {}\n", random.pick(Strings{"copy", "read, copy"}),
                        condition(random, scope));
  if (random.chance(60))
    text += random.chance(50) ? "  mask place, depth\n"
                              : fmt::format("  mask place unless {}\n", condition(random, scope));
  if (random.chance(60)) text += life(random, "Item");
  return text + "}\n";
}

std::string review(Random& random, const std::string& name) {
  std::string type = random.pick(Strings{"Box", "Page", "Item", "Person", "Person"});
  Scope scope{"e", type, "subject", "", true, true, 1};
  std::string text = fmt::format("review {} for e: {} {{\n  require ({}) or ({})\n", name, type,
                                 condition(random, scope), condition(random, scope));
  if (random.chance(50))
    text += fmt::format("  advise {} severity low cites \"R 1\"\n", condition(random, scope));
  return text + "}\n";
}

}  // namespace

std::string clause(Random& random, const std::string& kind, const std::string& name) {
  if (kind == "permission")
    return random.chance(75) ? permission(random, name) : overriding(random, name);
  if (kind == "ownership") return ownership(random, name);
  if (kind == "lifecycle") return lifecycle(random, name);
  if (kind == "data") return data(random, name);
  return review(random, name);
}

std::string vocabulary(Random& random) {
  std::string text =
      fmt::format(R"(contract gen.world
  between host "Host", guest "Guest"
  effective 2026-01-01 until {}
  zone "{}"

enum Level {{ low < mid < high }}
enum Colour {{ red, green, blue }}
record Badge {{ area: String  valid: Bool  starts: Time  ends: Time?  weight: Int = 1 }}

registered entity Group in Group
registered entity Person in Group {{ name: String  level: Level = low  badges: Set<Badge> = {{}}  trusted: Bool = false  score: Int }}
registered entity Robot in Group {{ colour: Colour  made_at: Time as birth  seen_at: Time? }}
entity Box in Group {{
  owner: Person  keeper: Group?  opened_at: Time as birth  used_at: Time?  colour: Colour  level: Level
  size_gb: Int = 1  extensions: Int = 0  held: Bool = false  sealed: Bool  cost: Decimal = 1.00
  tags: Set<String> = {{}}  ports: Map<Int>?  address: Ip?  build: Version?  label: String = "ab1"
}}
entity Item {{ box: Box?  level: Level  taken_at: Time as birth  extensions: Int = 0  disputed: Bool = false }}
entity Page {{ words: Int = 0  topic: String? }}

action create, enter, extend, destroy, remediate on Box
action read, copy, extend, destroy on Item
action read, write on Page
action create, ping, destroy on Robot
group change = create, enter, write

context {{ alarm: Bool = false  ticket: String?  network: Ip?  count: Int }}
obligation note
obligation wipe
obligation lasts(d: Duration)
obligation mask(fields: Set<String>)
obligation tell(reason: String, level: Level = mid, who: Person?)

param life: Duration = {}d
param pause: Duration = {}h
param most: Int = {}
schedule desk = Mon..Thu 08:00..12:00, 13:00..18:00, Fri 09:00..14:00
schedule night = Mon..Fri 22:00..06:00, Sat..Sun 00:00..24:00 zone "America/Denver"
define is_trusted(p: Person): Bool = p.trusted and p.score > 0

)",
                  random.pick(Strings{"2026-07-01", "2027-01-01", "2027-01-01", "2026-08-01"}),
                  random.pick(Strings{"Europe/Berlin", "America/New_York", "Asia/Kolkata"}),
                  random.between(3, 40), random.between(2, 30), random.between(1, 4));
  // Always there: what other texts name.
  text += "permission barred { deny s: Person to any on Box where s.score < 0 }\n\n";
  text +=
      "permission base {\n  allow Person in Group::\"g0\" to any on Box\n  allow Person in "
      "Group::\"g1\" to any on Item\n"
      "  allow any to read on Page\n  allow Robot to ping, enter on any\n}\n\n";
  text += fmt::format(
      "ownership quota for e: Box {{\n  owner e.owner\n  owners may enter, destroy\n  limit {} per "
      "e.owner on create\n}}\n\n",
      random.between(2, 5));
  text +=
      "data items for e: Item { require not e.disputed  mask place  expire life after e.taken_at  "
      "grace pause  on expiry wipe }\n\n";
  text += "review pages for e: Page { require e.words < 9 }\n\n";
  return text;
}

}  // namespace polc::differential
