#include "tests/differential/generator.h"

#include <fmt/format.h>

#include "runtime/time/zone.h"

namespace polc::differential {
namespace {

using Strings = std::vector<std::string>;

// The base: a few clauses of every kind beside those that every contract has.
Strings addBase(Random& random, World& world, std::string& text) {
  Strings identities = {"permission.base", "ownership.quota", "data.items", "review.pages"};
  for (const std::string& kind : Strings{"permission", "permission", "permission", "ownership",
                                         "lifecycle", "lifecycle", "data", "review"}) {
    std::string name = fmt::format("c{}", identities.size());
    text += clause(random, kind, name) + "\n";
    identities.push_back(kind + "." + name);
    world.clause_kinds.push_back(kind);
  }
  return identities;
}

void addAmendments(Random& random, const Accepts& accepts, Strings identities, World& world) {
  int number = 1;
  for (int attempt = 0; attempt < 24 && number <= 6; ++attempt) {
    World before = world;
    Strings added;
    std::string text = amendment(random, number, identities, world, added);
    world.sources.push_back({fmt::format("amendments/{:03}.pol", number), text});
    if (!accepts(world.sources)) {
      world = std::move(before);
      continue;
    }
    ++number;
    identities.insert(identities.end(), added.begin(), added.end());
    const Written& w = world.operations.back();
    world.instants.insert(world.instants.end(),
                          {w.from, w.from, w.until == value::kNever ? w.from : w.until});
  }
}

std::string described(Random& random, const std::string& type) {
  if (type == "Box") {
    return fmt::format(
        R"({{"owner":{{"type":"Person","id":"p{}"}},"colour":"red","level":"mid","sealed":{},"size_gb":{},"opened_at":"{}"}})",
        random.between(0, 6), random.chance(50), random.between(0, 3),
        instantText(kStart + random.between(0, 90) * kDay));
  }
  return type == "Robot" ? R"({"colour":"blue"})" : "{}";
}

Micros when(Random& random, const World& world) {
  Micros at =
      random.chance(75) ? random.pick(world.instants) : kStart + random.between(0, 400) * kDay;
  switch (random.between(0, 7)) {
    case 0:
      return at;
    case 1:
      return at - 1;
    case 2:
      return at + random.between(1, 40) * kDay;
    case 6:
    case 7:
      return at + random.between(20, 120) * kDay + random.between(0, 23) * kHour;
    case 3:
      return at + random.between(0, 100) * kHour;
    default:
      return at + random.between(0, 12 * 24) * kHour + random.between(0, 59) * 60'000'000;
  }
}

}  // namespace

std::string instantText(Micros at) { return time::formatTime(at); }

World generate(Random& random, const Accepts& accepts) {
  for (;;) {
    World world;
    std::string text = vocabulary(random);
    Strings identities = addBase(random, world, text);
    world.sources.push_back({"contract.pol", text});
    if (!accepts(world.sources)) continue;
    world.directory = directory(random, world.instants);
    addAmendments(random, accepts, identities, world);
    return world;
  }
}

Ask ask(Random& random, const World& world) {
  static const std::map<std::string, Strings> actions = {
      {"Box", {"create", "enter", "enter", "extend", "destroy", "remediate"}},
      {"Item", {"read", "copy", "extend", "destroy"}},
      {"Robot", {"ping", "destroy", "create"}},
      {"Page", {"read", "write"}}};
  Ask out;
  out.now = when(random, world);
  out.standing = random.chance(40);
  std::string type = random.pick(Strings{"Box", "Box", "Box", "Item", "Item", "Robot", "Page"});
  static const std::map<std::string, std::pair<char, int>> ids = {
      {"Box", {'b', 12}}, {"Item", {'i', 8}}, {"Robot", {'r', 4}}, {"Page", {'w', 3}}};
  auto [letter, count] = ids.at(type);
  std::string id =
      fmt::format("{}{}", letter, random.between(0, count - (random.chance(4) ? 0 : 1)));
  if (out.standing) {
    out.json = fmt::format(R"({{"entity":{{"type":"{}","id":"{}"}}}})", type, id);
    return out;
  }
  std::string action = random.pick(actions.at(type));
  std::string properties;
  if (action == "create" && random.chance(85)) {
    id = "new";
    properties = ",\"properties\":" + described(random, type);
  }
  bool robot = random.chance(25);
  std::string subject = robot
                            ? fmt::format(R"({{"type":"Robot","id":"r{}"}})", random.between(0, 3))
                            : fmt::format(R"({{"type":"Person","id":"p{}"}})",
                                          random.between(0, random.chance(4) ? 7 : 6));
  std::string context = fmt::format(
      R"("count":{})", random.chance(4) ? "\"x\"" : std::to_string(random.between(0, 3)));
  if (random.chance(7)) context = R"("other":1)";
  if (random.chance(30)) context += random.chance(10) ? R"(,"alarm":"no")" : R"(,"alarm":true)";
  if (random.chance(40)) context += R"(,"ticket":"T1")";
  if (random.chance(40)) context += R"(,"network":"10.1.2.3")";
  out.json = fmt::format(
      R"({{"subject":{},"action":{{"name":"{}"}},"resource":{{"type":"{}","id":"{}"{}}},"context":{{{}}}}})",
      subject, action, type, id, properties, context);
  return out;
}

}  // namespace polc::differential
