// Finds the shape of an expression, and writes its constants as words of the tables.
#pragma once
#include <string>
#include <string_view>

#include "compiler/plan/plan.h"

namespace polc::plan {

class Shaper {
 public:
  Shaper(const core::Bundle& bundle, Plan& plan) : bundle_(bundle), plan_(plan) {}

  engine::Expr value(core::ExprId root);  // none for kNone
  engine::Expr violation(core::ExprId guard, core::ExprId condition);
  engine::Expr common(const std::vector<core::ExprId>& roots);

 private:
  engine::Expr add(Shape::Form form, const std::vector<core::ExprId>& roots);
  void visit(core::ExprId id);
  void describe(const core::Node& node);
  void describeType(core::TypeId id);
  void writeWords(const core::Node& node);
  void put(uint64_t number) { key_.append(reinterpret_cast<const char*>(&number), sizeof(number)); }

  const core::Bundle& bundle_;
  Plan& plan_;
  std::string key_;  // what codegen depends on
  std::unordered_map<std::string, uint32_t> known_;
  std::unordered_map<core::ExprId, uint32_t> seen_;  // in this expression: order of the visit
  std::unordered_map<core::ExprId, uint32_t> places_;
  uint32_t first_word_ = 0;
};

}  // namespace polc::plan
