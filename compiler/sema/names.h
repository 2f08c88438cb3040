// Finds the name that was probably meant.
#pragma once
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

// Reports an unknown name: the row's message takes the name, its help the advice: the nearest name, else `otherwise`.
void reportUnknown(Analysis& analysis, diag::Code code, Span span, std::string_view name,
                   const Nearest& nearest, std::string_view otherwise);

}  // namespace polc::sema
