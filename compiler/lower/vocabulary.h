// Copies types, fields, actions and the context into the bundle, as known through an amendment.
//
// Everything that an amendment declares stands behind what was declared before it, so that what is left out shifts no index.
#pragma once
#include <optional>

#include "compiler/lower/expressions.h"

namespace polc::lower {

// With nothing, all of it.
void lowerVocabulary(Shared& shared, Expressions& expressions, std::optional<uint32_t> through);

}  // namespace polc::lower
