// What compiled code knows of this runtime, as one number: code made for another one is not run.
//
// It follows from the places and sizes of what code reads and writes, the rows that it may call, and the numbers that it
// passes to them; a change of any of these changes it.
#pragma once
#include <cstdint>

namespace polc::engine {

uint64_t abi();

}  // namespace polc::engine
