// The rows of functions.def over results: values, errors, and how they move.
//
// Source: runtime/core/README.md §1, "Moving values"
#pragma once
#include "runtime/functions/functions.h"
#include "runtime/interp/result.h"
#include "runtime/interp/session.h"

namespace polc::interp {

// arguments: all given, none in error. An error's cause has the path `text`.
Result callFunction(const Session& session, functions::Id id, const std::vector<Result>& arguments,
                    Micros t, std::string_view text);

}  // namespace polc::interp
