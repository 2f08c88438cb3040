#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <memory>

#include "runtime/json/json.h"
#include "runtime/json/token.h"

namespace polc::json {

namespace ondemand = simdjson::ondemand;

struct Document::Source {
  simdjson::padded_string text;
  ondemand::parser parser;  // owns the unescaped strings
};

class Reader {
 public:
  Reader(std::string_view text, const Limits& limits) : text_(text), limits_(limits) {}

  std::variant<Document, Error> read() {
    if (text_.size() > limits_.bytes) {
      fail(Fault::too_long, 0, 0, fmt::format("the text is longer than {} bytes", limits_.bytes));
    } else {
      source_ = std::make_shared<Document::Source>();
      source_->text = simdjson::padded_string(text_);
      readDocument();
    }
    if (error_) return std::move(*error_);
    document_.source_ = std::move(source_);
    return std::move(document_);
  }

 private:
  using Code = simdjson::error_code;

  void readDocument() {
    ondemand::document root;
    Code code = source_->parser.iterate(source_->text).get(root);
    if (code) return failBefore(code);
    root_ = &root;
    ondemand::json_type type{};
    if (Code bad = root.type().get(type)) {
      refuse(bad);
      return;
    }
    bool whole = type == ondemand::json_type::array || type == ondemand::json_type::object
                     ? readRootContainer(root)
                     : readScalar(root, type);
    if (!whole) return;
    uint32_t end = document_.nodes_[0].end;
    if (trimmed(text_).size() != end) {
      fail(Fault::malformed, end, static_cast<uint32_t>(text_.size()),
           "text follows the end of the JSON value");
    }
  }

  bool readRootContainer(ondemand::document& root) {
    ondemand::value value;
    if (Code code = root.get_value().get(value)) return refuse(code);
    return readValue(value);
  }

  bool readValue(ondemand::value value) {
    ondemand::json_type type{};
    if (Code code = value.type().get(type)) return refuse(code);
    if (type == ondemand::json_type::array) return readArray(value);
    if (type == ondemand::json_type::object) return readObject(value);
    return readScalar(value, type);
  }

  // A value or the root: both know their token and how to unescape it.
  template <class Source>
  bool readScalar(Source& source, ondemand::json_type type) {
    std::string_view token;
    if (Code code = simdjson::simdjson_result<std::string_view>(source.raw_json_token()).get(token))
      return refuse(code);
    token = trimmed(token);
    Node& node = add(kindOf(type), token);
    if (type == ondemand::json_type::string) {
      Code code = source.get_string().get(node.text);
      return wholeText(code, token, node.text) ||
             refuse(simdjson::STRING_ERROR, node.begin, node.end);
    }
    node.text = token;
    node.truth = token == "true";
    if (isScalar(node)) return true;
    return fail(Fault::malformed, node.begin, node.end,
                fmt::format("`{}` is no JSON value", token));
  }

  static bool isScalar(const Node& node) {
    switch (node.kind) {
      case Kind::null:
        return node.text == "null";
      case Kind::boolean:
        return node.text == "true" || node.text == "false";
      default:
        return isNumber(node.text);
    }
  }

  bool readArray(ondemand::value& value) {
    uint32_t at = open(Kind::array, value);
    ondemand::array array;
    if (at == kRefused) return false;
    if (Code code = value.get_array().get(array)) return refuse(code);
    for (auto element : array) {
      ondemand::value member;
      if (Code code = std::move(element).get(member)) return refuse(code);
      if (!readValue(member)) return false;
    }
    return close(at);
  }

  bool readObject(ondemand::value& value) {
    uint32_t at = open(Kind::object, value);
    ondemand::object object;
    if (at == kRefused) return false;
    if (Code code = value.get_object().get(object)) return refuse(code);
    for (auto entry : object) {
      ondemand::field field;
      if (Code code = std::move(entry).get(field)) return refuse(code);
      if (!readField(field)) return false;
    }
    return close(at) && keysDiffer(at);
  }

  bool readField(ondemand::field& field) {
    uint32_t begin = offset(field.key().raw()) - 1;
    std::string_view key;
    Code code = field.unescaped_key().get(key);
    std::string_view token = text_.substr(begin, keyEnd(begin) - begin);
    if (!wholeText(code, token, key)) {
      return refuse(simdjson::STRING_ERROR, begin, begin + static_cast<uint32_t>(token.size()));
    }
    auto at = static_cast<uint32_t>(document_.nodes_.size());
    if (!readValue(field.value())) return false;
    Node& node = document_.nodes_[at];
    node.key = key;
    node.key_begin = begin;
    node.key_end = begin + static_cast<uint32_t>(token.size());
    return true;
  }

  // simdjson lets a lone low surrogate pass, which has no UTF-8.
  static bool wholeText(Code code, std::string_view token, std::string_view text) {
    if (code) return false;
    return token.find('\\') == std::string_view::npos ||
           firstBadUtf8(text) == std::string_view::npos;
  }

  uint32_t keyEnd(uint32_t begin) const {
    uint32_t at = begin + 1;
    while (text_[at] != '"') at += text_[at] == '\\' ? 2 : 1;
    return at + 1;
  }

