// What the evaluation of an expression yields: a value or an error, how long it stays, and how it moves.
//
// Units: rate is in µs of the value for each µs of time; within its constancy a moving value moves linearly
#pragma once
#include <vector>

#include "runtime/decision/decision.h"
#include "runtime/time/constancy.h"

namespace polc::interp {

using core::ExprId;
using core::kNone;
using decision::Cause;
using decision::ErrorCode;
using time::Constancy;
using value::kAlways;
using value::Kind;
using value::kNever;
using value::kNoEntity;
using value::Micros;
using value::Value;

struct Result {
  bool error = false;
  Value value;                // absent where in error
  std::vector<Cause> causes;  // where in error, at least one
  Constancy constancy;
  int64_t rate = 0;

  bool isTrue() const { return !error && value.kind == Kind::boolean && value.boolean(); }
  bool isFalse() const { return !error && value.kind == Kind::boolean && !value.boolean(); }
  bool absent() const { return !error && value.kind == Kind::absent; }
  static Result of(const Value& value, const Constancy& constancy = {}) {
    return {false, value, {}, constancy, 0};
  }
  static Result ofBool(bool b, const Constancy& constancy = {}) {
    return of(Value::ofBool(b), constancy);
  }
  static Result failed(const Cause& cause, const Constancy& constancy = {}) {
    return {true, {}, {cause}, constancy, 0};
  }
};

inline void append(std::vector<Cause>& to, const std::vector<Cause>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

}  // namespace polc::interp
