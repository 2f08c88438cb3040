// Finds and reads the source texts of one contract.
//
// In:     a folder of a contract, any file in it, or `-` for a lone contract on standard input
// Out:    contract.pol, amendments/*.pol, other *.pol beside them; *_test.pol are left out
// Errors: P1001, P8050, P8053 to the Engine; never throws
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "compiler/diag/diag.h"

namespace polc::driver {

enum class Role : uint8_t { contract, amendment, beside };

struct Text {
  Role role = Role::contract;
  std::string path;  // within the folder: amendments/001-second-team.pol
  std::string text;
};
struct Texts {
  std::string folder;  // as reports show it; empty for the current one
  std::vector<Text> files;
  std::string shown(const std::string& path) const;  // folder and path within it
};

std::optional<Texts> readTexts(const std::string& path, diag::Engine& diagnostics);

// A whole file, or standard input for `-`. Nothing where it cannot be read; a folder cannot.
std::optional<std::string> readInput(const std::string& path);

}  // namespace polc::driver
