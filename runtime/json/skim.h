// Reads plain JSON fast, from left to right, and makes nothing of it: the way of requests, of which there are many.
//
// In:     one object, at most kLongest bytes, without escapes in its texts
// Out:    its values, each where the reader is: it reads or skips every one, and either checks as strictly as parse() (json.h)
//         does. Nothing is allocated once the longest text was seen
// Errors: null: not plain, or no JSON, or a key that stands twice, or a value of another kind; nothing is read after that.
//         parse() reads the one and says what is wrong with the other
// Ownership: texts lie in the Skim until its next open()
#pragma once
#include <memory>
#include <string_view>

#include "runtime/json/keys.h"
#include "runtime/value/hash.h"

namespace polc::json {

class Skim {
 public:
  static constexpr size_t kLongest = 1 << 16;
  static constexpr uint32_t kDepth = 60;  // of what is skipped

  // A value, comma, colon or bracket of the text.
  using Place = const uint32_t*;
  struct Key {
    std::string_view text;
    uint64_t object;  // whose key it is: no other's number is this
  };

  Skim();
  ~Skim();
  Skim(const Skim&) = delete;
  Skim& operator=(const Skim&) = delete;

  // Where the object begins.
  Place open(std::string_view text);
  // Nothing but the object stands in the text.
  bool ends(Place at) const { return at == end_; }

  char first(Place at) const { return text_[*at]; }

  // Each of these gives the place behind the value.
  //
  // `member` is asked for the place behind the value at a place, and sees to it that the keys of the object differ.
  template <class Member>
  Place object(Place at, Member member) {
    if (first(at) != '{') return nullptr;
    Key key{{}, static_cast<uint64_t>(at - end_) * 0x9E37'79B9'7F4A'7C15};
    if (first(++at) == '}') return at + 1;
    char separator = ',';
    for (; separator == ','; separator = first(at++)) {
      at = string(at, key.text);
      if (!at || first(at) != ':') return nullptr;
      at = member(at + 1, key);
      if (!at) return nullptr;
    }
    return separator == '}' ? at : nullptr;
  }
  Place string(Place at, std::string_view& into) const {
    const char *begin = text_ + at[0], *last = text_ + at[1] - 1;
    if (*begin != '"') return nullptr;
    for (; *last != '"'; --last) {
      if (!isBlank(*last)) return nullptr;
    }
    if (last == begin) return nullptr;
    into = {begin + 1, static_cast<size_t>(last - begin - 1)};
    return at + 1;
  }
  Place word(Place at, std::string_view expected) const {
    return token(at) == expected ? at + 1 : nullptr;
  }
  Place integer(Place at, int64_t& into) const;
  Place skip(Place at) {
    std::string_view ignored;
    return first(at) == '"' ? string(at, ignored) : skipOther(at, 0);
  }

  // False: the object has this key already, or perhaps (keys.h). `hash`: hashText() of it
  bool add(const Key& key, uint64_t hash) { return keys_.add(hash ^ key.object); }
  bool add(const Key& key) { return add(key, value::hashText(key.text, 0)); }

 private:
  struct Source;
  static bool isBlank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
  bool fits(size_t bytes);
  // A number or word, and what follows it without a blank.
  std::string_view token(Place at) const {
    const char *begin = text_ + at[0], *end = text_ + at[1];
    while (end > begin && isBlank(end[-1])) --end;
    return {begin, static_cast<size_t>(end - begin)};
  }
  Place skip(Place at, uint32_t depth);
  Place skipOther(Place at, uint32_t depth);
  Place skipArray(Place at, uint32_t depth);

  std::unique_ptr<Source> source_;
  const char* text_ = nullptr;
  Place end_ = nullptr;  // behind the last place
  Keys keys_;
};

}  // namespace polc::json
