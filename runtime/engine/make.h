// Makes an engine of linked tables.
//
// Ownership: `code` keeps alive what the tables' addresses lead into; `name` is static
#pragma once
#include "runtime/engine/engine.h"
#include "runtime/engine/tables.h"

namespace polc::engine {

std::unique_ptr<Engine> make(std::shared_ptr<const core::Bundle> bundle, Tables tables,
                             std::shared_ptr<void> code, std::string_view name);

// Lengths of lives that never change are read once, here.
void fixLengths(const core::Bundle& bundle, Tables& tables);

}  // namespace polc::engine
