#include <catch2/catch.hpp>

#include "runtime/value/literal.h"
#include "runtime/value/value.h"

namespace polc::value {
namespace {

Value version(Arena& arena, std::string_view text) {
  return Value::ofPointer(Kind::version, arena.make(parseVersion(text).value()));
}
Value ip(Arena& arena, std::string_view text) {
  return Value::ofPointer(Kind::ip, arena.make(parseIp(text).value()));
}
bool before(const Value& a, const Value& b) { return order(a, b) < 0 && order(b, a) > 0; }
Value integer(int64_t number) { return Value::of(Kind::integer, number); }

TEST_CASE("versions order as semantic versions do") {
  Arena arena;
  const char* ascending[] = {"1.0.0-alpha",  "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta",
                             "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1",       "1.0.0",
                             "1.0.1",        "1.2.0",         "1.10.0",           "2.0.0"};
  for (size_t i = 0; i + 1 < std::size(ascending); ++i) {
    INFO(ascending[i] << " < " << ascending[i + 1]);
    CHECK(before(version(arena, ascending[i]), version(arena, ascending[i + 1])));
  }
  CHECK(equal(version(arena, "1.0.0+a"), version(arena, "1.0.0+b")));
}

TEST_CASE("addresses order by family, bytes and prefix") {
  Arena arena;
  const char* ascending[] = {"0.0.0.0/0", "10.0.0.0/8", "10.0.0.0",     "10.0.0.1",
                             "::/0",      "::1",        "2001:db8::/32"};
  for (size_t i = 0; i + 1 < std::size(ascending); ++i) {
    INFO(ascending[i] << " < " << ascending[i + 1]);
    CHECK(before(ip(arena, ascending[i]), ip(arena, ascending[i + 1])));
  }
}

TEST_CASE("texts order by bytes, not by sign of char") {
  CHECK(before(Value::ofString("z"), Value::ofString("é")));
  CHECK(before(Value::ofString("a"), Value::ofString("ab")));
  CHECK(equal(Value::ofString(""), Value::ofString("")));
}

TEST_CASE("sets are sorted, without repetition, and equal by content") {
  Arena arena;
  Value a = arena.set({integer(3), integer(1), integer(3), integer(2)});
  Value b = arena.set({integer(1), integer(2), integer(3)});
  REQUIRE(a.set().count == 3);
  CHECK(a.set().members[0].bits == 1);
  CHECK(equal(a, b));
  CHECK(before(b, arena.set({integer(1), integer(9)})));
  CHECK(before(arena.set({integer(1), integer(2)}), b));
}

TEST_CASE("a set contains what it is made of, and nothing else, whatever the kinds") {
  Arena arena;
  std::vector<Value> ten;
  for (int64_t i = -5; i < 5; ++i) ten.push_back(integer(2 * i));
  for (size_t count = 0; count <= ten.size(); ++count) {
    Value set = arena.set({ten.begin(), ten.begin() + static_cast<ptrdiff_t>(count)});
    for (int64_t number = -11; number <= 11; ++number) {
      INFO(number << " in the first " << count);
      bool is_in =
          number % 2 == 0 && number >= -10 && number < -10 + 2 * static_cast<int64_t>(count);
      CHECK(contains(set.set(), integer(number)) == is_in);
    }
    CHECK_FALSE(contains(set.set(), Value::of(Kind::entity, -10)));
    CHECK_FALSE(contains(set.set(), Value()));
  }
  Value mixed = arena.set(
      {integer(7), Value::of(Kind::entity, 3), Value::ofString("x"), Value::of(Kind::date, 5)});
  for (const Value& member : {integer(7), Value::of(Kind::entity, 3), Value::ofString("x"),
                              Value::of(Kind::date, 5), Value::of(Kind::time, 5)})
    CHECK(contains(mixed.set(), member));
  for (const Value& other :
       {integer(3), Value::of(Kind::entity, 7), Value::ofString("y"), Value::of(Kind::time, 7)})
    CHECK_FALSE(contains(mixed.set(), other));
}

TEST_CASE("maps are sorted by key and equal by content") {
  Arena arena;
  Value a = arena.map({{"b", integer(1)}, {"a", integer(2)}});
  Value b = arena.map({{"a", integer(2)}, {"b", integer(1)}});
  CHECK(equal(a, b));
  CHECK(a.map().entries[0].key == "a");
  CHECK_FALSE(equal(a, arena.map({{"a", integer(2)}, {"b", integer(3)}})));
}

TEST_CASE("records order field by field, absent before given") {
  Arena arena;
  Value with[] = {integer(1), integer(2)}, without[] = {integer(1), Value()};
  Value a = Value::ofPointer(Kind::record, arena.make(Record{1, "x", 2, without}));
  Value b = Value::ofPointer(Kind::record, arena.make(Record{2, "y", 2, with}));
  CHECK(before(a, b));
}

TEST_CASE("a date compares with a time") {
  CHECK(equal(Value::of(Kind::date, 5), Value::of(Kind::time, 5)));
  CHECK(before(Value::of(Kind::date, 5), Value::of(Kind::time, 6)));
}

TEST_CASE("an adopted value stands on its own") {
  Arena arena;
  Value copy;
  {
    Arena source;
    std::string text = "somewhere else";
    Value fields[] = {Value::ofString(source.copy(text)),
                      source.set({Value::ofString(source.copy("x"))}),
                      version(source, "1.2.3-rc.1")};
    Value record = Value::ofPointer(
        Kind::record, source.make(Record{7, source.copy("a.b"), 3, source.array(fields, 3)}));
    copy = arena.adopt(record);
  }
  CHECK(copy.record().path == "a.b");
  CHECK(copy.record().fields[0].string() == "somewhere else");
  CHECK(copy.record().fields[1].set().members[0].string() == "x");
  CHECK(copy.record().fields[2].version().prerelease == "rc.1");
}

}  // namespace
}  // namespace polc::value
