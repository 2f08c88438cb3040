#include "runtime/directory/lines.h"

#include <algorithm>
#include <optional>

#include "runtime/directory/codes.h"

namespace polc::directory {
namespace {

constexpr std::string_view kBlank = " \t\r\n";

// Where the object that begins the line ends (behind its bracket); npos where it does not.
size_t objectEnd(std::string_view line) {
  int depth = 0;
  bool quoted = false;
  for (size_t i = 0; i < line.size(); ++i) {
    char c = line[i];
    if (quoted) {
      if (c == '\\') ++i;
      quoted = c != '"';
    } else if (c == '"') {
      quoted = true;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if ((c == '}' || c == ']') && --depth == 0) {
      return i + 1;
    }
  }
  return std::string_view::npos;
}

// "[" the lines with commas between them "]": an offset of it is one more than that of the text.
std::optional<std::string> arrayOfLines(std::string_view text, std::vector<Finding>& findings) {
  std::string array(1, '[');
  array.reserve(text.size() + 2);
  size_t separator = 0;  // of the array: where a comma goes once another line follows
  for (size_t begin = 0; begin < text.size();) {
    size_t end = std::min(text.find('\n', begin), text.size());
    std::string_view line = text.substr(begin, end - begin);
    size_t first = line.find_first_not_of(kBlank);
    array.append(line).push_back('\n');
    if (first != std::string_view::npos) {
      if (!wholeObject(line)) {
        findings.push_back({kDirectoryShape, true, static_cast<uint32_t>(begin + first),
                            static_cast<uint32_t>(end), "a line is one entity: {\"uid\": …}"});
        return std::nullopt;
      }
      if (separator != 0) array[separator] = ',';
      separator = array.size() - 1;
    }
    begin = end + 1;
  }
  array.push_back(']');
  return array;
}

}  // namespace

namespace {

// `use` reads the array; its findings get the offsets of the lines.
template <class Use>
std::shared_ptr<const Directory> throughArray(std::string_view lines,
                                              std::vector<Finding>& findings, Use use) {
  auto array = arrayOfLines(lines, findings);
  if (!array) return nullptr;
  size_t first = findings.size();
  std::shared_ptr<const Directory> made = use(*array);
  for (size_t i = first; i < findings.size(); ++i) {
    findings[i].begin -= findings[i].begin > 0;
    findings[i].end -= findings[i].end > 0;
  }
  return made;
}

}  // namespace

std::shared_ptr<const Directory> loadLines(std::shared_ptr<const core::Bundle> bundle,
                                           std::string_view lines, std::vector<Finding>& findings,
                                           const Limits& limits) {
  return throughArray(lines, findings, [&](std::string_view array) {
    return Directory::load(std::move(bundle), array, findings, limits);
  });
}

std::shared_ptr<const Directory> withLines(const Directory& directory, std::string_view lines,
                                           std::vector<Finding>& findings, const Limits& limits) {
  return throughArray(lines, findings, [&](std::string_view array) {
    return directory.with(array, findings, limits);
  });
}

bool wholeObject(std::string_view text) {
  size_t first = std::min(text.find_first_not_of(kBlank), text.size());
  text.remove_prefix(first);
  return text.starts_with('{') && objectEnd(text) == text.find_last_not_of(kBlank) + 1;
}

bool holdsLines(std::string_view path) {
  return path.ends_with(".jsonl") || path.ends_with(".ndjson");
}

}  // namespace polc::directory
