// What `polc bench` found out, and how it is shown.
#pragma once
#include "tools/polc/bench_timing.h"

namespace polc::tool {

struct BenchReport {
  struct Outcomes {
    uint64_t allow = 0, deny = 0, expire = 0, error = 0;
  };
  std::string_view contract, digest;
  std::string engine;
  uint32_t entities = 0;
  size_t requests = 0;
  double bytes_per_entity = 0;         // of the heap, its texts included
  double first_decision_ms = 0;        // from the text; the directory's reading is not counted
  std::optional<double> optimised_ms;  // likewise, until the compiled engine is there
  Outcomes outcomes;
  std::vector<std::pair<Timing, Timing>> classes;  // by AskedBy: one thread, and several
};

std::string asJson(const BenchReport& report);
std::string asText(const BenchReport& report);

}  // namespace polc::tool
