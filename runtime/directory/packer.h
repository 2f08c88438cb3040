// Moves ids and fields of entities into one piece of memory of just their size.
#pragma once
#include <memory>
#include <span>

#include "runtime/directory/entity.h"

namespace polc::directory {

// The entities lead into the memory that is returned, into that of the bundle's constants, and to paths of records, which
// stay where they are. Equal texts of fields stand in it once.
std::shared_ptr<const char[]> packed(std::span<Entity> entities, const core::Bundle& bundle);

}  // namespace polc::directory
