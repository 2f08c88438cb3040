// The path of a cause as it is shown: path.member, or the one that is given.
#pragma once
#include <compare>
#include <string>

#include "runtime/decision/decision.h"

namespace polc::decision {

class Path {
 public:
  explicit Path(const Cause& cause)
      : path_(cause.path),
        dot_(cause.path.empty() || cause.member.empty() ? "" : "."),
        member_(cause.member) {}

  std::string text() const { return std::string(path_).append(dot_).append(member_); }

  std::strong_ordering order(const Path& other) const {
    for (size_t i = 0; i < size() && i < other.size(); ++i) {
      auto a = static_cast<uint8_t>(at(i)), b = static_cast<uint8_t>(other.at(i));
      if (a != b) return a <=> b;
    }
    return size() <=> other.size();
  }

 private:
  size_t size() const { return path_.size() + dot_.size() + member_.size(); }
  char at(size_t i) const {
    if (i < path_.size()) return path_[i];
    i -= path_.size();
    return i < dot_.size() ? dot_[i] : member_[i - dot_.size()];
  }
  std::string_view path_, dot_, member_;
};

}  // namespace polc::decision
