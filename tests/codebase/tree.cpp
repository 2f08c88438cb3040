#include "tests/codebase/tree.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>

namespace polc::codebase {
namespace {

namespace fs = std::filesystem;
const fs::path kRoot = POLC_SOURCE_DIR;

void close(std::map<std::string, std::set<std::string>>& uses) {
  for (bool grown = true; grown;) {
    grown = false;
    for (auto& [layer, used] : uses) {
      std::set<std::string> more = used;
      for (const std::string& one : used) more.insert(uses[one].begin(), uses[one].end());
      grown |= more.size() != used.size();
      used = std::move(more);
    }
  }
}

}  // namespace

std::vector<std::string> filesUnder(const std::string& folder, const std::string& extension) {
  std::vector<std::string> files;
  if (!fs::exists(kRoot / folder)) return files;
  for (const auto& entry : fs::recursive_directory_iterator(kRoot / folder)) {
    if (entry.is_regular_file() && entry.path().extension() == extension) {
      files.push_back(fs::relative(entry.path(), kRoot).string());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string readText(const std::string& path) {
  std::ifstream in(kRoot / path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::vector<std::string> linesOf(const std::string& path) {
  std::istringstream in(readText(path));
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::map<std::string, std::set<std::string>> layers() {
  static const std::regex row(R"(polc_layer\(([^)]*)\))");
  std::map<std::string, std::set<std::string>> uses;
  std::string text = readText("CMakeLists.txt");
  for (std::sregex_iterator at(text.begin(), text.end(), row), end; at != end; ++at) {
    std::istringstream words((*at)[1].str());
    std::string layer;
    words >> layer;
    uses[layer].insert(layer);
    for (std::string used; words >> used;) uses[layer].insert(used);
  }
  close(uses);
  return uses;
}

std::string folderOf(const std::string& path) { return fs::path(path).parent_path().string(); }

}  // namespace polc::codebase
