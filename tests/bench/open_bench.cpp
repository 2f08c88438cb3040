// How long a bundle takes to open: open_bench BUNDLE KEY.pub [ROUNDS]. Natively and interpreted, from the file and with its
// pages in the system's cache; the megabytes verified are those of the sections that are read.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iterator>
#include <vector>

#include "runtime/bundle/open.h"

using namespace polc;

namespace {

struct Times {
  double wall_ms, processor_ms;
};

double millisecondsOf(clockid_t clock) {
  timespec at{};
  clock_gettime(clock, &at);
  return static_cast<double>(at.tv_sec) * 1e3 + static_cast<double>(at.tv_nsec) / 1e6;
}

Times once(const std::string& path, const bundle::Options& options, bundle::EngineKind wanted) {
  bundle::Refusal refusal;
  double wall = millisecondsOf(CLOCK_MONOTONIC);
  double processor = millisecondsOf(CLOCK_THREAD_CPUTIME_ID);
  auto opened = bundle::open(path, options, refusal);
  Times times{millisecondsOf(CLOCK_MONOTONIC) - wall,
              millisecondsOf(CLOCK_THREAD_CPUTIME_ID) - processor};
  if (!opened || opened->running != wanted) {
    fmt::print(stderr, "{}{}\n", refusal.message, opened ? opened->fallback : "");
    std::exit(1);
  }
  return times;
}

std::string quantiles(std::vector<Times> all, double Times::* which) {
  std::ranges::sort(all, {}, which);
  auto at = [&](size_t tenth) { return all[all.size() * tenth / 10].*which; };
  return fmt::format("median {:.2f} ms, p10 {:.2f}, p90 {:.2f}", at(5), at(1), at(9));
}

void measure(const char* name, const std::string& path, bundle::Options options,
             bundle::EngineKind kind, int rounds) {
  options.engine = kind;
  std::vector<Times> all;
  for (int i = 0; i < rounds; ++i) all.push_back(once(path, options, kind));
  fmt::print("{:<12} {}; of the processor {} ({} rounds)\n", name, quantiles(all, &Times::wall_ms),
             quantiles(all, &Times::processor_ms), rounds);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  std::string path = argv[1];
  int rounds = argc > 3 ? std::atoi(argv[3]) : 51;
  std::ifstream in(argv[2]);
  auto key = bundle::parsePublicKey(
      std::string{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()});
  if (!key || rounds < 1) return 2;
  bundle::Options options{{*key}, true, bundle::EngineKind::automatic};
  bundle::Refusal refusal;
  auto opened = bundle::open(path, options, refusal);
  if (!opened) {
    fmt::print(stderr, "{}\n", refusal.message);
    return 1;
  }
  double verified = 0;
  for (const bundle::SectionInfo& section : opened->info.sections) {
    fmt::print("{:<8} {:>10} bytes\n", section.name, section.stored);
    if (section.name != "texts") verified += static_cast<double>(section.stored) / 1e6;
  }
  fmt::print("{} rules; verified natively {:.2f} MB: 1 ms and 1.2 ms a MB are {:.2f} ms\n",
             opened->bundle->grants.size(), verified, 1 + 1.2 * verified);
  measure("native", path, options, bundle::EngineKind::native, rounds);
  measure("interpreted", path, options, bundle::EngineKind::interp, rounds);
  return 0;
}
