// Finds the name that was probably meant.
#pragma once
#include <functional>

#include "compiler/sema/analysis.h"

namespace polc::sema {

// Collects candidates and keeps the nearest within edit distance 2 (1 for names of three letters or fewer).
class Nearest {
 public:
  explicit Nearest(std::string_view wanted) : wanted_(wanted) {}
  void offer(std::string_view name, Span span = {});
  bool found() const { return distance_ < kFar; }
  const std::string& name() const { return name_; }
  Span span() const { return span_; }

 private:
  static constexpr uint32_t kFar = 100;
  std::string wanted_;
  std::string name_;
  Span span_;
  uint32_t distance_ = kFar;
};

// Offers every name that may have been meant, and says what to write where none is near.
using Advice = std::function<std::string(Nearest&)>;

// Reports an unknown name: the row's message takes the name, its help the nearest name or the advice.
// Names are not compared for a finding that will not be kept.
void reportUnknown(Analysis& analysis, diag::Code code, Span span, std::string_view name,
                   const Advice& advice);

}  // namespace polc::sema
