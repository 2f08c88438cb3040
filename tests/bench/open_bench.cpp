// How long a bundle takes to open: open_bench BUNDLE KEY.pub [ROUNDS]. Natively and interpreted, from the file and with its
// pages in the system's cache; the megabytes verified are those of the sections that are read.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "runtime/bundle/open.h"

using namespace polc;

namespace {

using Clock = std::chrono::steady_clock;

double millisecondsOf(const std::string& path, const bundle::Options& options,
                      bundle::EngineKind wanted) {
  bundle::Refusal refusal;
  auto begin = Clock::now();
  auto opened = bundle::open(path, options, refusal);
  auto end = Clock::now();
  if (!opened || opened->running != wanted) {
    fmt::print(stderr, "{}{}\n", refusal.message, opened ? opened->fallback : "");
    std::exit(1);
  }
  return std::chrono::duration<double, std::milli>(end - begin).count();
}

void measure(const char* name, const std::string& path, bundle::Options options,
             bundle::EngineKind kind, int rounds) {
  options.engine = kind;
  std::vector<double> times;
  for (int i = 0; i < rounds; ++i) times.push_back(millisecondsOf(path, options, kind));
  std::sort(times.begin(), times.end());
  fmt::print("{:<12} median {:.2f} ms, p10 {:.2f}, p90 {:.2f} ({} rounds)\n", name,
             times[times.size() / 2], times[times.size() / 10], times[times.size() * 9 / 10],
             rounds);
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
