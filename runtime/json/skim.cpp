#include "runtime/json/skim.h"

#include <simdjson.h>

#include <bit>
#include <cstring>

#include "runtime/value/hash.h"

namespace polc::json {

namespace dom = simdjson::dom;

namespace {

constexpr size_t kLeast = 1024;
constexpr uint32_t kCrowd = 8;  // slots looked at for a key, on average, that are taken

}  // namespace

struct Skim::Source {
  dom::parser parser;
  std::unique_ptr<char[]> text;  // with the padding that simdjson reads beyond
  size_t capacity = 0;
};

namespace {

// Fills nodes in the text's order; there are enough of them.
class Walk {
 public:
  explicit Walk(Skimmed* nodes) : nodes_(nodes) {}

  uint32_t count() const { return count_; }

  // The node's index.
  uint32_t value(dom::element element, uint32_t parent) {
    uint32_t at = count_++;
    nodes_[at] = {.parent = parent};
    switch (element.type()) {
      case dom::element_type::OBJECT:
        object(dom::object(element), at);
        break;
      case dom::element_type::ARRAY:
        nodes_[at].kind = Kind::array;
        for (dom::element member : dom::array(element)) value(member, at);
        break;
      default:
        scalar(element, nodes_[at]);
    }
    nodes_[at].next = count_;
    return at;
  }

 private:
  void object(dom::object members, uint32_t at) {
    nodes_[at].kind = Kind::object;
    for (dom::key_value_pair member : members) {
      Skimmed& node = nodes_[value(member.value, at)];
      node.key = member.key;
      node.hash = value::hashText(member.key, 0);
    }
  }

  static void scalar(dom::element element, Skimmed& node) {
    switch (element.type()) {
      case dom::element_type::STRING:
        node.kind = Kind::string;
        node.text = std::string_view(element);
        break;
      case dom::element_type::BOOL:
        node.kind = Kind::boolean;
        node.truth = bool(element);
        break;
      case dom::element_type::INT64:
        node.kind = Kind::number;
        node.whole = true;
        node.integer = int64_t(element);
        break;
      case dom::element_type::NULL_VALUE:
        break;
      default:
        node.kind = Kind::number;
    }
  }

  Skimmed* nodes_;
  uint32_t count_ = 0;
};

}  // namespace

Skim::Skim() : source_(std::make_unique<Source>()) {}
Skim::~Skim() = default;

bool Skim::read(std::string_view text) {
  count_ = 0;
  if (text.empty() || text.front() != '{' || text.size() > kLongest || !fits(text.size()) ||
      std::memchr(text.data(), '\\', text.size()))
    return false;
  std::memcpy(source_->text.get(), text.data(), text.size());
  dom::element root;
  if (source_->parser.parse(source_->text.get(), text.size(), false).get(root)) return false;
  Walk walk(nodes_.data());
  walk.value(root, 0);
  count_ = walk.count();
  return keysDiffer();
}

bool Skim::fits(size_t bytes) {
  if (bytes <= source_->capacity) return true;
  size_t capacity = std::bit_ceil(std::max(bytes, kLeast));
  if (source_->parser.allocate(capacity, Limits{}.depth)) return false;
  source_->text = std::make_unique<char[]>(capacity + simdjson::SIMDJSON_PADDING);
  source_->capacity = capacity;
  nodes_.resize(capacity / 2 + 1);  // a value and a comma each
  return true;
}

// A slot holds the number of the reading and a node's index; where a key lies depends on its object, too. Keys that crowd, as
// somebody may choose them, are left to parse(), which sorts.
bool Skim::keysDiffer() {
  if (seen_.size() < size_t{2} * count_) seen_.assign(std::bit_ceil(size_t{2} * count_), 0);
  if (++reading_ == 0) {
    std::fill(seen_.begin(), seen_.end(), 0);
    reading_ = 1;
  }
  size_t mask = seen_.size() - 1;
  uint64_t mark = uint64_t{reading_} << 32;
  size_t steps = size_t{kCrowd} * count_;
  for (uint32_t parent = 0; parent < count_; ++parent) {
    if (nodes_[parent].kind != Kind::object) continue;
    for (uint32_t i = parent + 1; i < nodes_[parent].next; i = nodes_[i].next) {
      const Skimmed& node = nodes_[i];
      size_t slot = (node.hash ^ parent * 0x9E37'79B9'7F4A'7C15) & mask;
      for (; seen_[slot] >> 32 == reading_; slot = (slot + 1) & mask) {
        if (steps-- == 0) return false;
        auto other = static_cast<uint32_t>(seen_[slot]);
        if (nodes_[other].parent == parent && nodes_[other].hash == node.hash &&
            nodes_[other].key == node.key)
          return false;
      }
      seen_[slot] = mark | i;
    }
  }
  return true;
}

}  // namespace polc::json
