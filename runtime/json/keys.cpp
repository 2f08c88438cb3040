#include "runtime/json/keys.h"

namespace polc::json {

bool Keys::addBehind(uint64_t hash) {
  uint64_t entry = (hash & kCompared) | reading_;
  size_t at = hash & mask_;
  for (; static_cast<uint32_t>(slots_[at]) == reading_; at = (at + 1) & mask_) {
    if (slots_[at] == entry || steps_ == 0) return false;
    --steps_;
  }
  slots_[at] = entry;
  return true;
}

}  // namespace polc::json