  uint32_t open(Kind kind, ondemand::value& value) {
    std::string_view token = value.raw_json_token();
    uint32_t begin = offset(std::to_address(token.begin()));
    if (++depth_ > limits_.depth) {
      fail(Fault::too_deep, begin, begin + 1,
           fmt::format("brackets nest deeper than {}", limits_.depth));
      return kRefused;
    }
    add(kind, token.substr(0, 1));
    return static_cast<uint32_t>(document_.nodes_.size() - 1);
  }

  // The next token is known, so that the closing bracket is the last byte before it that is not blank.
  bool close(uint32_t at) {
    --depth_;
    Node& node = document_.nodes_[at];
    node.next = static_cast<uint32_t>(document_.nodes_.size());
    node.end = static_cast<uint32_t>(trimmed(text_.substr(0, here())).size());
    return true;
  }

  bool keysDiffer(uint32_t at) {
    keys_.clear();
    for (const Node& member : document_.members(document_.nodes_[at])) keys_.push_back(&member);
    auto before = [](const Node* a, const Node* b) {
      return a->key != b->key ? a->key < b->key : a->key_begin < b->key_begin;
    };
    std::sort(keys_.begin(), keys_.end(), before);
    auto same = [](const Node* a, const Node* b) { return a->key == b->key; };
    auto twice = std::adjacent_find(keys_.begin(), keys_.end(), same);
    if (twice == keys_.end()) return true;
    const Node& second = **(twice + 1);
    return fail(Fault::duplicate_key, second.key_begin, second.key_end,
                fmt::format("the key `{}` stands twice in one object", second.key));
  }

  Node& add(Kind kind, std::string_view token) {
    auto begin = offset(std::to_address(token.begin()));
    Node& node = document_.nodes_.emplace_back();
    node.kind = kind;
    node.begin = begin;
    node.end = begin + static_cast<uint32_t>(token.size());
    node.next = static_cast<uint32_t>(document_.nodes_.size());
    return node;
  }

  static Kind kindOf(ondemand::json_type type) {
    switch (type) {
      case ondemand::json_type::string:
        return Kind::string;
      case ondemand::json_type::number:
        return Kind::number;
      case ondemand::json_type::boolean:
        return Kind::boolean;
      default:
        return Kind::null;
    }
  }

  uint32_t offset(const char* place) const {
    return static_cast<uint32_t>(place - source_->text.data());
  }
  uint32_t here() {
    const char* place = nullptr;
    bool within = root_ && !root_->current_location().get(place);
    return within ? std::min(offset(place), static_cast<uint32_t>(text_.size()))
                  : static_cast<uint32_t>(text_.size());
  }

  bool fail(Fault fault, uint32_t begin, uint32_t end, std::string message) {
    if (!error_) error_ = Error{fault, begin, end, std::move(message)};
    return false;
  }
  bool refuse(Code code) {
    bool unclosed = code == simdjson::INCOMPLETE_ARRAY_OR_OBJECT;
    uint32_t at = unclosed ? static_cast<uint32_t>(trimmed(text_).size()) - 1 : here();
    return refuse(code, at, at + 1);
  }
  bool refuse(Code code, uint32_t begin, uint32_t end) {
    auto size = static_cast<uint32_t>(text_.size());
    return fail(Fault::malformed, std::min(begin, size), std::min(end, size), words(code));
  }

  // Before the first value is read, only the whole text is judged.
  void failBefore(Code code) {
    size_t at = text_.size();
    Fault fault = Fault::malformed;
    if (code == simdjson::UTF8_ERROR) {
      fault = Fault::bad_utf8;
      at = firstBadUtf8(text_);
    } else if (code == simdjson::UNESCAPED_CHARS) {
      at = firstBareControl(text_);
    } else if (code == simdjson::UNCLOSED_STRING) {
      at = text_.rfind('"');
    }
    auto begin = static_cast<uint32_t>(std::min(at, text_.size()));
    fail(fault, begin, std::min(begin + 1, static_cast<uint32_t>(text_.size())), words(code));
  }

  static std::string words(Code code) {
    switch (code) {
      case simdjson::EMPTY:
        return "the text is empty";
      case simdjson::UTF8_ERROR:
        return "this byte is not UTF-8";
      case simdjson::UNCLOSED_STRING:
        return "a string is not closed";
      case simdjson::UNESCAPED_CHARS:
        return "a control character stands in a string";
      case simdjson::STRING_ERROR:
        return "this string has an escape that JSON does not know";
      case simdjson::INCOMPLETE_ARRAY_OR_OBJECT:
        return "a bracket is not closed here, or text follows the end of the JSON value";
      default:
        return "this is not JSON: a value, comma, colon or bracket is missing or misplaced here";
    }
  }

  static constexpr uint32_t kRefused = UINT32_MAX;
  std::string_view text_;
  Limits limits_;
  uint32_t depth_ = 0;
  std::shared_ptr<Document::Source> source_;
  ondemand::document* root_ = nullptr;
  Document document_;
  std::vector<const Node*> keys_;
  std::optional<Error> error_;
};

std::variant<Document, Error> parse(std::string_view text, const Limits& limits) {
  return Reader(text, limits).read();
}

bool isUtf8(std::string_view text) { return simdjson::validate_utf8(text.data(), text.size()); }

}  // namespace polc::json
