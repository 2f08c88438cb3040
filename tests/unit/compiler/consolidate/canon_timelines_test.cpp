// What the contracts of the canon become over time.
#include <filesystem>

#include "tests/unit/compiler/consolidate/build.h"

namespace polc::consolidate {
namespace {

std::unique_ptr<Built> polarPods() {
  std::filesystem::path folder = POLC_SOURCE_DIR "/examples/polar_pods";
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "amendments")) {
    paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  paths.insert(paths.begin(), (folder / "contract.pol").string());
  std::vector<std::string> texts;
  for (const std::string& path : paths) texts.push_back(source::readFile(path).value());
  return build(texts);
}

// "2026-08-01T00:00+02:00 v": when, and which amendment's version; "-" for none.
std::string told(const Built& built, const Timeline& timeline) {
  std::string out;
  for (const Segment& segment : timeline.segments) {
    if (segment.from == time::kAlways) continue;
    out += time::formatTime(segment.from).substr(0, 13) + " ";
    out += segment.version == sema::kNone
               ? "-"
               : std::to_string(built.program->versions[segment.version].amendment);
    out += "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("the canon has no findings in its amendments") {
  auto built = polarPods();
  check(*built->program, {}, built->diagnostics);
  CHECK(built->codes() == "");
}

TEST_CASE("a suspension hides every version but the one that is written over it") {
  auto built = polarPods();
  Consolidation folded = consolidate(*built->program, {});
  CHECK(told(*built, folded.timelines[built->source("permission.permits")]) ==
        "2025-12-31T23 0\n"
        "2026-07-31T22 -\n"
        "2026-08-09T22 4\n"
        "2026-08-19T22 -\n"
        "2026-08-31T22 0\n");
}

TEST_CASE("a change of a parameter says what becomes of what lives") {
  auto built = polarPods();
  Consolidation folded = consolidate(*built->program, {});
  const Timeline& life = folded.timelines[built->source("param pod_life")];
  REQUIRE(life.changes.size() == 1);
  CHECK(life.changes[0].at == instant("2026-05-31T22:00Z"));
  CHECK(life.changes[0].existing == sema::Existing::now);
  CHECK(life.changes[0].amendment == 1);
  const Timeline& crawl = folded.timelines[built->source("param crawl_life")];
  REQUIRE(crawl.changes.size() == 2);
  CHECK(crawl.changes[0].grace_until == instant("2026-04-10T22:00Z"));
  CHECK(crawl.changes[1].grace_until == instant("2026-05-06T22:00Z"));
}

TEST_CASE("an amendment that was not yet signed is not known") {
  auto built = polarPods();
  Consolidation before = consolidate(*built->program, {std::nullopt, instant("2026-09-28T22:00Z")});
  CHECK(before.amended_through == 4);
  CHECK(before.until == instant("2026-12-31T23:00Z"));
  CHECK(told(*built, before.timelines[built->source("permission.boulder_access")]) ==
        "2025-12-31T23 0\n");
  Consolidation after = consolidate(*built->program, {std::nullopt, instant("2026-09-29T22:00Z")});
  CHECK(after.amended_through == 5);
  CHECK(after.until == instant("2027-03-31T22:00Z"));
  CHECK(told(*built, after.timelines[built->source("permission.boulder_access")]) ==
        "2025-12-31T23 0\n"
        "2026-09-14T22 5\n");
}

TEST_CASE("for lives a retroactive operation begins with the day after its signature") {
  auto built = polarPods();
  Consolidation folded = consolidate(*built->program, {});
  const Timeline& access = folded.timelines[built->source("permission.boulder_access")];
  REQUIRE(access.changes.size() == 1);
  CHECK(access.changes[0].at == instant("2026-09-30T22:00Z"));
}

TEST_CASE("the text in force parses, and says which amendment put each clause there") {
  auto built = polarPods();
  Consolidation folded = consolidate(*built->program, {});
  std::string august = textInForce(*built->program, folded, instant("2026-08-12T10:00Z"));
  CHECK(august.find("until 2027-04-01\n") != std::string::npos);
  CHECK(august.find("// amendment 4, in force since 2026-08-10\npermission permits") !=
        std::string::npos);
  CHECK(august.find("// amendment 1, in force since 2026-06-01\nparam pod_life: Duration = 4d\n") !=
        std::string::npos);
  CHECK(august.find("// the contract's own text\npermission staff") != std::string::npos);
  auto again = build({august});
  CHECK(again->codes() == "");
  Consolidation alone = consolidate(*again->program, {});
  std::string second = textInForce(*again->program, alone, instant("2026-08-12T10:00Z"));
  auto clauses = [](const std::string& text) { return std::count(text.begin(), text.end(), '{'); };
  CHECK(clauses(second) == clauses(august));
  std::string later = textInForce(*built->program, folded, instant("2026-08-25T10:00Z"));
  CHECK(later.find("// permission.permits is not in force from 2026-08-20 until 2026-09-01\n") !=
        std::string::npos);
}

TEST_CASE("events name who changed what, when") {
  auto built = polarPods();
  Consolidation folded = consolidate(*built->program, {});
  std::string out;
  for (const Event& event : events(*built->program, folded)) {
    out += fmt::format("{} {} {} {}{}{}\n", time::formatDate(built->program->zones[0], event.at),
                       event.amendment, event.identity, event.what, event.detail.empty() ? "" : " ",
                       event.detail);
  }
  CHECK(out ==
        "2026-04-01 2 param crawl_life varied 20d -> 40d, existing grace 10d\n"
        "2026-05-01 3 param crawl_life varied 40d -> 8d, existing grace 6d\n"
        "2026-06-01 1 param pod_life varied 10d -> 4d, existing now\n"
        "2026-07-01 4 data.extracts replaced existing keep\n"
        "2026-08-01 1 permission.permits suspended\n"
        "2026-08-10 4 permission.permits replaced\n"
        "2026-08-20 4 permission.permits revived\n"
        "2026-09-01 1 permission.permits back\n"
        "2026-09-15 5 permission.boulder_access replaced\n"
        "2026-09-15 5 contract extended until 2027-04-01\n");
}

}  // namespace polc::consolidate
