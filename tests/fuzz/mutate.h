// Mutations that keep most of an input's grammar: without them hardly any input would get past the parser.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>

namespace polc::fuzz {

// Fifteen of sixteen times changes one word, number or text for another of the input's own that stands between the same
// neighbours, a digit, or repeats or drops a line; else any bytes (libFuzzer's).
size_t mutate(uint8_t* data, size_t size, size_t max_size, unsigned seed);

// Counts inputs and prints the shares when the process ends.
class Share {
 public:
  explicit Share(const char* what) : what_(what) {}
  ~Share();
  void count(bool reached) {
    ++inputs_;
    reached_ += reached;
  }

 private:
  const char* what_;
  uint64_t inputs_ = 0, reached_ = 0;
};

}  // namespace polc::fuzz
