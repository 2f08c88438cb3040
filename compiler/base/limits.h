// Names every limit of the compiler, in one place.
//
// Source: each limit has a diagnostic where it is exceeded and a test in tests/unit or tests/golden.
#pragma once
#include <cstdint>

namespace polc::limits {

inline constexpr uint64_t kSourceBytes = 64ull << 20;  // one file
inline constexpr uint32_t kTokens = 20'000'000;        // one file
inline constexpr uint32_t kNesting = 200;   // brackets and open forms, on the token stream
inline constexpr uint32_t kFindings = 100;  // printed of one run; the rest is counted
inline constexpr uint32_t kDefineExpansion =
    100'000;  // nodes that inlining may create in one clause
inline constexpr uint32_t kExpressionHeight = 2'000;  // of one expression after inlining
inline constexpr uint32_t kLifeRegions = 4'096;       // regions of one clause's life
inline constexpr uint32_t kPendingGraces =
    6;  // `existing grace` windows that overlap on one clause
inline constexpr uint32_t kRegexStates = 4'096;  // states of one `matches` automaton

// Those of one file that a caller may set (driver::Options). Offsets are 32 bits wide: no file can hold 4 GiB.
struct Text {
  uint64_t bytes = kSourceBytes;
  uint32_t tokens = kTokens;
};

}  // namespace polc::limits
