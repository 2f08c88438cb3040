// Amendments of amendments: withdrawals, sunsets, restatements, the term.
#include <chrono>

#include "tests/unit/compiler/consolidate/build.h"

namespace polc::consolidate {
namespace {

const char* kContract = R"(contract t.t
  effective 2026-01-01 until 2027-01-01
  zone "UTC"
entity P { at: Time as birth }
action use on P
obligation wipe
param life: Duration = 3d
permission p { allow any to use on P }
lifecycle l for x: P { expire life after x.at  on expiry wipe }
)";

std::string amendment(int number, const std::string& effective, const std::string& body) {
  return fmt::format(
      "amendment {} to t.t\n  signed 2026-01-10\n  effective {}\n  because \"r\"\n{}\n", number,
      effective, body);
}

// The values of `life` by date: "2026-03-01 2, 2026-04-01 0".
std::string lives(const Built& built, const std::string& identity = "param life") {
  Consolidation folded = consolidate(*built.program, {});
  std::string out;
  for (const Segment& segment : folded.timelines[built.source(identity)].segments) {
    if (segment.from <= built.program->effective) continue;
    if (!out.empty()) out += ", ";
    out += time::formatTime(segment.from).substr(0, 10) + " ";
    out += segment.version == sema::kNone
               ? "-"
               : std::to_string(built.program->versions[segment.version].amendment);
  }
  return out;
}

std::string checked(Built& built) {
  check(*built.program, {}, built.diagnostics);
  built.diagnostics.sort();
  return built.codes();
}

}  // namespace

TEST_CASE("a withdrawal that is withdrawn counts no more") {
  auto built = build({kContract, amendment(1, "2026-02-01", "vary life = 4d existing now"),
                      amendment(2, "2026-03-01", "withdraw amendment 1 existing keep"),
                      amendment(3, "2026-04-01", "withdraw amendment 2 existing grace 2d")});
  CHECK(lives(*built) == "2026-02-01 1, 2026-03-01 0, 2026-04-01 1");
  CHECK(checked(*built) == "");
  Consolidation folded = consolidate(*built->program, {});
  const std::vector<Change>& changes = folded.timelines[built->source("param life")].changes;
  REQUIRE(changes.size() == 3);
  CHECK(changes[1].existing == sema::Existing::keep);
  CHECK(changes[1].amendment == 2);
  CHECK(changes[2].existing == sema::Existing::grace);
  CHECK(changes[2].grace_until == instant("2026-04-03T00:00Z"));
}

TEST_CASE("an operation whose target a withdrawal took away has no effect") {
  auto built = build(
      {kContract, amendment(1, "2026-02-01", "add permission q { allow any to use on P }"),
       amendment(2, "2026-03-01", "replace permission q over amendment 1 { deny any to use on P }"),
       amendment(3, "2026-04-01", "withdraw amendment 1")});
  CHECK(lives(*built, "permission.q") == "2026-02-01 1, 2026-03-01 2, 2026-04-01 -");
  CHECK(checked(*built) == "P4021");
}

TEST_CASE("the end of one period and the beginning of another are two changes, the end first") {
  auto built =
      build({kContract,
             amendment(1, "2026-02-01", "vary life = 4d existing now until 2026-03-01 then revive"),
             amendment(2, "2026-03-01", "vary life = 5d existing keep")});
  Consolidation folded = consolidate(*built->program, {});
  const Timeline& timeline = folded.timelines[built->source("param life")];
  REQUIRE(timeline.changes.size() == 3);
  CHECK(timeline.changes[1].after == timeline.before);
  CHECK(timeline.changes[1].existing == sema::Existing::now);
  CHECK(timeline.changes[2].existing == sema::Existing::keep);
  CHECK(timeline.changes[1].at == timeline.changes[2].at);
  CHECK(lives(*built) == "2026-02-01 1, 2026-03-01 2");
}

TEST_CASE("a restatement is a new base, and changes no life") {
  std::string text = std::string(kContract).substr(std::string(kContract).find("entity"));
  text.replace(text.find("3d"), 2, "4d");
  auto built = build({kContract, amendment(1, "2026-02-01", "vary life = 4d existing now"),
                      amendment(2, "2026-03-01", "restate {\n" + text + "}"),
                      amendment(3, "2026-05-01", "vary life = 6d existing keep")});
  CHECK(lives(*built) == "2026-02-01 1, 2026-03-01 2, 2026-05-01 3");
  CHECK(checked(*built) == "");
  Consolidation folded = consolidate(*built->program, {});
  CHECK(folded.timelines[built->source("param life")].changes.size() == 2);
  CHECK(folded.timelines[built->source("lifecycle.l")].changes.empty());
  CHECK(textInForce(*built->program, folded, instant("2026-04-01T00:00Z")).find("Duration = 4d") !=
        std::string::npos);
}

TEST_CASE("the term: extended, ended, and what a withdrawal leaves of it") {
  auto until = [](const Built& built, uint32_t number) {
    return time::formatTime(consolidate(*built.program, {number, std::nullopt}).until)
        .substr(0, 10);
  };
  auto built = build({kContract, amendment(1, "2026-06-01", "extend contract until 2028-01-01"),
                      amendment(2, "2026-07-01", "end contract at 2027-06-01"),
                      amendment(3, "2026-08-01", "withdraw amendment 2"),
                      amendment(4, "2027-03-01", "withdraw amendment 1")});
  CHECK(until(*built, 0) == "2027-01-01");
  CHECK(until(*built, 1) == "2028-01-01");
  CHECK(until(*built, 2) == "2027-06-01");
  CHECK(until(*built, 3) == "2028-01-01");
  CHECK(until(*built, 4) == "2027-03-01");
}

TEST_CASE("a contract with many clauses and amendments is folded and checked in time") {
  std::string contract = kContract;
  for (int i = 0; i < 10'000; ++i) {
    contract += fmt::format("permission p{} {{ allow any to use on P }}\n", i);
  }
  std::vector<std::string> texts = {contract};
  for (int i = 1; i <= 1000; ++i) {
    std::string over = i == 1 ? "" : fmt::format(" over amendment {}", i - 1);
    texts.push_back(amendment(
        i, "2026-03-01",
        fmt::format("vary life = {}d existing now{}\nrepeal permission.p{}", i, over, i)));
  }
  auto built = build(texts);
  auto begin = std::chrono::steady_clock::now();
  CHECK(checked(*built) == "");
  consolidate(*built->program, {});
  auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() -
                                                                  begin);
  WARN("folded and checked in " << ms.count() << " ms");
}

}  // namespace polc::consolidate
