// A golden file: the texts of one contract, and the findings that they must give (README.md).
//
// In:   source text with lines `//@ …` (parts, options) and `//~ …` (expectations)
// Out:  parts without those lines; lines count from 1 within a part
#pragma once
#include <compare>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace polc::golden {

struct Expectation {
  std::string code;
  std::string path;  // empty without a place
  uint32_t line = 0, column = 0;
  auto operator<=>(const Expectation&) const = default;
  std::string text() const;
};
struct GoldenFile {
  std::vector<std::pair<std::string, std::string>> parts;  // path, text
  std::vector<Expectation> expected;                       // sorted
  std::map<std::string, std::string> options;
  std::vector<std::string> faults;  // lines of the file itself that cannot be read
};
GoldenFile readGolden(std::string_view text);

// The findings that the file's texts really give, sorted.
std::vector<Expectation> findingsOf(const GoldenFile& file);

// The same file with those findings expected.
std::string rewritten(std::string_view text, const std::vector<Expectation>& findings);

}  // namespace polc::golden
