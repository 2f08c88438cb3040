#include "runtime/json/skim.h"

#include <catch2/catch.hpp>
#include <optional>
#include <string>

#include "runtime/json/json.h"

namespace polc::json {
namespace {

// Whether the fast reader walks over all of the text.
bool walked(Skim& skim, std::string_view text) {
  Skim::Place at = skim.open(text);
  if (at) at = skim.skip(at);
  return at && skim.ends(at);
}
bool read(std::string_view text) { return std::holds_alternative<Document>(parse(text)); }

std::string nested(size_t depth) {
  return "{\"a\":" + std::string(depth, '[') + std::string(depth, ']') + "}";
}

TEST_CASE("what the fast reader walks over is JSON, and plain JSON it walks over") {
  Skim skim;
  for (const char* text :
       {"{}", " {}", "{ } \n", R"({"":""})",
        R"({"a" : [1, 2.5e3 ,"x"] , "b":{ },"d":[], "e":null ,"f":true} )",
        R"({"a":[{},[],{"a":[{"a":1}]}],"b":-0,"c":-1.5E+10})", "{\"é\":\"\xF0\x9F\x98\x80\"}",
        R"({"a":false,"a ":1," a":1,"A":1})", R"({"a":1e999999})"}) {
    INFO(text);
    CHECK(read(text));
    CHECK(walked(skim, text) == (text[0] == '{'));
  }
  for (const char* text : {"",
                           "[]",
                           "7",
                           "{",
                           "}",
                           "{]",
                           "{}}",
                           "{},",
                           "{}{}",
                           "{} x",
                           "{\"a\"}",
                           "{\"a\":}",
                           "{\"a\": ",
                           "{\"a\" 1}",
                           "{a:1}",
                           "{\"a\":1,}",
                           "{,}",
                           "{\"a\":1 \"b\":2}",
                           "{\"a\":1,,\"b\":2}",
                           "{\"a\"::1}",
                           "{\"a\":[1,]}",
                           "{\"a\":[,1]}",
                           "{\"a\":[1 2]}",
                           "{\"a\":[1}",
                           "{\"a\":01}",
                           "{\"a\":+1}",
                           "{\"a\":1.}",
                           "{\"a\":.5}",
                           "{\"a\":-}",
                           "{\"a\":1e}",
                           "{\"a\":nul}",
                           "{\"a\":nulll}",
                           "{\"a\":True}",
                           "{\"a\":true\"b\"}",
                           "{\"a\":\"b\"\"c\"}",
                           "{\"a\"\"b\":1}",
                           "{\"a\":\"b\"c}",
                           "{\"a\":1\"b\":2}",
                           "{\"a\":\"",
                           "{\"a",
                           "{\"a\":\"\t\"}",
                           "{\"a\":1\f}",
                           "{\"a\":true\x1a}",
                           "{\"a\"\f:1}",
                           "{\"a\":\"\xff\"}",
                           "{\"a\":\xc3}",
                           "{\"a\":\"\xc0\xaf\"}",
                           "{\"a\":1,\"a\":2}",
                           "{\"b\":[{\"a\":1,\"c\":0,\"a\":1}]}"}) {
    INFO(text);
    CHECK_FALSE((read(text) && text[0] == '{'));
    CHECK_FALSE(walked(skim, text));
  }
  CHECK_FALSE(walked(skim, R"({"a":"\n"})"));
  CHECK(walked(skim, nested(Skim::kDepth - 1)));
  CHECK_FALSE(walked(skim, nested(Skim::kDepth)));
  CHECK(read(nested(Skim::kDepth)));
}

TEST_CASE("whole numbers are read where 64 bits hold them") {
  Skim skim;
  auto integer = [&](const std::string& text) -> std::optional<int64_t> {
    std::string object = "{\"a\":" + text + " }";
    int64_t number = 0;
    Skim::Place at = skim.object(skim.open(object), [&](Skim::Place value, const Skim::Key&) {
      return skim.integer(value, number);
    });
    return at && skim.ends(at) ? std::optional(number) : std::nullopt;
  };
  CHECK(integer("0") == 0);
  CHECK(integer("-0") == 0);
  CHECK(integer("1234567890123456789") == 1'234'567'890'123'456'789);
  CHECK(integer("9223372036854775807") == INT64_MAX);
  CHECK(integer("-9223372036854775808") == INT64_MIN);
  for (const char* other : {"9223372036854775808", "-9223372036854775809", "00", "-01", "1.0",
                            "1e3", "-", "+1", "1a", "\"1\"", "true", "null", "{}", ""}) {
    INFO(other);
    CHECK_FALSE(integer(other));
  }
}

TEST_CASE("a reader serves texts of all lengths") {
  Skim skim;
  for (size_t length :
       std::initializer_list<size_t>{1, 60, 5000, 3, Skim::kLongest - 8, Skim::kLongest - 7, 70}) {
    std::string text = "{\"a\":\"" + std::string(length, 'x') + "\"}";
    INFO(length);
    CHECK(walked(skim, text) == (text.size() <= Skim::kLongest));
    text.resize(text.size() - 1);
    CHECK_FALSE(walked(skim, text));
  }
}

TEST_CASE("keys differ or do not, whatever was read before") {
  Keys keys;
  for (size_t most : {3, 1000, 3}) {
    keys.begin(most);
    for (uint64_t i = 1; i <= most; ++i) REQUIRE(keys.add(i * 0x9E37'79B9'7F4A'7C15));
    for (uint64_t i = 1; i <= most; ++i) REQUIRE_FALSE(keys.add(i * 0x9E37'79B9'7F4A'7C15));
  }
}

TEST_CASE("keys that crowd in one place are given up after steps as many as keys allow") {
  constexpr size_t kMost = 10'000;
  Keys keys;
  keys.begin(kMost);
  size_t added = 0;
  while (added < kMost && keys.add(uint64_t{added + 1} << 32)) ++added;
  CHECK(added * added / 2 <= Keys::kCrowd * (kMost + 2) + added);
  CHECK_FALSE(keys.add(uint64_t{kMost + 1} << 32));
}

}  // namespace
}  // namespace polc::json
