#include <fmt/format.h>

#include "tests/differential/generator.h"

namespace polc::differential {
namespace {

using Strings = std::vector<std::string>;

std::string compareSign(Random& random) {
  return random.pick(Strings{"==", "!=", "<", "<=", ">", ">="});
}
std::string length(Random& random) {
  return random.pick(
      Strings{"1h", "90min", "12h", "1d", "3d", "10d", "2w", "60d", "1mo", "2mo", "pause"});
}
std::string exactLength(Random& random) {
  return random.pick(
      Strings{"1h", "90min", "12h", "1d", "3d", "10d", "2w", "60d", "pause", "life"});
}

std::string ofPerson(Random& random, const std::string& p) {
  switch (random.between(0, 11)) {
    case 0:
      return fmt::format("{}.trusted", p);
    case 1:
      return fmt::format("{}.level {} mid", p, compareSign(random));
    case 2:
      return fmt::format("{}.score {} {}", p, compareSign(random), random.between(-2, 3));
    case 3:
      return fmt::format("some b in {}.badges satisfies b.valid and b.weight > 1", p);
    case 4:
      return fmt::format("(every b in {}.badges satisfies b.valid or b.area == \"all\")", p);
    case 5:
      return fmt::format("no b in {}.badges satisfies now > (b.ends ?? b.starts + 30d)", p);
    case 6:
      return fmt::format("count(b in {}.badges where b.valid) >= 1", p);
    case 7:
      return fmt::format("{}.name like \"a*\"", p);
    case 8:
      return fmt::format("count(b in {}.badges where b.valid) {} most - 2", p, compareSign(random));
    case 9:
      return fmt::format("{}.score + 1 {} most", p, compareSign(random));
    case 10:
      return fmt::format("some b in {}.badges satisfies b.starts + {} > now", p, length(random));
    default:
      return fmt::format("is_trusted({})", p);
  }
}
std::string openedOrUsed(Random& random, const std::string& e) {
  return random.pick(Strings{e + ".opened_at", fmt::format("({0}.used_at ?? {0}.opened_at)", e)});
}
// Values that move with time, at several rates, where functions and quantifiers take them.
std::string ofMoving(Random& random, const std::string& e, const std::string& born) {
  const std::string sign = compareSign(random), bound = exactLength(random);
  switch (random.between(0, random.chance(15) ? 17 : 14)) {  // what comes back is rare
    case 0:
      return fmt::format("min(age({}), 9d) {} {}", e, sign, bound);
    case 1:
      return fmt::format("max(age({}) - 5d, 1d) {} {}", e, sign, bound);
    case 2:
      return fmt::format("abs(now - ({} + 20d)) {} {}", born, sign, bound);
    case 3:
      return fmt::format("now - {} {} age({})", born, sign, e);
    case 4:
      return fmt::format("now - 1mo {} {}", sign, born);
    case 5:
      return fmt::format("age({}) in {{1d, 2d, 30d}}", e);
    case 6:
      return fmt::format("age({}) * 3 {} 60d", e, sign);
    case 7:
      return fmt::format("(if age({}) > 5d then now else {}) + {} {} now", e, born, bound, sign);
    case 8:
      return fmt::format("{} + age({}) * 2 {} now + 10d", born, e, sign);
    case 9:
      return fmt::format("-age({}) + 30d {} {}", e, sign, bound);
    case 10:
      return fmt::format("min(now, {} + {}) == now", born, bound);
    case 11:
      return fmt::format("max(now, {} + 30d) - {} {} 40d", born, born, sign);
    case 12:
      return fmt::format("(some d in {{1d, 10d, 60d}} satisfies age({}) {} d)", e, sign);
    case 13:
      return fmt::format("count(d in {{1d, 10d, 60d}} where age({}) {} d) >= 2", e, sign);
    case 14:
      return fmt::format("(every d in {{1d, 10d, 60d}} satisfies age({}) {} d * 2)", e, sign);
    case 15:
      return "(now + 5h) in desk";
    case 16:
      return fmt::format("weekday(now - 7h) {} friday", sign);
    default:
      return fmt::format("date(now + 1mo) {} 2026-04-10", sign);
  }
}
std::string ofBox(Random& random, const std::string& e, bool now) {
  if (now && random.chance(12)) {
    return ofMoving(random, e, openedOrUsed(random, e));
  }
  int64_t last = !now ? 18 : random.chance(15) ? 25 : 22;  // what comes back every week is rare
  switch (random.between(0, last)) {
    case 0:
      return fmt::format("{}.colour in {{red, green}}", e);
    case 1:
      return fmt::format("{}.colour != blue", e);
    case 2:
      return fmt::format("{}.level {} mid", e, compareSign(random));
    case 3:
      return fmt::format("{}.size_gb * 2 + 1 {} {}", e, compareSign(random), random.between(0, 9));
    case 4:
      return fmt::format("{}.sealed", e);
    case 5:
      return fmt::format("{}.cost + 1.25 <= 4.50", e);
    case 6:
      return fmt::format("\"hot\" in {}.tags", e);
    case 7:
      return fmt::format("{}.tags subset of {{\"hot\", \"cold\", \"new\"}}", e);
    case 8:
      return fmt::format("{}.tags disjoint from {{\"cold\"}}", e);
    case 9:
      return fmt::format("size({}.tags) >= 2", e);
    case 10:
      return fmt::format("({0} has ports and ({0}.ports[\"http\"] ?? 80) < 100)", e);
    case 11:
      return fmt::format("({0} has address and {0}.address in ip(\"10.0.0.0/8\"))", e);
    case 12:
      return fmt::format("({0} has build and {0}.build >= version(\"1.2.0\"))", e);
    case 13:
      return fmt::format("{}.owner.level {} low", e, compareSign(random));
    case 14:
      return fmt::format("({0} has keeper and {0}.keeper in Group::\"g1\")", e);
    case 15:
      return fmt::format("starts_with(lower({}.label), \"a\")", e);
    case 16:
      return fmt::format("{}.label matches \"[ab]+c?[0-9]*\"", e);
    case 17:
      return fmt::format("{}.size_gb {} most", e, compareSign(random));
    case 18:
      return fmt::format("({0}.size_gb + {0}.extensions > most or {0}.owner in Group::\"g2\")", e);
    case 19:
      return fmt::format("now {} ({}.used_at ?? {}.opened_at) + {}", compareSign(random), e, e,
                         length(random));
    case 20:
      return fmt::format("age({}) > {}", e, exactLength(random));
    case 21:
      return fmt::format("{}.opened_at + {} {} now", e, length(random), compareSign(random));
    case 22:
      return fmt::format("now + {} {} ({}.used_at ?? {}.opened_at)", length(random),
                         compareSign(random), e, e);
    case 23:
      return "now in desk";
    case 24:
      return fmt::format("(now in night or {}.held)", e);
    default:
      return fmt::format("weekday(now) {} {}", compareSign(random),
                         random.pick(Strings{"tuesday", "friday"}));
  }
}
// A day beside a day, or beside an instant.
std::string againstDay(Random& random) {
  std::string sign = compareSign(random);
  return fmt::format("{} {} 2026-04-10", sign.size() == 1 ? "now" : "date(now)", sign);
}

std::string ofItem(Random& random, const std::string& e, bool now) {
  if (now && random.chance(12)) return ofMoving(random, e, e + ".taken_at");
  switch (random.between(0, now ? 6 : 4)) {
    case 0:
      return fmt::format("{}.level {} mid", e, compareSign(random));
    case 4:
      return fmt::format("{}.extensions + 2 {} most", e, compareSign(random));
    case 1:
      return fmt::format("{}.disputed", e);
    case 2:
      return fmt::format("({0} has box and {0}.box.sealed)", e);
    case 3:
      return fmt::format("(if {0} has box then {0}.box.size_gb > 1 else {0}.disputed)", e);
    case 5:
      return fmt::format("{} {} age({})", exactLength(random), compareSign(random), e);
    default:
      return againstDay(random);
  }
}
std::string ofRobot(Random& random, const std::string& e, bool now) {
  if (now && random.chance(12))
    return ofMoving(random, e,
                    random.pick(Strings{e + ".made_at", fmt::format("({0}.seen_at ?? now)", e)}));
  switch (random.between(0, now ? 3 : 1)) {
    case 0:
      return fmt::format("{}.colour == {}", e, random.pick(Strings{"red", "green", "blue"}));
    case 1:
      return fmt::format("{} has seen_at", e);
    case 2:
      return fmt::format("now < ({0}.seen_at ?? {0}.made_at) + {1}", e, length(random));
    default:
      return fmt::format("now {} {}.made_at + {}", compareSign(random), e, length(random));
  }
}
std::string ofPage(Random& random, const std::string& e) {
  switch (random.between(0, 2)) {
    case 0:
      return fmt::format("{}.words {} {}", e, compareSign(random), random.between(0, 5));
    case 1:
      return fmt::format("({0} has topic and contains({0}.topic, \"a\"))", e);
    default:
      return fmt::format("max({}.words, 3) {} 4", e, compareSign(random));
  }
}
std::string ofContext(Random& random) {
  switch (random.between(0, 5)) {
    case 0:
      return "context.alarm";
    case 5:
      return fmt::format("context.count {} most", compareSign(random));
    case 1:
      return "context has ticket";
    case 2:
      return "(context has network and context.network in ip(\"10.1.0.0/16\"))";
    case 3:
      return fmt::format("context.count {} {}", compareSign(random), random.between(0, 3));
    default:
      return "action in change";
  }
}
std::string ofAnySubject(Random& random, const std::string& s) {
  switch (random.between(0, 2)) {
    case 0:
      return fmt::format("{} in Group::\"g{}\"", s, random.between(0, 3));
    case 1:
      return fmt::format("{} is Person", s);
    default:
      return fmt::format("({0} is Person and {0}.trusted)", s);
  }
}
std::string of(Random& random, const std::string& variable, const std::string& type, bool now) {
  if (type == "Person") return ofPerson(random, variable);
  if (type == "Box") return ofBox(random, variable, now);
  if (type == "Item") return ofItem(random, variable, now);
  if (type == "Robot") return ofRobot(random, variable, now);
  if (type == "Page") return ofPage(random, variable);
  return ofAnySubject(random, variable);
}
std::string leaf(Random& random, const Scope& scope) {
  Strings sides;
  if (!scope.self.empty()) sides.insert(sides.end(), 3, "self");
  if (!scope.subject.empty()) sides.insert(sides.end(), 2, "subject");
  if (scope.context) sides.push_back("context");
  if (!scope.subject.empty() && scope.self_type == "Box") sides.insert(sides.end(), 2, "owns");
  const std::string side = sides.empty() ? "now" : random.pick(sides);
  if (side == "self") return of(random, scope.self, scope.self_type, scope.now);
  if (side == "subject") return of(random, scope.subject, scope.subject_type, scope.now);
  if (side == "owns") return fmt::format("{} owns {}", scope.subject, scope.self);
  if (side == "context") return ofContext(random);
  return random.chance(30) ? "now in desk" : "now < 2026-06-15";
}

}  // namespace

// A quantifier takes all that follows, so every operand stands in brackets of its own.
std::string condition(Random& random, const Scope& scope) {
  if (scope.depth <= 0 || random.chance(45)) return leaf(random, scope);
  Scope inner = scope;
  --inner.depth;
  switch (random.between(0, 5)) {
    case 0:
    case 4:
      return fmt::format("({}) and ({})", condition(random, inner), condition(random, inner));
    case 1:
    case 5:
      return fmt::format("({}) or ({})", condition(random, inner), condition(random, inner));
    case 2:
      return fmt::format("not ({})", condition(random, inner));
    default:
      return fmt::format("if {} then {} else {}", condition(random, inner),
                         condition(random, inner), condition(random, inner));
  }
}

std::string instant(Random& random, const Scope& scope) {
  const std::string& e = scope.self;
  if (scope.self_type == "Box") {
    return openedOrUsed(random, e);
  }
  if (scope.self_type == "Item") return e + ".taken_at";
  return random.pick(Strings{e + ".made_at", fmt::format("({0}.seen_at ?? {0}.made_at)", e)});
}

}  // namespace polc::differential
