// JSON lines: a directory with one entity a line, or changes of one.
//
// Errors: as of Directory::load, with offsets of the lines; a line that is not one whole object is P8010
#pragma once
#include "runtime/directory/directory.h"

namespace polc::directory {

// Empty lines are passed over.
std::shared_ptr<const Directory> loadLines(std::shared_ptr<const core::Bundle> bundle,
                                           std::string_view lines, std::vector<Finding>& findings,
                                           const Limits& limits = {});

// Changes as of Directory::with, one a line.
std::shared_ptr<const Directory> withLines(const Directory& directory, std::string_view lines,
                                           std::vector<Finding>& findings,
                                           const Limits& limits = {});

// One object in its brackets and nothing else but blanks; what stands within is not looked at.
bool wholeObject(std::string_view text);

// By its name: .jsonl, .ndjson.
bool holdsLines(std::string_view path);

}  // namespace polc::directory
