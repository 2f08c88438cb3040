#include <fmt/format.h>

#include "tests/differential/generator.h"

namespace polc::differential {
namespace {

using Strings = std::vector<std::string>;

Micros birth(Random& random, std::vector<Micros>& instants) {
  Micros at = kStart + random.between(-30, 150) * kDay + random.between(0, 23) * kHour;
  instants.push_back(at);
  return at;
}
std::string refTo(const std::string& type, const std::string& id) {
  return fmt::format(R"({{"type":"{}","id":"{}"}})", type, id);
}

class Attributes {
 public:
  explicit Attributes(Random& random) : random_(random) {}
  // Now and then a field is left out or not of its type.
  void add(const std::string& name, const std::string& json) {
    if (random_.chance(4)) return;
    text_ += fmt::format("{}\"{}\":{}", text_.empty() ? "" : ",", name,
                         random_.chance(3) ? "[\"garbled\"]" : json);
  }
  void maybe(int percent, const std::string& name, const std::string& json) {
    if (random_.chance(percent)) add(name, json);
  }
  const std::string& text() const { return text_; }

 private:
  Random& random_;
  std::string text_;
};

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

std::string badge(Random& random, std::vector<Micros>& instants) {
  Micros starts = birth(random, instants);
  std::string text = fmt::format(R"({{"area":"{}","starts":"{}")",
                                 random.pick(Strings{"all", "lab"}), instantText(starts));
  if (random.chance(85)) text += fmt::format(R"(,"valid":{})", random.chance(60));
  if (random.chance(50))
    text += fmt::format(R"(,"ends":"{}")", instantText(starts + random.between(1, 60) * kDay));
  if (random.chance(50)) text += fmt::format(R"(,"weight":{})", random.between(0, 3));
  return text + "}";
}

std::string person(Random& random, std::vector<Micros>& instants) {
  Attributes a(random);
  a.add("name", quoted(random.pick(Strings{"anna", "bert", "ada"})));
  a.maybe(60, "level", quoted(random.pick(Strings{"low", "mid", "high"})));
  a.maybe(60, "trusted", random.chance(50) ? "true" : "false");
  a.add("score", std::to_string(random.between(-1, 3)));
  if (random.chance(60)) {
    std::string badges;
    for (int64_t i = random.between(0, 4); i > 0; --i)
      badges += (badges.empty() ? "" : ",") + badge(random, instants);
    a.add("badges", "[" + badges + "]");
  }
  return a.text();
}
std::string box(Random& random, std::vector<Micros>& instants) {
  Attributes a(random);
  Micros at = birth(random, instants);
  a.add("owner", refTo("Person", fmt::format("p{}", random.between(0, 7))));
  a.maybe(40, "keeper", refTo("Group", fmt::format("g{}", random.between(0, 4))));
  a.add("opened_at", quoted(instantText(at)));
  a.maybe(50, "used_at", quoted(instantText(at + random.between(1, 600) * kHour)));
  a.add("colour", quoted(random.pick(Strings{"red", "green", "blue"})));
  a.add("level", quoted(random.pick(Strings{"low", "mid", "high"})));
  a.maybe(60, "size_gb", std::to_string(random.between(-1, 5)));
  a.maybe(30, "extensions", std::to_string(random.between(-1, 3)));
  a.maybe(25, "held", random.chance(50) ? "true" : "false");
  a.add("sealed", random.chance(50) ? "true" : "false");
  a.maybe(50, "cost", random.pick(Strings{"2.5", "\"3.25\"", "7", "0.0001"}));
  a.maybe(50, "tags",
          random.pick(Strings{"[\"hot\"]", "[\"cold\",\"new\"]", "[]", "[\"hot\",\"odd\"]"}));
  a.maybe(40, "ports", random.pick(Strings{"{\"http\":80}", "{\"http\":8080,\"ssh\":22}", "{}"}));
  a.maybe(40, "address", random.pick(Strings{"\"10.2.3.4\"", "\"192.168.0.1\"", "\"::1\""}));
  a.maybe(40, "build", random.pick(Strings{"\"1.2.0\"", "\"1.10.0-rc.1\"", "\"0.9.9\""}));
  a.maybe(50, "label", random.pick(Strings{"\"aab12\"", "\"Abc\"", "\"x\""}));
  return a.text();
}
std::string item(Random& random, std::vector<Micros>& instants) {
  Attributes a(random);
  a.maybe(70, "box", refTo("Box", fmt::format("b{}", random.between(0, 13))));
  a.add("level", quoted(random.pick(Strings{"low", "mid", "high"})));
  a.add("taken_at", quoted(instantText(birth(random, instants))));
  a.maybe(30, "extensions", std::to_string(random.between(0, 2)));
  a.maybe(30, "disputed", random.chance(50) ? "true" : "false");
  return a.text();
}
std::string robot(Random& random, std::vector<Micros>& instants) {
  Attributes a(random);
  Micros at = birth(random, instants);
  a.add("colour", quoted(random.pick(Strings{"red", "green", "blue"})));
  a.add("made_at", quoted(instantText(at)));
  a.maybe(50, "seen_at", quoted(instantText(at + random.between(1, 300) * kHour)));
  return a.text();
}
std::string page(Random& random) {
  Attributes a(random);
  a.maybe(70, "words", std::to_string(random.between(0, 10)));
  a.maybe(50, "topic", random.pick(Strings{"\"ants\"", "\"ice\""}));
  return a.text();
}

}  // namespace

std::string directory(Random& random, std::vector<Micros>& instants) {
  std::string out = "[";
  auto add = [&](const std::string& type, const std::string& id, const std::string& attributes,
                 const std::string& parents) {
    out += fmt::format("{}\n{{\"uid\":{},\"attrs\":{{{}}},\"parents\":[{}]}}",
                       out.size() > 1 ? "," : "", refTo(type, id), attributes, parents);
  };
  for (int i = 0; i < 4; ++i)
    add("Group", fmt::format("g{}", i), "", i == 3 ? refTo("Group", "g1") : "");
  auto groups = [&] {
    std::string parents;
    for (int i = 0; i < 4; ++i) {
      if (random.chance(35))
        parents += (parents.empty() ? "" : ",") + refTo("Group", fmt::format("g{}", i));
    }
    return parents;
  };
  for (int i = 0; i < 7; ++i)
    add("Person", fmt::format("p{}", i), person(random, instants), groups());
  for (int i = 0; i < 4; ++i)
    add("Robot", fmt::format("r{}", i), robot(random, instants), groups());
  for (int i = 0; i < 12; ++i)
    add("Box", fmt::format("b{}", i), box(random, instants), random.chance(30) ? groups() : "");
  for (int i = 0; i < 8; ++i) add("Item", fmt::format("i{}", i), item(random, instants), "");
  for (int i = 0; i < 3; ++i) add("Page", fmt::format("w{}", i), page(random), "");
  return out + "\n]\n";
}

}  // namespace polc::differential
