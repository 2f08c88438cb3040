#include "compiler/source/source.h"

#include <algorithm>
#include <cstdio>
#include <memory>

namespace polc::source {

Span join(Span first, Span last) {
  if (!first.valid()) return last;
  if (!last.valid()) return first;
  return {first.file, std::min(first.begin, last.begin), std::max(first.end, last.end)};
}

File::File(std::string path, std::string text) : path_(std::move(path)), text_(std::move(text)) {
  // A byte order mark is no column of the first line.
  line_starts_.push_back(text_.starts_with("\xEF\xBB\xBF") ? 3 : 0);
  for (uint32_t i = 0; i < text_.size(); ++i) {
    if (text_[i] == '\n') line_starts_.push_back(i + 1);
  }
}

Place File::place(uint32_t offset) const {
  offset = std::min<uint32_t>(offset, static_cast<uint32_t>(text_.size()));
  offset = std::max(offset, line_starts_.front());
  auto next = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  uint32_t start = *(next - 1);
  auto is_head = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
  auto column = std::count_if(text_.begin() + start, text_.begin() + offset, is_head);
  return {static_cast<uint32_t>(next - line_starts_.begin()), static_cast<uint32_t>(column) + 1};
}

std::string_view File::line(uint32_t number) const {
  if (number == 0 || number > line_starts_.size()) return {};
  uint32_t begin = line_starts_[number - 1];
  uint32_t end =
      number < line_starts_.size() ? line_starts_[number] - 1 : static_cast<uint32_t>(text_.size());
  if (end > begin && text_[end - 1] == '\r') --end;
  return std::string_view(text_).substr(begin, end - begin);
}

uint32_t File::lineStart(uint32_t number) const { return line_starts_[number - 1]; }

FileId SourceMap::add(std::string path, std::string text) {
  files_.emplace_back(std::move(path), std::move(text));
  return static_cast<FileId>(files_.size() - 1);
}

std::string_view SourceMap::text(Span span) const {
  if (!span.valid()) return {};
  return file(span.file).text().substr(span.begin, span.end - span.begin);
}

Place SourceMap::begin(Span span) const { return file(span.file).place(span.begin); }
Place SourceMap::end(Span span) const { return file(span.file).place(span.end); }

std::optional<std::string> readFile(const std::string& path) {
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), std::fclose);
  if (!file) return std::nullopt;
  std::string text;
  char block[1 << 16];
  while (size_t count = std::fread(block, 1, sizeof block, file.get())) text.append(block, count);
  if (std::ferror(file.get())) return std::nullopt;  // a folder, too
  return text;
}

}  // namespace polc::source
