// Reads the project's own files, for tests about the tree.
#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

namespace polc::codebase {

// Paths relative to the project's folder, sorted; `extension` as ".cpp".
std::vector<std::string> filesUnder(const std::string& folder, const std::string& extension);
std::string readText(const std::string& path);
std::vector<std::string> linesOf(const std::string& path);

// Each layer with all that it may use, itself included: the rows polc_layer(…) of CMakeLists.txt.
std::map<std::string, std::set<std::string>> layers();

std::string folderOf(const std::string& path);

}  // namespace polc::codebase
