// The bytes of a file, read at once.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace polc::bundle {

struct FileBytes {
  std::unique_ptr<uint8_t[]> data;
  size_t size = 0;
  std::span<const uint8_t> span() const { return {data.get(), size}; }
};

// Nothing where it is no regular file, or cannot be read whole.
std::optional<FileBytes> readFile(const std::string& path);

}  // namespace polc::bundle
