// Times decisions in batches, each in an order of its own.
#pragma once
#include "tools/polc/bench_requests.h"

namespace polc::tool {

enum class AskedBy : uint8_t { typed, strings, json };
inline constexpr AskedBy kAskedBy[] = {AskedBy::typed, AskedBy::strings, AskedBy::json};
std::string_view name(AskedBy asked);

// Nanoseconds a decision over the batches of all threads; decisions a second of all together.
struct Timing {
  size_t requests = 0;  // distinct ones that can be asked this way; 0: nothing was timed
  size_t batch = 0, batches = 0;
  uint32_t threads = 1;
  double median_ns = 0, p10_ns = 0, p90_ns = 0, p99_ns = 0, decisions_per_second = 0;
};

// The first request that this way of asking decides otherwise than its decision in full; null where none is.
const BenchRequest* disagrees(const BenchRequests& requests, AskedBy asked,
                              const polc_directory* directory);

Timing timeDecisions(const BenchRequests& requests, AskedBy asked, const polc_directory* directory,
                     uint32_t threads);

}  // namespace polc::tool
