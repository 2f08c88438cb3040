#include <fmt/format.h>

#include "runtime/value/literal.h"

namespace polc::value {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }
bool identifierByte(char c) {
  return digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
}

std::optional<uint64_t> takeNumber(std::string_view& text) {
  size_t end = 0;
  uint64_t number = 0;
  for (; end < text.size() && digit(text[end]); ++end) {
    if (__builtin_mul_overflow(number, uint64_t{10}, &number)) return std::nullopt;
    if (__builtin_add_overflow(number, static_cast<uint64_t>(text[end] - '0'), &number)) {
      return std::nullopt;
    }
  }
  if (end == 0 || (end > 1 && text[0] == '0')) return std::nullopt;
  text.remove_prefix(end);
  return number;
}

bool takeDot(std::string_view& text) {
  if (text.empty() || text[0] != '.') return false;
  text.remove_prefix(1);
  return true;
}

bool goodIdentifier(std::string_view text, bool zeros_allowed) {
  if (text.empty()) return false;
  bool number = true;
  for (char c : text) {
    if (!identifierByte(c)) return false;
    number = number && digit(c);
  }
  return zeros_allowed || !number || text.size() == 1 || text[0] != '0';
}

bool goodIdentifiers(std::string_view text, bool zeros_allowed) {
  for (;;) {
    size_t dot = text.find('.');
    if (!goodIdentifier(text.substr(0, dot), zeros_allowed)) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

}  // namespace

std::optional<Version> parseVersion(std::string_view text) {
  auto major = takeNumber(text);
  if (!major || !takeDot(text)) return std::nullopt;
  auto minor = takeNumber(text);
  if (!minor || !takeDot(text)) return std::nullopt;
  auto patch = takeNumber(text);
  if (!patch) return std::nullopt;
  Version version{*major, *minor, *patch, {}};
  if (size_t plus = text.find('+'); plus != std::string_view::npos) {
    if (!goodIdentifiers(text.substr(plus + 1), true)) return std::nullopt;
    text = text.substr(0, plus);
  }
  if (text.empty()) return version;
  if (text[0] != '-' || !goodIdentifiers(text.substr(1), false)) return std::nullopt;
  version.prerelease = text.substr(1);
  return version;
}

std::string formatVersion(const Version& version) {
  std::string out = fmt::format("{}.{}.{}", version.major, version.minor, version.patch);
  if (!version.prerelease.empty()) out += fmt::format("-{}", version.prerelease);
  return out;
}

}  // namespace polc::value
