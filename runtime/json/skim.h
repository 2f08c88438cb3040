// Reads plain JSON fast, into nodes that are used again: the way of requests, of which there are many.
//
// In:     one object, at most kLongest bytes, without escapes in its texts
// Out:    what parse() (json.h) would give, but for places, and for numbers that are not whole; nothing is allocated once the
//         longest text was seen
// Errors: false: not plain, or no JSON, or a key that stands twice. parse() reads the one and says what is wrong with the other
// Ownership: texts lie in the Skim until its next read
#pragma once
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "runtime/json/json.h"

namespace polc::json {

struct Skimmed {
  std::string_view key;  // in an object
  std::string_view text;
  uint64_t hash = 0;    // hashText(key, 0)
  int64_t integer = 0;  // of a whole number
  uint32_t parent = 0;  // the object or array that it stands in; of the root 0
  uint32_t next = 0;    // index behind this value and all that it holds
  Kind kind = Kind::null;
  bool whole = false;  // a number without point or exponent, in 64 bits with a sign
  bool truth = false;  // of a boolean
};

class Skim {
 public:
  static constexpr size_t kLongest = 1 << 16;

  Skim();
  ~Skim();
  Skim(const Skim&) = delete;
  Skim& operator=(const Skim&) = delete;

  bool read(std::string_view text);
  std::span<const Skimmed> nodes() const { return {nodes_.data(), count_}; }  // the root first

 private:
  struct Source;
  bool fits(size_t bytes);
  bool keysDiffer();

  std::unique_ptr<Source> source_;
  std::vector<Skimmed> nodes_;  // as many as the longest text may have
  uint32_t count_ = 0;
  // Open addressing: of this reading where the upper half is its number.
  std::vector<uint64_t> seen_;
  uint32_t reading_ = 0;
};

}  // namespace polc::json
