// Bundles and directories are swapped through the C interface while three threads decide.
#pragma once
#include <cstdint>

namespace polc {

// 0 where every decision was of one published state as a whole, and each was made. `rounds`: of each reader.
int runService(uint64_t rounds);

}  // namespace polc
