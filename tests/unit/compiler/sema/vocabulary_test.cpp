#include <catch2/catch.hpp>

#include "tests/unit/compiler/sema/analysed.h"

using namespace polc::sema;

TEST_CASE("what amendments add is known from the start, in the order written", "[sema]") {
  Analysed a =
      analysed({contract(""),
                amendment(2, "extend enum Grade { < top }\nextend entity Pod { note: String? }\n"),
                amendment(1,
                          "extend enum Grade { < upper }\nadd enum Colour { red }\n"
                          "extend context { place: String = \"here\" }\n")});
  REQUIRE(a.codes().empty());
  const Vocabulary& vocabulary = a.program->vocabulary;
  CHECK(vocabulary.enums[0].name == "Weekday");
  CHECK(vocabulary.enums[2].members == std::vector<std::string>{"low", "high", "upper", "top"});
  CHECK(vocabulary.enums[3].name == "Colour");
  CHECK(vocabulary.context.back().name == "place");
  CHECK(a.expr(vocabulary.context.back().fallback).value.text == "here");
  const EntityType& pod = vocabulary.entities[2];
  CHECK(pod.name == "Pod");
  CHECK(pod.fields.back().name == "note");
  CHECK(pod.fields.back().amendment == 2);
  CHECK(pod.fields[pod.birth].name == "opened_at");
  CHECK(pod.fields[pod.extensions].name == "extensions");
  CHECK(pod.parents == std::vector<uint32_t>{0});
}

TEST_CASE("an action may be declared for several types", "[sema]") {
  Analysed a = analysed({contract("action enter, name on Person\n")});
  REQUIRE(a.codes().empty());
  const std::vector<Action>& actions = a.program->vocabulary.actions;
  CHECK(actions[0].name == "enter");
  CHECK(actions[0].on == std::vector<uint32_t>{1, 2});
  CHECK(analysed({contract("action enter on Pod\n")}).codes() == "P2010");
}

TEST_CASE("defaults are constants of the declared type", "[sema]") {
  Analysed a = analysed({contract("")});
  REQUIRE(a.codes().empty());
  const EntityType& person = a.program->vocabulary.entities[1];
  CHECK(person.registered);
  CHECK(a.expr(person.fields[1].fallback).value.bits == 0);
  CHECK(a.expr(person.fields[2].fallback).op == Op::set_of);
  CHECK(a.expr(person.fields[2].fallback).type.element->is(TypeKind::record));
  CHECK(a.expr(a.program->vocabulary.records[0].fields[2].fallback).type.is(TypeKind::decimal));
}

TEST_CASE("schedules are stretches of the week in minutes", "[sema]") {
  Analysed a =
      analysed({contract("schedule desk = Mon..Tue 08:00..12:00, 13:00..18:00, Fri 08:00..14:00\n"
                         "schedule night = Sun 22:00..06:00, Mon 06:00..07:00\n"
                         "schedule away = Sat..Sun 00:00..24:00 zone \"America/Denver\"\n")});
  REQUIRE(a.codes().empty());
  auto ranges = [&](const std::string& name) {
    std::vector<std::pair<int, int>> ranges;
    for (const polc::time::WeekRange& range : a.version("schedule " + name).schedule.ranges) {
      ranges.emplace_back(range.from_min, range.until_min);
    }
    return ranges;
  };
  using Ranges = std::vector<std::pair<int, int>>;
  CHECK(ranges("desk") ==
        Ranges{{480, 720}, {780, 1080}, {1920, 2160}, {2220, 2520}, {6240, 6600}});
  CHECK(ranges("night") == Ranges{{0, 420}, {9960, 10080}});
  CHECK(ranges("away") == Ranges{{7200, 10080}});
  CHECK(a.program->zones[a.version("schedule away").schedule.zone].name == "America/Denver");
}

TEST_CASE("libraries come first, each once", "[sema]") {
  Analysed a = analysed(
      {"contract a.b\n  effective 2026-01-01\n  zone \"Europe/Berlin\"\nuse x.one\nuse x.two\n"
       "param c: Int = 1\n",
       "library x.one\nuse x.two\nparam b: Int = 1\n", "library x.two\nparam a: Int = 1\n"});
  REQUIRE(a.codes().empty());
  REQUIRE(a.program->base.size() == 3);
  CHECK(a.program->sources[a.program->base[0]].name == "a");
  CHECK(a.program->sources[a.program->base[2]].name == "c");
  CHECK(a.version("param a").from_library);
  CHECK_FALSE(a.version("param c").from_library);
}

TEST_CASE("unknown names suggest what was meant", "[sema]") {
  Analysed a = analysed({contract("permission x {\n  allow p: Persn to enter on Pod\n}\n")});
  REQUIRE(a.codes() == "P2001");
  const polc::diag::Finding& finding = a.diagnostics.findings().front();
  CHECK(finding.help == "did you mean `Person`?");
  REQUIRE(finding.related.size() == 1);
  CHECK(a.sources->text(finding.related[0].span) == "Person");
}

TEST_CASE("there is one contract", "[sema]") {
  Analysed none = analysed({"library x.one\nparam b: Int = 1\n"});
  CHECK(none.codes() == "P2015");
  CHECK(none.program == nullptr);
  CHECK(analysed({contract(""), contract("")}).codes() == "P2016");
}
