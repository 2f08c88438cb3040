// Texts that are long in one way: what is said of them, within a time that does not grow with their square. ctest's
// limit of time is the measure.
#include <catch2/catch.hpp>

#include "compiler/base/limits.h"
#include "compiler/driver/session.h"

using namespace polc;

namespace {

const std::string kHead =
    "contract t.t\n  between a \"A\", b \"B\"\n  effective 2026-01-01\n  zone "
    "\"UTC\"\n\nregistered entity Staff { level: Int }\n"
    "entity Record { size: Int }\naction read on Record\n\n";

std::unique_ptr<driver::Session> opened(const std::string& body) {
  auto session = std::make_unique<driver::Session>();
  session->open(driver::Texts{"", {{driver::Role::contract, "contract.pol", kHead + body}}});
  return session;
}

std::string repeat(int count, const std::function<std::string(int)>& text) {
  std::string out;
  for (int i = 0; i < count; ++i) out += text(i);
  return out;
}

std::string codes(driver::Session& session) {
  std::string out;
  for (const diag::Finding& finding : session.diagnostics().findings()) {
    std::string_view code = diag::row(finding.code).code;
    if (!out.ends_with(code)) out += (out.empty() ? "" : " ") + std::string(code);
  }
  return out;
}

}  // namespace

TEST_CASE("definitions that call one another in a long chain are refused, in any order",
          "[driver]") {
  auto name = [](int i) { return "define d" + std::to_string(i) + "(r: Record): Bool = "; };
  auto call = [](int i) { return "d" + std::to_string(i) + "(r)\n"; };
  constexpr int kMany = 100'000;
  auto down = opened(repeat(kMany, [&](int i) { return name(i) + call(i + 1); }) + name(kMany) +
                     "r.size > 1\n");
  CHECK(codes(*down) == "P6002");
  CHECK(down->diagnostics().findings().size() == 1);
  auto up = opened(name(0) + "r.size > 1\n" +
                   repeat(kMany, [&](int i) { return name(i + 1) + call(i); }));
  CHECK(codes(*up) == "P6002");
  CHECK(up->diagnostics().findings().size() == 1);
}

TEST_CASE("many names that are unknown beside many that are known", "[driver]") {
  constexpr int kMany = 20'000;
  auto session = opened(
      repeat(kMany, [](int i) { return "action act" + std::to_string(i) + " on Record\n"; }) +
      repeat(kMany, [](int i) {
        return "permission p" + std::to_string(i) + " { allow Staff to acct" + std::to_string(i) +
               " on Record }\n";
      }));
  CHECK(codes(*session) == "P2005");
  CHECK(session->diagnostics().findings()[0].help == "did you mean `act0`?");
  CHECK(session->diagnostics().findings().size() == limits::kFindings);
  CHECK(session->diagnostics().dropped() == kMany - limits::kFindings);
}

TEST_CASE("clauses that set one another aside in a long chain are clean", "[driver]") {
  constexpr int kMany = 20'000;
  auto clause = [](int i, const std::string& more) {
    return "permission p" + std::to_string(i) +
           " {\n  deny Staff to read on r: Record where r.size < " + std::to_string(i) + "\n" +
           more + "}\n";
  };
  auto session = opened(
      repeat(kMany,
             [&](int i) {
               return clause(i, "  allow Staff to read on Record notwithstanding permission.p" +
                                    std::to_string(i + 1) + "\n");
             }) +
      clause(kMany, ""));
  CHECK(session->diagnostics().findings().empty());
}

TEST_CASE("the size of a text is a setting", "[driver]") {
  driver::Options options;
  options.limits.bytes = 100;
  driver::Session session(options);
  CHECK(!session.open(driver::Texts{"", {{driver::Role::contract, "contract.pol", kHead}}}));
  CHECK(codes(session) == "P1002");
}
