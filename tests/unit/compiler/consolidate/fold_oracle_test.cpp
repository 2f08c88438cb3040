// Segments and changes against the fold at one instant, on random amendments that need not make sense.
#include <random>

#include "tests/unit/compiler/consolidate/build.h"
#include "tests/unit/compiler/consolidate/oracle.h"

namespace polc::consolidate {
namespace {

using namespace sema;

constexpr uint32_t kSources = 4;
constexpr int kDays = 60;

class Random {
 public:
  explicit Random(uint32_t seed) : engine_(seed) {}
  uint32_t below(uint32_t n) { return static_cast<uint32_t>(engine_() % n); }
  bool chance(uint32_t percent) { return below(100) < percent; }
  Micros day(int first, int last) {
    return (first + static_cast<int>(below(static_cast<uint32_t>(last - first)))) *
           value::kMicrosPerDay;
  }

 private:
  std::mt19937 engine_;
};

VersionId newVersion(Program& program, SourceId source, uint32_t amendment) {
  VersionId id = static_cast<VersionId>(program.versions.size());
  Version version;
  version.source = source;
  version.amendment = amendment;
  program.versions.push_back(version);
  program.sources[source].versions.push_back(id);
  return id;
}

Operation randomOperation(Random& random, Program& program, const Amendment& amendment) {
  constexpr OperationKind kKinds[] = {OperationKind::add,     OperationKind::replace,
                                      OperationKind::replace, OperationKind::repeal,
                                      OperationKind::suspend, OperationKind::suspend,
                                      OperationKind::vary,    OperationKind::withdraw};
  Operation operation;
  operation.amendment = amendment.number;
  operation.kind = random.chance(4) ? OperationKind::restate : kKinds[random.below(8)];
  operation.from = amendment.effective + (random.chance(20) ? random.day(0, 6) : 0);
  if (operation.kind == OperationKind::withdraw) {
    operation.withdrawn = random.below(amendment.number);
    return operation;
  }
  if (operation.kind == OperationKind::restate) {
    for (SourceId source = 0; source < kSources; ++source) {
      if (random.chance(70))
        operation.restated.push_back(newVersion(program, source, amendment.number));
    }
    return operation;
  }
  operation.target = random.below(kSources);
  bool text = operation.kind != OperationKind::repeal && operation.kind != OperationKind::suspend;
  if (text) operation.version = newVersion(program, operation.target, amendment.number);
  if (operation.kind != OperationKind::repeal && random.chance(60)) {
    operation.until = operation.from + random.day(0, 15);
    operation.then = random.chance(50) ? Then::revive : Then::lapse;
  }
  for (uint32_t number = 1; number < amendment.number; ++number) {
    if (random.chance(30)) operation.over.push_back(number);
  }
  operation.existing = static_cast<Existing>(random.below(4));
  return operation;
}

Program randomProgram(uint32_t seed) {
  Random random(seed);
  Program program;
  program.zones.push_back({"UTC", {{time::kAlways, 0}}});
  program.effective = 2 * value::kMicrosPerDay;
  for (SourceId source = 0; source < kSources; ++source) {
    program.sources.emplace_back();
    if (source == kSources - 1) continue;  // one that only amendments may add
    program.base.push_back(source);
    newVersion(program, source, 0);
  }
  uint32_t amendments = 1 + random.below(9);
  for (uint32_t number = 1; number <= amendments; ++number) {
    Amendment amendment;
    amendment.number = number;
    amendment.effective = random.day(0, kDays - 10);
    amendment.signed_on = random.day(0, kDays - 10);
    amendment.after_signature = amendment.signed_on + value::kMicrosPerDay;
    uint32_t count = 1 + random.below(3);
    for (uint32_t i = 0; i < count; ++i) {
      amendment.operations.push_back(randomOperation(random, program, amendment));
    }
    program.amendments.push_back(std::move(amendment));
  }
  return program;
}

VersionId at(const std::vector<Segment>& segments, Micros instant) {
  for (const Segment& segment : segments) {
    if (segment.from <= instant && instant < segment.until) return segment.version;
  }
  FAIL("a gap between segments");
  return kNone;
}

VersionId changedAt(const Timeline& timeline, Micros instant) {
  VersionId version = timeline.before;
  for (const Change& change : timeline.changes) {
    if (change.at <= instant) version = change.after;
  }
  return version;
}

bool restates(const Program& program) {
  for (const Amendment& amendment : program.amendments) {
    for (const Operation& operation : amendment.operations) {
      if (operation.kind == OperationKind::restate) return true;
    }
  }
  return false;
}

void compare(const Program& program, uint32_t through) {
  Consolidation folded = consolidate(program, {through, std::nullopt});
  for (SourceId source = 0; source < kSources; ++source) {
    const Timeline& timeline = folded.timelines[source];
    REQUIRE(timeline.segments.front().from == time::kAlways);
    REQUIRE(timeline.segments.back().until == time::kNever);
    for (int day = -1; day < kDays + 20; ++day) {
      Micros instant = day * value::kMicrosPerDay;
      INFO("source " << source << " day " << day << " through " << through);
      REQUIRE(at(timeline.segments, instant) ==
              oracle::versionAt({program, through, instant}, source));
      if (restates(program)) continue;
      REQUIRE(changedAt(timeline, instant) ==
              oracle::versionAt({program, through, instant, true}, source));
    }
  }
}

}  // namespace

TEST_CASE("segments and changes are the fold at every instant") {
  for (uint32_t seed = 1; seed <= 1500; ++seed) {
    INFO("seed " << seed);
    Program program = randomProgram(seed);
    compare(program, static_cast<uint32_t>(program.amendments.size()));
    compare(program, 1);
  }
}

TEST_CASE("what is known later changes nothing of what was known before") {
  for (uint32_t seed = 1; seed <= 200; ++seed) {
    Program program = randomProgram(seed);
    uint32_t through = static_cast<uint32_t>(program.amendments.size()) / 2;
    Consolidation before = consolidate(program, {through, std::nullopt});
    program.amendments.resize(through);
    Consolidation alone = consolidate(program, {});
    for (SourceId source = 0; source < kSources; ++source) {
      const auto& a = before.timelines[source].segments;
      const auto& b = alone.timelines[source].segments;
      REQUIRE(a.size() == b.size());
      for (size_t i = 0; i < a.size(); ++i) REQUIRE(a[i].version == b[i].version);
    }
  }
}

}  // namespace polc::consolidate
