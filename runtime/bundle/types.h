// Compares types as an engine reads their values: optional or not, whichever entity; all else as declared.
#pragma once
#include "runtime/core/core.h"

namespace polc::bundle {

bool alike(const core::Bundle& bundle, core::TypeId a, core::TypeId b);
bool isEntity(const core::Type& type);
// Is a constant's value one of its type?
bool fits(const core::Bundle& bundle, const value::Value& value, core::TypeId type);

// Do these types suit a row of functions.def? `arguments` and `result` as written there.
bool suits(const core::Bundle& bundle, uint32_t function, const core::Node& call);

}  // namespace polc::bundle
