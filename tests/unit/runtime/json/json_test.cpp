#include "runtime/json/json.h"

#include <catch2/catch.hpp>

namespace polc::json {
namespace {

Document good(std::string_view text) { return std::get<Document>(parse(text)); }
std::string fault(std::string_view text, const Limits& limits = {}) {
  auto parsed = parse(text, limits);
  const auto* error = std::get_if<Error>(&parsed);
  if (!error) return "none";
  const char* names[] = {"malformed", "bad_utf8", "too_deep", "too_long", "duplicate_key"};
  return names[static_cast<size_t>(error->fault)] + std::string(" ") + std::to_string(error->begin);
}

TEST_CASE("every value knows its place") {
  std::string_view text = R"({"a" : [1, 2.5e3 ,"x\n"] , "b\"c":{ },"d":[], "e":null ,"f":true} )";
  Document document = good(text);
  auto piece = [&](const Node& node) { return text.substr(node.begin, node.end - node.begin); };
  CHECK(piece(document.root()) == text.substr(0, text.size() - 1));
  const Node& a = *document.find(document.root(), "a");
  CHECK(piece(a) == R"([1, 2.5e3 ,"x\n"])");
  std::vector<std::string> members;
  for (const Node& member : document.members(a)) members.push_back(std::string(piece(member)));
  CHECK(members == std::vector<std::string>{"1", "2.5e3", R"("x\n")"});
  const Node& b = *document.find(document.root(), "b\"c");
  CHECK(piece(b) == "{ }");
  CHECK(text.substr(b.key_begin, b.key_end - b.key_begin) == R"("b\"c")");
  CHECK(document.find(document.root(), "f")->truth);
  CHECK(document.find(document.root(), "e")->kind == Kind::null);
  CHECK(document.find(document.root(), "x") == nullptr);
}

TEST_CASE("texts are unescaped") {
  Document document = good(R"(["\u00e9\ud83d\ude00\/\u0000", 7])");
  CHECK((*document.members(document.root()).begin()).text == std::string_view("é😀/\0", 8));
}

TEST_CASE("a document outlives the text that it was read from") {
  Document document;
  {
    std::string text = R"({"key":"value","number":12})";
    document = good(text);
    text.assign(text.size(), 'x');
  }
  CHECK(document.find(document.root(), "key")->text == "value");
}

TEST_CASE("only JSON is read") {
  CHECK(fault("") == "malformed 0");
  CHECK(fault("[1 2]") == "malformed 3");
  CHECK(fault("[1,]") == "malformed 3");
  CHECK(fault("{\"a\" 1}") == "malformed 5");
  CHECK(fault("[1] x") == "malformed 3");
  CHECK(fault("[1]]") == "malformed 3");
  CHECK(fault("[01]") == "malformed 1");
  CHECK(fault("[nulll]") == "malformed 1");
  CHECK(fault("[\"a\tb\"]") == "malformed 3");
  CHECK(fault("[\"\\q\"]") == "malformed 1");
  CHECK(fault("[\"\\ud800\"]") == "malformed 1");
  CHECK(fault("[\"\\udc00\"]") == "malformed 1");
  CHECK(fault("{\"\\udc00\":1}") == "malformed 1");
  CHECK(fault("[\"\\ud800\\u0041\"]") == "malformed 1");
  CHECK(fault("\xef\xbb\xbf[]") == "malformed 0");
  CHECK(fault("[\"\xff\"]") == "bad_utf8 2");
  CHECK(fault("[\"\xed\xa0\x80\"]") == "bad_utf8 2");
  CHECK(fault("[\"abc") == "malformed 1");
  for (const char* text : {"[", "{", "{\"a\"", "{\"a\":", "[1}", "{]", "[}", "'a'", "[NaN]", "[+1]",
                           "[.5]", "[1.]", "nul"}) {
    INFO(text);
    CHECK(fault(text) != "none");
  }
}

TEST_CASE("a key stands once in an object") {
  CHECK(fault(R"({"a":1,"a":2})") == "duplicate_key 7");
  CHECK(fault(R"({"a":1,"\u0061":2})") == "duplicate_key 7");
  CHECK(fault(R"([{"x":{"p":1,"q":2,"p":3}}])") == "duplicate_key 19");
  CHECK(fault(R"({"a":{"a":{"a":1}}})") == "none");
}

TEST_CASE("depth and length are limited") {
  auto nested = [](size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  CHECK(fault(nested(64)) == "none");
  CHECK(fault(nested(65)) == "too_deep 64");
  CHECK(fault(std::string(1'000'000, '[')) != "none");
  CHECK(fault("[1,2]", {64, 4}) == "too_long 0");
}

TEST_CASE("texts are quoted") {
  std::string out;
  quote(out, std::string_view("a\"\\\n\t\r\x01\0é", 10));
  CHECK(out == "\"a\\\"\\\\\\n\\t\\r\\u0001\\u0000é\"");
}

}  // namespace
}  // namespace polc::json
