// Values of a context, decoded against a directory.
#pragma once
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "runtime/directory/directory.h"

namespace polc::abi {

// One for each declared field, as where the request gives none of them; lives as long as the bundle.
std::shared_ptr<const value::Value[]> contextDefaults(std::shared_ptr<const core::Bundle> bundle);

// Decodes a JSON object; `values` has one for each declared field. Their texts lie in `arena`.
// False where it is no JSON object, or names an entity that the directory does not know (P8020).
bool decodeContext(const directory::Directory& directory, std::string_view json,
                   value::Arena& arena, std::span<value::Value> values,
                   std::vector<directory::Finding>& refused);

}  // namespace polc::abi
