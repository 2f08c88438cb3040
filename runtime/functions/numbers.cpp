#include "runtime/functions/functions.h"

namespace polc::functions {
namespace {

using value::Kind;

Value overflow(Call& call, Kind kind) {
  call.error = Error::overflow;
  return Value::of(kind, 0);
}

// Decimals lie symmetrically around 0: the lowest 64-bit number is none.
Value number(Call& call, Kind kind, bool overflowed, int64_t result) {
  if (overflowed || (kind == Kind::decimal && result == INT64_MIN)) return overflow(call, kind);
  return Value::of(kind, result);
}
Value sum(Call& call, Kind kind, const Value* a) {
  int64_t result = 0;
  bool overflowed = __builtin_add_overflow(a[0].bits, a[1].bits, &result);
  return number(call, kind, overflowed, result);
}
Value difference(Call& call, Kind kind, const Value* a) {
  int64_t result = 0;
  bool overflowed = __builtin_sub_overflow(a[0].bits, a[1].bits, &result);
  return number(call, kind, overflowed, result);
}
Value product(Call& call, Kind kind, const Value* a) {
  int64_t result = 0;
  bool overflowed = __builtin_mul_overflow(a[0].bits, a[1].bits, &result);
  return number(call, kind, overflowed, result);
}
Value negative(Call& call, Kind kind, const Value* a) {
  int64_t result = 0;
  bool overflowed = __builtin_sub_overflow(int64_t{0}, a[0].bits, &result);
  return number(call, kind, overflowed, result);
}
Value magnitude(Call& call, Kind kind, const Value* a) {
  return a[0].bits < 0 ? negative(call, kind, a) : Value::of(kind, a[0].bits);
}

}  // namespace

Value add_int(Call& call, const Value* a) { return sum(call, Kind::integer, a); }
Value sub_int(Call& call, const Value* a) { return difference(call, Kind::integer, a); }
Value mul_int(Call& call, const Value* a) { return product(call, Kind::integer, a); }
Value neg_int(Call& call, const Value* a) { return negative(call, Kind::integer, a); }
Value abs_int(Call& call, const Value* a) { return magnitude(call, Kind::integer, a); }

Value int_to_decimal(Call& call, const Value* a) {
  int64_t result = 0;
  bool overflowed = __builtin_mul_overflow(a[0].bits, value::kDecimalScale, &result);
  return number(call, Kind::decimal, overflowed, result);
}
Value add_decimal(Call& call, const Value* a) { return sum(call, Kind::decimal, a); }
Value sub_decimal(Call& call, const Value* a) { return difference(call, Kind::decimal, a); }
Value mul_decimal(Call& call, const Value* a) { return product(call, Kind::decimal, a); }
Value neg_decimal(Call& call, const Value* a) { return negative(call, Kind::decimal, a); }
Value abs_decimal(Call& call, const Value* a) { return magnitude(call, Kind::decimal, a); }

Value add_period(Call& call, const Value* a) { return sum(call, Kind::period, a); }
Value sub_period(Call& call, const Value* a) { return difference(call, Kind::period, a); }
Value mul_period(Call& call, const Value* a) { return product(call, Kind::period, a); }
Value neg_period(Call& call, const Value* a) { return negative(call, Kind::period, a); }

Value min(Call&, const Value* a) { return value::order(a[0], a[1]) <= 0 ? a[0] : a[1]; }
Value max(Call&, const Value* a) { return value::order(a[0], a[1]) >= 0 ? a[0] : a[1]; }

}  // namespace polc::functions
