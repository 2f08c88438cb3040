#include "tests/golden/golden_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <sstream>

namespace polc::golden {
namespace {

constexpr std::string_view kDirective = "//@ ";
constexpr std::string_view kExpectation = "//~ ";
constexpr std::string_view kContract = "contract.pol";

std::vector<std::string_view> lines(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    size_t end = text.find('\n');
    size_t length = end == std::string_view::npos ? text.size() : end + 1;
    out.push_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return out;
}

std::vector<std::string> words(std::string_view text) {
  std::istringstream in{std::string(text)};
  std::vector<std::string> out;
  for (std::string word; in >> word;) out.push_back(word);
  return out;
}

std::optional<std::pair<uint32_t, uint32_t>> place(const std::string& text) {
  uint32_t line = 0, column = 0;
  const char* end = text.data() + text.size();
  auto first = std::from_chars(text.data(), end, line);
  if (first.ec != std::errc{} || first.ptr == end || *first.ptr != ':') return std::nullopt;
  auto second = std::from_chars(first.ptr + 1, end, column);
  if (second.ec != std::errc{} || second.ptr != end) return std::nullopt;
  return std::pair(line, column);
}

std::optional<Expectation> expectation(std::string_view text) {
  std::vector<std::string> parts = words(text);
  if (parts.size() == 1) return Expectation{parts[0], "", 0, 0};
  if (parts.size() != 2 && parts.size() != 3) return std::nullopt;
  auto at = place(parts.back());
  if (!at) return std::nullopt;
  std::string path = parts.size() == 3 ? parts[1] : std::string(kContract);
  return Expectation{parts[0], path, at->first, at->second};
}

}  // namespace

std::string Expectation::text() const {
  if (path.empty()) return code;
  if (path == kContract) return fmt::format("{} {}:{}", code, line, column);
  return fmt::format("{} {} {}:{}", code, path, line, column);
}

GoldenFile readGolden(std::string_view text) {
  GoldenFile file;
  file.parts.emplace_back(kContract, "");
  for (std::string_view line : lines(text)) {
    if (line.starts_with(kExpectation)) {
      auto expected = expectation(line.substr(kExpectation.size()));
      if (expected) file.expected.push_back(*expected);
      if (!expected) file.faults.push_back(std::string(line));
    } else if (line.starts_with(kDirective)) {
      std::vector<std::string> parts = words(line.substr(kDirective.size()));
      if (parts.size() == 2 && parts[0] == "file") {
        file.parts.emplace_back(parts[1], "");
      } else if (parts.size() == 2) {
        file.options[parts[0]] = parts[1];
      } else {
        file.faults.push_back(std::string(line));
      }
    } else {
      file.parts.back().second += line;
    }
  }
  std::sort(file.expected.begin(), file.expected.end());
  return file;
}

std::string rewritten(std::string_view text, const std::vector<Expectation>& findings) {
  std::string out;
  for (std::string_view line : lines(text)) {
    if (!line.starts_with(kExpectation)) out += line;
  }
  if (!out.empty() && !out.ends_with('\n')) out += '\n';
  for (const Expectation& finding : findings) {
    out += fmt::format("{}{}\n", kExpectation, finding.text());
  }
  return out;
}

}  // namespace polc::golden
