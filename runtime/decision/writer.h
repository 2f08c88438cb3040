// Writes compact JSON: members in the order in which they come, commas by itself.
#pragma once
#include <fmt/format.h>

#include <string>
#include <string_view>

#include "runtime/json/json.h"

namespace polc::decision {

class Writer {
 public:
  std::string take() { return std::move(out_); }

  Writer& open(char bracket) {
    separate();
    out_ += bracket;
    return *this;
  }
  Writer& close(char bracket) {
    out_ += bracket;
    return *this;
  }
  Writer& key(std::string_view name) {
    separate();
    json::quote(out_, name);
    out_ += ':';
    return *this;
  }
  Writer& text(std::string_view value) {
    separate();
    json::quote(out_, value);
    return *this;
  }
  Writer& raw(std::string_view json) {
    separate();
    out_ += json;
    return *this;
  }
  Writer& number(int64_t value) { return raw(fmt::format("{}", value)); }
  Writer& null() { return raw("null"); }

 private:
  void separate() {
    if (out_.empty()) return;
    char last = out_.back();
    if (last != '{' && last != '[' && last != ':') out_ += ',';
  }
  std::string out_;
};

}  // namespace polc::decision
