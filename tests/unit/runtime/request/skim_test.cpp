#include "runtime/request/skim.h"

#include <catch2/catch.hpp>
#include <chrono>

#include "tests/support/skims.h"
#include "tests/unit/runtime/all_types.h"

namespace polc::request {
namespace {

using support::Skimmed;
using test::AllTypes;

struct WithContext : AllTypes {
  WithContext() {
    b().context.push_back(
        {"count", ints(), constantOf(value::Value::of(value::Kind::integer, 3), ints())});
    b().context.push_back({"stage", type(core::TypeKind::enumeration, 0), core::kNone});
    b().context.push_back({"since", optional(times()), core::kNone});
  }
};

struct Asked {
  std::shared_ptr<const core::Bundle> bundle = WithContext().finish();
  std::vector<directory::Finding> findings;
  std::shared_ptr<const directory::Directory> directory = directory::Directory::load(
      bundle,
      R"([{"uid":{"type":"Person","id":"p"}},{"uid":{"type":"Box","id":"b"},"attrs":{"owner":{"type":"Person","id":"named"}}}])",
      findings);
  Skimmer skimmer;

  Skimmed skim(const std::string& json) { return support::skim(directory, json, skimmer); }
  Skimmed within(const std::string& context) {
    return skim(R"({"subject":{"type":"Person","id":"p"},"action":{"name":"enter"},)"
                R"("resource":{"type":"Box","id":"b"},"context":)" +
                context + "}");
  }
  Skimmed about(const std::string& subject, const std::string& resource,
                const std::string& action = R"({"name":"enter"})") {
    return skim(R"({"subject":)" + subject + R"(,"action":)" + action + R"(,"resource":)" +
                resource + "}");
  }
};

const std::string kPerson = R"({"type":"Person","id":"p"})";
const std::string kBox = R"({"type":"Box","id":"b"})";

TEST_CASE_METHOD(Asked, "plain requests are read as the thorough reader reads them") {
  CHECK(about(kPerson, kBox) == Skimmed::same);
  CHECK(about(kBox, kBox) == Skimmed::same);
  CHECK(about(kPerson, R"({"id":"b","type":"Box","properties":{"part":{"name":"claimed"}}})") ==
        Skimmed::same);
  CHECK(about(kPerson, R"({"type":"Box","id":"b","properties":null,"extra":[1.5,{"a":{}}]})") ==
        Skimmed::same);
  CHECK(about(kPerson, kBox, R"({"name":"create"})") == Skimmed::same);
  for (const char* context :
       {"null", "{}", R"({"alarm":true})", R"({"ticket":"T-1 é","alarm":false})",
        R"({"ticket":null,"count":-9223372036854775808})", R"({"count":0,"stage":"staging"})",
        R"({"now":"2026-03-01T00:00:00Z","undeclared":{"alarm":{"alarm":1}},"alarm":true})",
        R"({"undeclared":1e999999,"count":12})"}) {
    INFO(context);
    CHECK(within(context) != Skimmed::otherwise);
  }
  CHECK(within(R"({"count":41,"stage":"production","ticket":"x"})") == Skimmed::same);
}

TEST_CASE_METHOD(Asked, "what is not plain, or wrong, is left to the thorough reader") {
  for (const char* context :
       {"[]", "7", R"({"alarm":1})", R"({"count":1.0})", R"({"count":9223372036854775808})",
        R"({"count":"1"})", R"({"stage":"nowhere"})", R"({"ticket":"\u0041"})", R"({"ticket":7})",
        R"({"since":"2026-03-01T00:00:00Z"})", R"({"part":{"name":"x"}})", R"({"now":"tomorrow"})",
        R"({"now":7})", R"({"alarm":true,"alarm":true})", R"({"undeclared":{"a":1,"b":2,"a":3}})",
        R"({"undeclared":[{"a":1,"a":1}]})", R"({"undeclared":nul})", R"({"undeclared":01})",
        R"({"undeclared":[1,]})"}) {
    INFO(context);
    CHECK(within(context) == Skimmed::left);
  }
  CHECK(about(R"({"type":"Person","id":"unknown"})", kBox) == Skimmed::left);
  CHECK(about(R"({"type":"Person","id":"named"})", kBox) == Skimmed::left);
  CHECK(about(R"({"type":"Nobody","id":"p"})", kBox) == Skimmed::left);
  CHECK(about(R"({"type":"Person","id":7})", kBox) == Skimmed::left);
  CHECK(about(R"({"type":"Person","id":"p","properties":7})", kBox) == Skimmed::left);
  CHECK(about("null", kBox) == Skimmed::left);
  CHECK(about(kPerson, kBox, R"({"name":"fly"})") == Skimmed::left);
  CHECK(about(kPerson, kBox, R"("enter")") == Skimmed::left);
  CHECK(skim("") == Skimmed::left);
  CHECK(skim("[]") == Skimmed::left);
  CHECK(skim(R"({"subject":)" + kPerson + "} x") == Skimmed::left);
  CHECK(within(R"({"undeclared":")" + std::string(json::Skim::kLongest, 'x') + "\"}") ==
        Skimmed::left);
  CHECK(within(R"({"undeclared":)" + std::string(100, '[') + std::string(100, ']') + "}") ==
        Skimmed::left);
  CHECK(within("{\"ticket\":\"\xff\"}") == Skimmed::left);
}

TEST_CASE_METHOD(Asked, "keys of different objects may be equal") {
  CHECK(within(R"({"a":{"count":1,"type":2},"b":{"count":1},"count":1,"type":3})") ==
        Skimmed::same);
}

TEST_CASE_METHOD(Asked,
                 "one reader serves texts of all lengths and directories of several bundles") {
  std::string long_context = "{\"count\":5";
  for (int i = 0; i < 900; ++i) long_context += ",\"filler_" + std::to_string(i) + "\":true";
  long_context += ",\"ticket\":\"last\"}";
  CHECK(within(long_context) == Skimmed::same);
  CHECK(within(R"({"count":5})") == Skimmed::same);
  auto plain = AllTypes().finish();
  auto other = directory::Directory::load(
      plain, R"([{"uid":{"type":"Person","id":"p"}},{"uid":{"type":"Box","id":"b"}}])", findings);
  std::string json = R"({"subject":)" + kPerson + R"(,"action":{"name":"enter"},"resource":)" +
                     kBox + R"(,"context":{"ticket":"t","count":5,"stage":"staging"}})";
  for (int i = 0; i < 3; ++i) {
    CHECK(support::skim(other, json, skimmer) == Skimmed::same);
    CHECK(skim(json) == Skimmed::same);
  }
}

// Texts cut anywhere, and texts with any byte made another.
TEST_CASE_METHOD(Asked, "a damaged request is left, or read as the thorough reader reads it") {
  const std::string text =
      R"({"subject":{"type":"Person","id":"p","properties":{"a":[1,"x"]}},"action":{"name":"enter"}, )"
      R"("resource":{"type":"Box","id":"b"},"context":{"now":"2026-03-01T00:00:00Z","count":12,)"
      R"("alarm":true,"stage":"staging","ticket":"T","other":{"a":-1.5,"b":null}}})";
  REQUIRE(skim(text) == Skimmed::same);
  const std::string bytes = std::string("\"\\,:{}[] \n\f\x1a-.09et\x80\xc3\xff") + '\0';
  size_t same = 0;
  for (size_t at = 0; at < text.size(); ++at) {
    INFO(at);
    CHECK(skim(text.substr(0, at)) == Skimmed::left);
    for (char byte : bytes) {
      std::string damaged = text;
      damaged[at] = byte;
      Skimmed how = skim(damaged);
      same += how == Skimmed::same;
      if (how == Skimmed::otherwise) FAIL_CHECK(damaged);
    }
  }
  CHECK(same > text.size());  // in texts and between values much may stand
}

TEST_CASE_METHOD(Asked, "a part that stands twice is left") {
  std::string whole =
      R"({"subject":)" + kPerson + R"(,"action":{"name":"enter"},"resource":)" + kBox;
  CHECK(skim(whole + "}") == Skimmed::same);
  CHECK(skim(whole + R"(,"context":{},"more":[1]})") == Skimmed::same);
  for (const std::string& part :
       {R"("subject":)" + kPerson, std::string(R"("action":{"name":"enter"})"),
        R"("resource":)" + kBox, std::string(R"("context":{},"context":{})"),
        std::string(R"("more":1,"more":1)")}) {
    INFO(part);
    CHECK(skim(whole + "," + part + "}") == Skimmed::left);
  }
  for (const char* entity :
       {R"({"type":"Person","type":"Person","id":"p"})", R"({"type":"Person","id":"p","id":"p"})",
        R"({"type":"Person","id":"p","properties":null,"properties":{}})",
        R"({"type":"Person","id":"p","x":1,"x":1})", R"({"type":"Person"})", R"({"id":"p"})",
        "{}"}) {
    INFO(entity);
    CHECK(about(entity, kBox) == Skimmed::left);
  }
  CHECK(about(kPerson, kBox, R"({"name":"enter","name":"enter"})") == Skimmed::left);
  CHECK(about(kPerson, kBox, R"({"name":"enter","x":{"name":1}})") == Skimmed::same);
  CHECK(about(kPerson, kBox, "{}") == Skimmed::left);
}

// Keys of which hashText gives the same: where a word meets the hash of what stands before it, nothing of the word beside it is
// left.
std::vector<std::string> collidingKeys(size_t count) {
  std::string head, meeting;
  for (int i = 0; meeting.empty(); ++i) {
    head = "head" + std::to_string(1'000'000'000'000 + i).substr(1);
    constexpr uint64_t kFirst = 0xA076'1D64'78BD'642F, kSecond = 0xE703'7ED1'A0B4'28DB;
    uint64_t hash = value::fold(value::detail::load<uint64_t>(head.data()) ^ kSecond,
                                value::detail::load<uint64_t>(head.data() + 8) ^ kFirst);
    std::string bytes(reinterpret_cast<const char*>(&hash), sizeof hash);
    auto plain = [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; };
    if (std::ranges::all_of(bytes, plain)) meeting = bytes;
  }
  std::vector<std::string> keys;
  for (size_t i = 0; i < count; ++i)
    keys.push_back(head + std::to_string(100'000'000 + i).substr(1) + meeting + "!");
  return keys;
}

std::string objectOf(const std::vector<std::string>& keys) {
  std::string object = "{";
  for (const std::string& key : keys) object += (object.size() > 1 ? ",\"" : "\"") + key + "\":0";
  return object + "}";
}

TEST_CASE_METHOD(Asked, "keys that somebody chose to collide cost what as many others cost") {
  auto few = collidingKeys(150), many = collidingKeys(1500);
  for (const std::string& key : few) REQUIRE(value::hashText(key, 0) == value::hashText(few[0], 0));
  auto plain = many;
  for (std::string& key : plain) key.pop_back(), key.resize(24);
  CHECK(within(objectOf(few)) == Skimmed::left);
  CHECK(within(objectOf(many)) == Skimmed::left);
  CHECK(within(objectOf(plain)) == Skimmed::same);
  auto fastest = [&](const std::string& context) {
    double least = 1e9;
    for (int i = 0; i < 7; ++i) {
      auto start = std::chrono::steady_clock::now();
      within(context);
      std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
      least = std::min(least, took.count());
    }
    return least;
  };
  // Compared one by one they would take a hundred times as long.
  CHECK(fastest(objectOf(many)) < 30 * fastest(objectOf(few)));
}

}  // namespace
}  // namespace polc::request
