// Sets of code points, as the classes of a pattern name them.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace polc::lower::regex {

inline constexpr uint32_t kLastRune = 0x10FFFF;

struct RuneRange {
  uint32_t lo, hi;
  bool operator==(const RuneRange&) const = default;
};
using RuneSet = std::vector<RuneRange>;  // ascending, disjoint, not touching

RuneSet normal(RuneSet set);
RuneSet negated(const RuneSet& set);
bool ascii(const RuneSet& set);
// An ASCII set with the other case of its letters.
RuneSet folded(RuneSet set);
// \d \s \w by their letter; empty for others. Names of [[:…:]] without colons.
RuneSet perlClass(char letter);
RuneSet posixClass(std::string_view name);
// The code points that a class of RE2's syntax holds: found by asking RE2 for all of them.
// Cost: about 20 ms
RuneSet askRe2(std::string_view class_text, bool fold);

// Reads one code point of UTF-8 text that RE2 took for well formed, and moves past it.
uint32_t takeRune(std::string_view& text);
void appendRune(std::string& text, uint32_t rune);

}  // namespace polc::lower::regex
