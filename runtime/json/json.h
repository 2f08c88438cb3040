// Reads JSON into a flat tree in which every value knows its place.
//
// In:     UTF-8 text; strictly JSON: one value, no trailing comma, no lone surrogate, no byte order mark
// Out:    nodes in the text's order; a container's members follow it, `next` leads behind the last of them
// Errors: the first one: malformed, too deep, too long, a key that stands twice in one object
// Ownership: a Document owns what its nodes' views lead to; it does not need the text any more
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace polc::json {

enum class Kind : uint8_t { null, boolean, number, string, array, object };

struct Node {
  Kind kind = Kind::null;
  bool truth = false;                   // of a boolean
  uint32_t begin = 0, end = 0;          // byte offsets: the value's
  uint32_t key_begin = 0, key_end = 0;  // … and its key's, quotes included, in an object
  uint32_t next = 0;                    // index behind this value and all that it holds
  std::string_view text;                // a string's content, a number as it is written
  std::string_view key;                 // in an object
};

struct Limits {
  uint32_t depth = 64;
  uint32_t bytes = 1u << 30;
};

enum class Fault : uint8_t { malformed, bad_utf8, too_deep, too_long, duplicate_key };
struct Error {
  Fault fault;
  uint32_t begin, end;
  std::string message;
};

class Document {
 public:
  class Members;
  const Node& root() const { return nodes_[0]; }
  Members members(const Node& container) const;
  // Null where the object has no such key.
  const Node* find(const Node& object, std::string_view key) const;

 private:
  friend class Reader;
  struct Source;  // the text and its unescaped strings
  std::shared_ptr<Source> source_;
  std::vector<Node> nodes_;
};

// What an array or object holds, in the text's order.
class Document::Members {
 public:
  struct Iterator {
    const std::vector<Node>* nodes;
    uint32_t at;
    const Node& operator*() const { return (*nodes)[at]; }
    Iterator& operator++() {
      at = (*nodes)[at].next;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return at != other.at; }
  };
  Iterator begin() const { return {nodes_, first_}; }
  Iterator end() const { return {nodes_, last_}; }

 private:
  friend class Document;
  Members(const std::vector<Node>* nodes, uint32_t first, uint32_t last)
      : nodes_(nodes), first_(first), last_(last) {}
  const std::vector<Node>* nodes_;
  uint32_t first_, last_;
};

std::variant<Document, Error> parse(std::string_view text, const Limits& limits = {});

bool isUtf8(std::string_view text);

// Appends `text` as a JSON string, in quotes; UTF-8 is kept.
void quote(std::string& out, std::string_view text);

}  // namespace polc::json
