// A directory and requests for a bundle of whatever vocabulary: two entities of each type with every field given, and each
// action asked on each type that it is on.
#pragma once
#include <memory>
#include <vector>

#include "runtime/request/request.h"

namespace polc::fuzz {

class AnyWorld {
 public:
  explicit AnyWorld(std::shared_ptr<const core::Bundle> bundle);

  // At most a few dozen.
  const std::vector<std::shared_ptr<const request::Request>>& requests() const { return requests_; }

 private:
  std::vector<std::shared_ptr<const request::Request>> requests_;
};

}  // namespace polc::fuzz
