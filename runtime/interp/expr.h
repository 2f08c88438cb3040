// Evaluates expressions of the core at one instant.
//
// Source: runtime/core/README.md §1, one function for each kind of node
// Cost:   every node is walked each time that it is read; nothing is remembered
#pragma once
#include <span>
#include <utility>

#include "runtime/interp/result.h"
#include "runtime/interp/session.h"

namespace polc::interp {

class Evaluator {
 public:
  Evaluator(const Session& session, Micros t, uint32_t self)
      : session_(session),
        bundle_(session.bundle),
        t_(t),
        self_(self),
        slots_(session.bundle.slots) {}

  Result eval(ExprId expr);
  // kNone is true; absent is false.
  Result guard(ExprId expr);
  // A field of an entity.
  Result field(uint32_t row, uint32_t field) const;

 private:
  const core::Node& node(ExprId id) const { return bundle_.nodes[id]; }
  std::span<const ExprId> children(const core::Node& n) const {
    return std::span(bundle_.lists).subspan(n.first, n.count);
  }
  // Evaluates left to right until one is an error. Where one is, or one is absent: `stopped`, and `result` is the
  // node's.
  struct Operands {
    std::vector<Result> values;
    bool stopped = false;
    Result result;
    Constancy constancy;
  };
  static Operands stop(Operands all, Result result);
  Operands strict(std::span<const ExprId> operands);

  Result leaf(const core::Node& n);
  Result param(const core::Node& n) const;
  Result inPeriod(const core::Node& n) const;
  Result context(uint32_t field) const;
  Result contextHas(uint32_t field) const;
  Result access(const core::Node& n);
  // Is the entity of the type that the node's operand has? Not so only beside an `is` that is false.
  bool ofStaticType(const core::Node& n, uint32_t row) const;
  Result fieldOf(const core::Node& n);
  Result has(const core::Node& n);
  Result mapGet(const core::Node& n);
  Result coalesce(const core::Node& n);
  Result logical(const core::Node& n);
  Result negation(const core::Node& n);
  Result conditional(const core::Node& n);
  Result comparison(const core::Node& n);
  Result relation(const core::Node& n);
  Result relate(const core::Node& n, const Result& a, const Value& b) const;
  Result inSet(const Result& a, const value::Set& set) const;
  Result inEntity(uint32_t row, uint32_t group) const;
  Result inSchedule(const core::Node& n, const Result& a) const;
  Result quantifier(const core::Node& n);
  Result count(const core::Node& n);
  Result setOf(const core::Node& n);
  Result call(const core::Node& n);

  const Session& session_;
  const core::Bundle& bundle_;
  Micros t_;
  uint32_t self_;
  std::vector<Value> slots_;
};

// `and` (or `or`) over results: README §1, logical_and.
Result combine(bool conjunction, const std::vector<Result>& operands);
Result negated(Result result);

}  // namespace polc::interp
