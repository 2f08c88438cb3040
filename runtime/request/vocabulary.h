// The names of a context's fields, found by the keys of requests: most keys of a request may be none.
//
// Cost:    of a text that is no name: mostly one slot that is empty
// Threads: immutable
// Ownership: the bundle stays
#pragma once
#include <string_view>
#include <vector>

#include "runtime/core/core.h"
#include "runtime/value/hash.h"

namespace polc::request {

// Numbers of names, in the order in which they are given.
class NameTable {
 public:
  static constexpr uint32_t kNone = core::kNone;

  explicit NameTable(std::vector<std::string_view> names);

  // `hash`: hashText(text, 0).
  uint32_t find(std::string_view text, uint64_t hash) const {
    for (size_t at = hash & mask_; numbers_[at] != kNone; at = (at + 1) & mask_) {
      if (hashes_[at] == hash && value::sameText(names_[numbers_[at]], text)) return numbers_[at];
    }
    return kNone;
  }
  uint32_t find(std::string_view text) const { return find(text, value::hashText(text, 0)); }

 private:
  static constexpr size_t kSparse = 16;  // slots a name, at least

  std::vector<std::string_view> names_;
  // Open addressing.
  std::vector<uint64_t> hashes_;
  std::vector<uint32_t> numbers_;  // kNone: the slot is empty
  size_t mask_;
};

struct Vocabulary {
  explicit Vocabulary(const core::Bundle& bundle);

  // The declared fields of the context; "now" is a name of every context, the last one where it is not declared.
  NameTable context;
  uint32_t now;
};

}  // namespace polc::request
