// Writes files whole or not at all.
#pragma once
#include <string>

namespace polc::tool {

// Beside its place first, then moved there, with the old file's permissions. False where it cannot be written, or what stands
// there is no regular file; the old file is then as it was.
bool replaceFile(const std::string& path, const std::string& bytes);

// A new file; `secret`: for its owner's eyes only. False where there is one already, or it cannot be written.
bool createFile(const std::string& path, const std::string& bytes, bool secret);

}  // namespace polc::tool
