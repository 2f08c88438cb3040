#include <catch2/catch.hpp>

#include "compiler/parse/tokens.h"
#include "tests/unit/compiler/parse/parsed.h"

using polc::test::kAmendment;
using polc::test::kHeader;
using polc::test::Parsed;

TEST_CASE("ten independent mistakes give ten findings") {
  Parsed parsed(kHeader + R"(param life Duration = 3d
entity Pod { opened: Time =  lead: Researcher }
entity Team { lead Researcher }
permission staff {
  allow any to any Pod
  alow any to any on Pod
  deny any to any on Pod where a = b
}
lifecycle pods for p Pod {
  expire 3d p.opened
  grace 30m
  hold when and p.seized
}
)");
  CHECK(parsed.diagnostics.findings().size() == 10);
  CHECK(parsed.places() ==
        "P1029 5:12 P1020 6:34 P1029 7:20 P1020 9:20 P1023 10:3 P1031 11:34 P1029 13:22 P1030 "
        "14:13 P1014 15:9 "
        "P1020 16:13");
}

TEST_CASE("what is right beside a mistake is kept") {
  Parsed parsed(kHeader +
                "permission staff {\n  alow any to any on any\n  deny any to read on any\n}\nparam "
                "a: Int = 1\n");
  const auto& contract = std::get<polc::ast::ContractFile>(parsed.file->body);
  REQUIRE(contract.elements.size() == 2);
  CHECK(std::get<polc::ast::Clause>(contract.elements[0]).items.size() == 1);
}

TEST_CASE("sizes are bounded") {
  polc::source::SourceMap sources;
  polc::diag::Engine engine;
  auto file = sources.add("a.pol", "a b c d e");
  polc::parse::TokenList list;
  CHECK(!polc::parse::tokenize(sources, file, engine, list, {.tokens = 4}));
  REQUIRE(engine.findings().size() == 1);
  CHECK(polc::diag::row(engine.findings()[0].code).code == "P1003");

  Parsed parsed(std::string(polc::limits::kSourceBytes + 1, ' '));
  CHECK(parsed.file == nullptr);
  CHECK(parsed.places() == "P1002 1:1");

  polc::diag::Engine refused;
  CHECK(!polc::parse::parse(sources, file, refused, {.bytes = 8}));
  REQUIRE(refused.findings().size() == 1);
  CHECK(refused.findings()[0].message == "the file holds 9 bytes, more than 8");
  polc::source::FileId raised =
      sources.add("b.pol", std::string(polc::limits::kSourceBytes, ' ') + "contract a.b\n");
  polc::diag::Engine taken;
  CHECK(polc::parse::parse(sources, raised, taken, {.bytes = polc::limits::kSourceBytes * 2}));
}

TEST_CASE("a byte order mark and CR LF change nothing") {
  Parsed parsed(
      "\xEF\xBB\xBF"
      "contract a.b\r\n  effective 2026-01-01\r\n  zone \"Europe/Berlin\"\r\nparam a: Int 1\r\n");
  CHECK(parsed.places() == "P1020 4:14");
  Parsed first(
      "\xEF\xBB\xBF"
      "contrat a.b\n");
  CHECK(first.places() == "P1040 1:1");
}

TEST_CASE("an empty text says nothing of itself") {
  CHECK(Parsed("").places() == "P1040 1:1");
  CHECK(Parsed("// only this\n").file == nullptr);
  CHECK(Parsed("tests for a.b\n").places() == "P1049 1:1");
}

TEST_CASE("columns count code points") {
  Parsed parsed(kHeader +
                "permission staff \"\xC3\xA9\xC3\xA9\" \"b\" {\n  allow any to any on any\n}\n");
  CHECK(parsed.places().ends_with("5:23"));
}

TEST_CASE("elements that belong elsewhere") {
  CHECK(Parsed(kAmendment + "param a: Int = 1\n").places() == "P1047 6:1");
  CHECK(Parsed(kHeader + "repeal permission.a\n").places() == "P1048 5:1");
  CHECK(Parsed("library a.b\n  zone \"UTC\"\n").places() == "P1044 2:3");
}

TEST_CASE("no text makes the parser fall") {
  const std::string kPieces[] = {"{",       "}",   "(",      ")",    "permission", "a",
                                 "A",       "\"",  "and",    "for",  ":",          "allow",
                                 "to",      "on",  "where",  "\n",   "::",         "3d",
                                 "restate", "add", "extend", "enum", "<"};
  uint64_t state = 88172645463325252ull;
  for (int round = 0; round < 3'000; ++round) {
    std::string text = round % 2 == 0 ? kHeader : kAmendment;
    for (int i = 0; i < 30; ++i) {
      state ^= state << 13, state ^= state >> 7, state ^= state << 17;
      text += kPieces[state % std::size(kPieces)] + (state % 5 == 0 ? "\n" : " ");
    }
    Parsed parsed(text);
    REQUIRE(parsed.file != nullptr);
    if (parsed.diagnostics.findings().empty()) {
      INFO(text);
      std::string once = parsed.printed();
      CHECK(Parsed(once).printed() == once);
    }
  }
}
