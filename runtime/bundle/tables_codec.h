// The plan's tables as bytes, and back.
//
// Out:    decodeTables: all but `code`; words that are pointers lead to the bundle's constants
// Errors: false where the bytes are no tables. That ids and spans lie within what they name is not looked at: tables are
//         read only where a trusted key signed them
#pragma once
#include <span>
#include <string>

#include "runtime/engine/tables.h"

namespace polc::bundle {

std::string encodeTables(const engine::Tables& tables);
uint64_t tablesSchema();
bool decodeTables(std::span<const uint8_t> bytes, const core::Bundle& bundle,
                  engine::Tables& tables);

}  // namespace polc::bundle
