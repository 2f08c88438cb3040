// Mutations that keep most of an input's grammar: without them hardly any input would get past the parser.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>

namespace polc::fuzz {

// Three of four times changes one word, number, string or line for another of the input's own; else
// any bytes (libFuzzer's).
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
