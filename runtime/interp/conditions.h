// Says in the words of the text why an expression is what it is: the conditions that decided, and what they read.
#pragma once
#include <string>

#include "runtime/interp/expr.h"

namespace polc::interp {

class Conditions {
 public:
  Conditions(const Session& session, Micros t, uint32_t self)
      : session_(session), bundle_(session.bundle), evaluator_(session, t, self) {}

  // What it lacked to be true: one for each operand of an `and`; none where it is true, or kNone.
  std::vector<decision::Lack> lacks(ExprId expr);
  // The atomic conditions that made it what it is, under `and`, `or` and `not`.
  std::vector<decision::Lack> deciding(ExprId expr);
  std::string textOf(ExprId expr) const;
  std::string literal(const Value& value, core::TypeId type) const;

 private:
  std::string joined(const core::Node& n, std::string_view between) const;
  void addDeciding(ExprId expr, std::vector<decision::Lack>& to);
  void addOperands(const core::Node& n, std::vector<decision::Lack>& to);
  decision::Lack leaf(ExprId expr);
  void addRead(ExprId expr, std::vector<std::string>& to);
  std::string valueOf(ExprId expr);
  std::string membership(ExprId expr);

  const Session& session_;
  const core::Bundle& bundle_;
  Evaluator evaluator_;
};

std::string entityName(const Session& session, uint32_t row);
// `Identity::"x" is a member of Team::"a", Team::"b"`
std::string memberships(const Session& session, uint32_t row);

}  // namespace polc::interp
