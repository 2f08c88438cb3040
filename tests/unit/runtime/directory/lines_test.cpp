// Directories of lines: what a line is, and that the time is that of the text's length.
#include "runtime/directory/lines.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <ctime>
#include <limits>

#include "tests/unit/runtime/all_types.h"

namespace polc::directory {
namespace {

using test::AllTypes;

struct Lines {
  std::shared_ptr<const core::Bundle> bundle = AllTypes().finish();
  std::vector<Finding> findings;

  std::shared_ptr<const Directory> load(const std::string& text) {
    findings.clear();
    return loadLines(bundle, text, findings);
  }
  // Seconds of this thread's time, the least of some.
  double seconds(const std::string& text) {
    double least = std::numeric_limits<double>::max();
    for (int i = 0; i < 5; ++i) {
      auto now = [] {
        timespec at{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &at);
        return static_cast<double>(at.tv_sec) + 1e-9 * static_cast<double>(at.tv_nsec);
      };
      double begin = now();
      REQUIRE(load(text));
      least = std::min(least, now() - begin);
    }
    return least;
  }
};

TEST_CASE_METHOD(Lines, "empty lines are passed over, and a finding names its own line") {
  const std::string team = R"({"uid":{"type":"Team","id":"a"}})";
  auto made = load("\n \t\r\n" + team + "\r\n\n  \n");
  REQUIRE(made);
  CHECK(made->known() == 1);
  CHECK(load("")->known() == 0);
  CHECK(load(" \n ")->known() == 0);
  std::string text = "\n \n" + team + "\n \n  7\n" + team;
  CHECK_FALSE(load(text));
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].begin == text.find('7'));
  CHECK(findings[0].end == text.find('7') + 1);
}

TEST_CASE_METHOD(Lines, "empty lines take time by their number, not by its square") {
  constexpr size_t kFew = 1u << 14, kTimes = 8;
  double few = seconds(std::string(kFew, '\n'));
  double many = seconds(std::string(kFew * kTimes, '\n'));
  INFO(few << " s, " << many << " s");
  REQUIRE(many < 3 * kTimes * few);
  CHECK(load(std::string(1u << 20, '\n'))->known() == 0);
}

}  // namespace
}  // namespace polc::directory
