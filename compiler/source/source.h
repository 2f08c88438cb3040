// Holds source files, and turns byte offsets into lines and columns.
//
// Units:     offsets in bytes from 0; lines and columns from 1; columns in code points
// Ownership: a SourceMap owns its texts; string_views into them live as long as the map (texts never move)
#pragma once
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace polc::source {

using FileId = uint32_t;
inline constexpr FileId kNoFile = UINT32_MAX;

// A half-open range of bytes of one file.
struct Span {
  FileId file = kNoFile;
  uint32_t begin = 0;
  uint32_t end = 0;
  bool valid() const { return file != kNoFile; }
  bool operator==(const Span&) const = default;
};

// The span from the beginning of `first` to the end of `last`; both in one file.
Span join(Span first, Span last);

struct Place {
  uint32_t line = 1;
  uint32_t column = 1;
};

class File {
 public:
  File(std::string path, std::string text);
  const std::string& path() const { return path_; }  // as reports show it
  std::string_view text() const { return text_; }
  Place place(uint32_t offset) const;
  std::string_view line(uint32_t number) const;  // without its line break; empty past the end
  uint32_t lineStart(uint32_t number) const;

 private:
  std::string path_;
  std::string text_;
  std::vector<uint32_t> line_starts_;
};

class SourceMap {
 public:
  FileId add(std::string path, std::string text);
  const File& file(FileId id) const { return files_[id]; }
  uint32_t size() const { return static_cast<uint32_t>(files_.size()); }
  std::string_view text(Span span) const;
  Place begin(Span span) const;
  Place end(Span span) const;

 private:
  std::deque<File> files_;
};

// Reads a whole file; nothing where it cannot be read.
std::optional<std::string> readFile(const std::string& path);

}  // namespace polc::source
