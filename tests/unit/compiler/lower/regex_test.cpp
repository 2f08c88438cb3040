#include "compiler/lower/regex.h"

#include <re2/re2.h>

#include <catch2/catch.hpp>
#include <random>

#include "compiler/base/limits.h"

using namespace polc;
using lower::regex::Fault;

namespace {

bool run(const core::Automaton& automaton, std::string_view text) {
  uint32_t state = automaton.start;
  for (char c : text) state = automaton.table[state * 256 + static_cast<unsigned char>(c)];
  return automaton.accepting[state];
}

// Both say the same of the text.
void same(const std::string& pattern, const std::vector<std::string>& texts) {
  lower::regex::Result compiled = lower::regex::compile(pattern);
  INFO("pattern " << pattern);
  REQUIRE(compiled.automaton);
  RE2::Options options;
  options.set_log_errors(false);
  RE2 re2(pattern, options);
  for (const std::string& text : texts) {
    INFO("text " << text);
    CHECK(run(*compiled.automaton, text) == RE2::FullMatch(text, re2));
  }
}

const std::vector<std::string>& texts() {
  static const std::vector<std::string> list = {
      "",     "a",      "A",    "b",   "ab",   "abc", "k",    "\u212A", "s",    "\u017F",
      "\n",   "a\n",    "\na",  "a b", "é",    "É",   "ß",    "ẞ",      "日本", "0",
      "9",    "_",      "-",    "]",   "^",    "a-b", "{2}",  "a{,2}",  "aa",   "aaa",
      "aaaa", "x.y",    "x*y",  "\t",  "\v",   "\f",  "\\",   "a|b",    "Σ",    "σ",
      "ς",    "\u00A0", "!",    "~",   "\x7F", "ω",   "😀",   "a😀b",   "foo1", "FOO1",
      "a\nb", "ab\n",   "\n\n", "b a", "١",    "Ⅷ",   "eu-1", "eu-12",  "()"};
  return list;
}

std::string randomPattern(std::mt19937& random, int depth) {
  static const std::vector<std::string> atoms = {
      "a",     "b",       "k",     "S",     "é",        ".",           "\\d",
      "\\W",   "\\s",     "[a-c]", "[^a]",  "[^\\w]",   "[[:alpha:]]", "[[:^digit:]-]",
      "^",     "$",       "\\b",   "\\B",   "\\A",      "\\z",         "\\n",
      "\\x61", "\\x{e9}", "\\141", "\\.",   "\\Qa.\\E", "[]a]",        "[a\\]-]",
      "(?i)",  "(?s)",    "(?m)",  "(?-i)", "\\C",      "{",           "a{,2}",
      " ",     "[\\d_]",  "日"};
  auto pick = [&](size_t n) { return static_cast<size_t>(random() % n); };
  if (depth == 0) return atoms[pick(atoms.size())];
  switch (pick(7)) {
    case 0:
      return randomPattern(random, depth - 1) + "|" + randomPattern(random, depth - 1);
    case 1:
      return "(" + randomPattern(random, depth - 1) + ")*";
    case 2:
      return "(?:" + randomPattern(random, depth - 1) + "){1,3}";
    case 3:
      return "(?i:" + randomPattern(random, depth - 1) + ")?";
    case 4:
      return "(?P<n>" + randomPattern(random, depth - 1) + ")+?";
    default:
      return randomPattern(random, depth - 1) + randomPattern(random, depth - 1);
  }
}

}  // namespace

TEST_CASE("matches takes whole texts as RE2 does", "[lower][regex]") {
  for (const char* pattern : {"",
                              "a",
                              "a|b",
                              "abc?",
                              "a+",
                              "(ab)*",
                              "[a-c]+",
                              "[^a-c]",
                              ".",
                              "(?s).",
                              ".*",
                              "a.b",
                              "\\w+",
                              "\\W",
                              "\\D+",
                              "(?i)k",
                              "(?i)[r-t]",
                              "(?i)\\w",
                              "(?i)\\W",
                              "(?i)[^k]",
                              "(?i)[\\W]",
                              "(?i)[^\\W]",
                              "(?i)é",
                              "(?i)[à-ï]",
                              "(?i)σ",
                              "(?i)ß",
                              "\\pL+",
                              "\\p{Greek}",
                              "\\PL",
                              "[\\pL\\d]+",
                              "[^\\pL]",
                              "\\pN",
                              "[[:space:]]",
                              "[[:^space:]]",
                              "[[:word:]]+",
                              "\\x{1F600}",
                              "a{2}",
                              "a{2,}",
                              "a{0,3}",
                              "a{,2}",
                              "^a$",
                              "(?m)^a$\\n?",
                              "(?m)(^a?$\\n?)*",
                              "\\ba\\b",
                              "a\\B",
                              "\\Ba",
                              "a\\b b",
                              "a\\b\\nb",
                              "\\Qa|b\\E",
                              "x\\Q.\\Ey",
                              "[]]",
                              "[^]]",
                              "[-]",
                              "[\\^]",
                              "\\(\\)",
                              "eu-[0-9]{1,2}",
                              "()",
                              "(|a)+",
                              "(a*)*",
                              "^*a",
                              "$",
                              "\\z",
                              "a\\z",
                              "[\\x{10FFFF}]",
                              "[\\s\\S]+",
                              "(?i)(?-i)A",
                              "(a(?i)b|c)",
                              "\\C\\C"}) {
    same(pattern, texts());
  }
}

TEST_CASE("random patterns mean what RE2 takes them for", "[lower][regex]") {
  std::mt19937 random(7);
  int compared = 0;
  for (int i = 0; i < 250; ++i) {
    std::string pattern = randomPattern(random, 1 + static_cast<int>(random() % 4));
    RE2::Options options;
    options.set_log_errors(false);
    if (!RE2(pattern, options).ok()) continue;
    same(pattern, texts());
    ++compared;
  }
  CHECK(compared > 80);
}

TEST_CASE("what RE2 refuses is a syntax fault in its words", "[lower][regex]") {
  for (const char* pattern : {"(", "a**", "[z-a]", "(?=a)", "\\1", "[[:nope:]]", "a{1001}"}) {
    lower::regex::Result result = lower::regex::compile(pattern);
    CHECK(result.fault == Fault::syntax);
    CHECK(!result.message.empty());
    CHECK(!result.automaton);
  }
}

TEST_CASE("patterns beyond kRegexStates are refused, those within are small", "[lower][regex]") {
  CHECK(lower::regex::compile("(a|b)*a(a|b){14}").fault == Fault::too_large);
  CHECK(lower::regex::compile("(.*a){900}.{900}").fault == Fault::too_large);
  auto chain = lower::regex::compile("a{1000}");
  REQUIRE(chain.automaton);
  CHECK(chain.automaton->accepting.size() == 1002);
  CHECK(chain.automaton->accepting.size() <= limits::kRegexStates);
  CHECK(lower::regex::compile("(a|b|c)*").automaton->accepting.size() == 2);
}
