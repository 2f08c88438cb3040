// JSON lines: one entity a line, as the JSON array that Directory::load reads.
//
// Out:    "[" the lines with commas between them "]": an offset of it is one more than that of the text
// Errors: a line that is not one whole object (P8010, offsets of the text): nothing
#pragma once
#include <optional>
#include <string>

#include "runtime/directory/directory.h"

namespace polc::directory {

std::optional<std::string> arrayOfLines(std::string_view text, std::vector<Finding>& findings);

}  // namespace polc::directory
