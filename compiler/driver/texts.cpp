#include "compiler/driver/texts.h"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <iterator>

#include "compiler/source/source.h"

namespace polc::driver {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view kContractFile = "contract.pol";
constexpr std::string_view kAmendmentFolder = "amendments";

bool isSource(const fs::path& path) {
  return path.extension() == ".pol" && !path.stem().string().ends_with("_test");
}

// Names of the sources directly in a folder, sorted; none where it cannot be listed.
std::vector<std::string> sourcesIn(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code failure;
  for (fs::directory_iterator at(folder, failure), end; !failure && at != end;
       at.increment(failure)) {
    if (isSource(at->path())) names.push_back(at->path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

class Reader {
 public:
  Reader(Texts& texts, fs::path folder, diag::Engine& diagnostics)
      : texts_(texts), folder_(std::move(folder)), diagnostics_(diagnostics) {}

  bool add(Role role, const std::string& path) {
    std::optional<std::string> text = readInput((folder_ / path).string());
    if (!text) {
      diagnostics_.report(diag::Code::source_unreadable, {}, texts_.shown(path));
      return false;
    }
    texts_.files.push_back({role, path, std::move(*text)});
    return true;
  }

  bool addFolder(const std::string& contract) {
    bool read = add(Role::contract, contract);
    for (const std::string& name : sourcesIn(folder_ / kAmendmentFolder)) {
      read &= add(Role::amendment, std::string(kAmendmentFolder) + "/" + name);
    }
    for (const std::string& name : sourcesIn(folder_)) {
      if (name != contract) read &= add(Role::beside, name);
    }
    return read;
  }

 private:
  Texts& texts_;
  fs::path folder_;
  diag::Engine& diagnostics_;
};

bool isThere(const fs::path& path) {
  std::error_code failure;
  return fs::exists(path, failure);
}

// The folder of the contract that a file belongs to.
fs::path folderOf(const fs::path& file) {
  fs::path folder = file.parent_path();
  if (folder.filename() == kAmendmentFolder && isThere(folder.parent_path() / kContractFile)) {
    return folder.parent_path();
  }
  return folder;
}

std::string shownFolder(const fs::path& folder) {
  std::string text = folder.lexically_normal().string();
  if (text.size() > 1 && text.ends_with('/')) text.pop_back();
  return text == "." ? "" : text;
}

std::optional<Texts> readStandardInput(diag::Engine& diagnostics) {
  std::optional<std::string> text = readInput("-");
  if (!text) {
    diagnostics.report(diag::Code::source_unreadable, {}, "standard input");
    return std::nullopt;
  }
  return Texts{"", {{Role::contract, "<stdin>", std::move(*text)}}};
}

}  // namespace

std::string Texts::shown(const std::string& path) const {
  return folder.empty() ? path : folder + (folder.ends_with('/') ? "" : "/") + path;
}

std::optional<Texts> readTexts(const std::string& path, diag::Engine& diagnostics) {
  if (path == "-") return readStandardInput(diagnostics);
  if (!isThere(path)) {
    diagnostics.report(diag::Code::source_unreadable, {}, path);
    return std::nullopt;
  }
  std::error_code failure;
  bool is_folder = fs::is_directory(path, failure);
  fs::path folder = is_folder ? fs::path(path) : folderOf(path);
  bool has_contract = isThere(folder / kContractFile);
  if (is_folder && !has_contract) {
    diagnostics.report(diag::Code::no_contract, {}, path);
    return std::nullopt;
  }
  Texts texts{shownFolder(folder), {}};
  Reader reader(texts, folder, diagnostics);
  // A file away from any contract.pol is a contract by itself.
  bool read = has_contract ? reader.addFolder(std::string(kContractFile))
                           : reader.add(Role::contract, fs::path(path).filename().string());
  if (!read) return std::nullopt;
  return texts;
}

std::optional<std::string> readInput(const std::string& path) {
  if (path == "-") {
    return std::string(std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>());
  }
  std::error_code failure;
  if (fs::is_directory(path, failure)) return std::nullopt;
  return source::readFile(path);
}

}  // namespace polc::driver
