// What each phase takes, in time and memory: `polc_phases CONTRACT`, one line a phase, then what the jit takes.
//
// Out:  phase, milliseconds, megabytes in use after it, and the peak of the process until then
#include <fmt/format.h>
#include <malloc.h>
#include <sys/resource.h>

#include <chrono>

#include "compiler/driver/session.h"
#include "compiler/jit/jit.h"

namespace {

using Clock = std::chrono::steady_clock;

double megabytesInUse() {
  struct mallinfo2 info = mallinfo2();
  return static_cast<double>(info.uordblks + info.hblkhd) / 1e6;
}

double peakMegabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) * 1024 / 1e6;
}

double processorSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// Prints each phase when the next begins.
class Phases {
 public:
  void begin(std::string name) {
    end();
    name_ = std::move(name);
    wall_ = Clock::now();
    processor_ = processorSeconds();
  }
  void end() {
    if (name_.empty()) return;
    std::chrono::duration<double, std::milli> wall = Clock::now() - wall_;
    fmt::print("{:16} {:9.1f} ms {:9.1f} ms cpu {:9.1f} MB in use {:9.1f} MB peak\n", name_,
               wall.count(), (processorSeconds() - processor_) * 1e3, megabytesInUse(),
               peakMegabytes());
    name_.clear();
  }

 private:
  std::string name_;
  Clock::time_point wall_;
  double processor_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: polc_phases CONTRACT\n", stderr);
    return 2;
  }
  Phases phases;
  polc::driver::Options options;
  options.progress = [&](std::string_view name) { phases.begin(std::string(name)); };
  polc::driver::Session session(std::move(options));
  phases.begin("read");
  bool opened = session.open(argv[1]);
  phases.end();
  if (!opened) {
    fmt::print("{}", polc::diag::renderText(session.diagnostics(), session.sources(), false));
    return 1;
  }
  std::shared_ptr<const polc::core::Bundle> bundle = session.agreement({})->bundle;
  for (int level : {0, 2}) {
    phases.begin(fmt::format("plan, code -O{}", level));
    std::string error;
    if (!polc::jit::compile(bundle, level, error)) fmt::print("{}\n", error);
    phases.end();
  }
  return 0;
}
