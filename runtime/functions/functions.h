// The builtins' implementations and their table.
//
// Errors: an implementation reports at most one error through Call::error and then returns anything.
// Cost:   no allocation but `lower`, which takes from the call's scratch arena.
#pragma once
#include <string_view>
#include <vector>

#include "runtime/core/core.h"
#include "runtime/value/value.h"

namespace polc::functions {

using value::Value;

enum class Error : uint8_t { none, overflow };

struct Call {
  const core::Bundle* bundle = nullptr;  // zone 0 is the contract's
  value::Arena* scratch = nullptr;
  Error error = Error::none;
};

enum class Id : uint16_t {
#define FUNCTION(id, source, result, arguments, cost) id,
#include "runtime/functions/functions.def"
#undef FUNCTION
};

#define FUNCTION(id, source, result, arguments, cost) Value id(Call& call, const Value* arguments_);
#include "runtime/functions/functions.def"
#undef FUNCTION

using Implementation = Value (*)(Call&, const Value*);
struct Row {
  std::string_view id, source, result, arguments;
  uint32_t cost;
  Implementation implementation;
};
const std::vector<Row>& rows();

}  // namespace polc::functions
