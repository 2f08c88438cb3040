// A bundle with a field of every type, for tests of what reads and writes JSON.
#pragma once
#include "tests/unit/runtime/core_builder.h"

namespace polc::test {

// entity Thing in Team: one field named after each type; entity Box (not registered): a record and what holds records.
class AllTypes : public CoreBuilder {
 public:
  static constexpr uint32_t kThing = 4, kBox = 5;

  AllTypes() {
    auto set = [&](TypeId of) { return type(TypeKind::set, kNone, of); };
    auto map = [&](TypeId of) { return type(TypeKind::map, kNone, of); };
    b().enums.push_back({"Stage", {"development", "staging", "production"}, true});
    TypeId stage = type(TypeKind::enumeration, 0);
    b().records.push_back({"Inner", {{"deep", ints(), kNone}}});
    TypeId inner = type(TypeKind::record, 0);
    uint32_t small = constantOf(Value::of(Kind::integer, 7), ints());
    b().records.push_back({"Part",
                           {{"name", strings(), kNone},
                            {"size", ints(), small},
                            {"note", optional(strings()), kNone},
                            {"inner", optional(inner), kNone}}});
    TypeId part = type(TypeKind::record, 1);

    core::EntityType thing{"Thing", true, {kTeam}, {}, kNone, kNone};
    auto field = [&](const char* name, TypeId of) {
      thing.fields.push_back({name, optional(of), kNone});
    };
    field("bool", bools());
    field("int", ints());
    field("decimal", type(TypeKind::decimal));
    field("string", strings());
    field("time", times());
    field("date", type(TypeKind::date));
    field("duration", durations());
    field("period", periods());
    field("ip", type(TypeKind::ip));
    field("version", type(TypeKind::version));
    field("stage", stage);
    field("team", entities(kTeam));
    field("set", set(ints()));
    field("map", map(ints()));
    field("teams", set(entities(kTeam)));
    field("stages", set(stage));
    b().entities.push_back(thing);

    core::EntityType box{"Box", false, {kTeam}, {}, kNone, kNone};
    box.fields = {{"part", part, kNone},
                  {"parts", set(part), constantOf(b().arena->set({}), set(part))},
                  {"drawers", optional(map(part)), kNone},
                  {"owner", optional(entities(kPerson)), kNone}};
    b().entities.push_back(box);
    b().actions.push_back({"create", {kPerson, kThing, kBox}, false});
    b().context.push_back({"part", optional(part), kNone});
  }

  static uint32_t fieldOf(const core::EntityType& entity, std::string_view name) {
    uint32_t field = 0;
    while (entity.fields.at(field).name != name) ++field;
    return field;
  }
};

}  // namespace polc::test
