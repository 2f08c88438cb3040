#include "runtime/json/skim.h"

#include <simdjson.h>

#include <charconv>
#include <cstring>

#include "runtime/json/token.h"

namespace polc::json {

namespace {

constexpr size_t kLeast = 1024;
constexpr size_t kPlacesPerKey = 4;  // key, colon, value, comma or bracket

}  // namespace

// simdjson's first stage finds the places: brackets, commas, colons, and the first bytes of values and keys. It sees to it that
// the text is UTF-8, that strings end, and that no control character stands in them. Between a place and the next one lie what
// begins there and blanks.
struct Skim::Source {
  std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;
  std::unique_ptr<char[]> text;  // with the padding that simdjson may read beyond
  size_t capacity = 0;
};

Skim::Skim() : source_(std::make_unique<Source>()) {}
Skim::~Skim() = default;

Skim::Place Skim::open(std::string_view text) {
  if (text.empty() || text.front() != '{' || text.size() > kLongest || !fits(text.size()) ||
      std::memchr(text.data(), '\\', text.size()))
    return nullptr;
  char* copy = source_->text.get();
  std::memcpy(copy, text.data(), text.size());
  copy[text.size()] = '\0';  // at the end, which is a place: neither value nor separator
  auto& parser = *source_->parser;
  auto error = parser.stage1(reinterpret_cast<const uint8_t*>(copy), text.size(),
                             simdjson::stage1_mode::regular);
  if (error) return nullptr;
  text_ = copy;
  end_ = &parser.structural_indexes[parser.n_structural_indexes];
  keys_.begin(parser.n_structural_indexes / kPlacesPerKey);
  return parser.structural_indexes.get();
}

bool Skim::fits(size_t bytes) {
  if (bytes <= source_->capacity) return true;
  size_t capacity = std::bit_ceil(std::max(bytes, kLeast));
  source_->capacity = 0;
  if (simdjson::get_active_implementation()->create_dom_parser_implementation(capacity, kDepth,
                                                                              source_->parser))
    return false;
  source_->text = std::make_unique<char[]>(capacity + simdjson::SIMDJSON_PADDING);
  source_->capacity = capacity;
  return true;
}

Skim::Place Skim::integer(Place at, int64_t& into) const {
  std::string_view text = token(at);
  const char *begin = text.data(), *end = begin + text.size();
  const char* digits = begin + (first(at) == '-');
  if (*digits == '0' && digits + 1 != end) return nullptr;
  auto [stop, error] = std::from_chars(begin, end, into);
  return error == std::errc() && stop == end ? at + 1 : nullptr;
}

Skim::Place Skim::skip(Place at, uint32_t depth) {
  std::string_view ignored;
  return first(at) == '"' ? string(at, ignored) : skipOther(at, depth);
}

Skim::Place Skim::skipOther(Place at, uint32_t depth) {
  switch (first(at)) {
    case '{':
      if (depth == kDepth) return nullptr;
      return object(at, [&](Place value, const Key& key) {
        return add(key) ? skip(value, depth + 1) : nullptr;
      });
    case '[':
      return depth == kDepth ? nullptr : skipArray(at, depth);
    case 't':
      return word(at, "true");
    case 'f':
      return word(at, "false");
    case 'n':
      return word(at, "null");
    default:
      return isNumber(token(at)) ? at + 1 : nullptr;
  }
}

Skim::Place Skim::skipArray(Place at, uint32_t depth) {
  if (first(++at) == ']') return at + 1;
  char separator = ',';
  for (; separator == ','; separator = first(at++)) {
    at = skip(at, depth + 1);
    if (!at) return nullptr;
  }
  return separator == ']' ? at : nullptr;
}

}  // namespace polc::json
