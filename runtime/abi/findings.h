// Findings about a JSON text, as JSON with lines and columns.
#pragma once
#include <string>
#include <vector>

#include "runtime/abi/handles.h"
#include "runtime/directory/directory.h"
#include "runtime/sqlite/snapshot.h"

namespace polc::abi {

// [{"code","severity","message","line","column"}…]; `text` is what the findings' offsets are of.
std::string findingsJson(const std::vector<directory::Finding>& findings, std::string_view text);
// [{"code","severity","message","table","type","id"}…]; what is of no row lacks the last three.
std::string findingsJson(const std::vector<directory::Finding>& findings,
                         const sqlite::Snapshot& rows);

// What a refused text becomes: code and message of the first error, all findings.
polc_error refused(const std::vector<directory::Finding>& findings, std::string_view text);
polc_error refused(const std::vector<directory::Finding>& findings, const sqlite::Snapshot& rows);

}  // namespace polc::abi
