// Feeds a text to ANTLR's lexer byte by byte, so that offsets are byte offsets and nothing is copied.
#pragma once
#include <string_view>

#include "antlr4-runtime.h"

namespace polc::parse {

class ByteStream : public antlr4::CharStream {
 public:
  ByteStream(std::string_view text, size_t begin) : text_(text), at_(begin) {}
  void consume() override { ++at_; }
  size_t LA(ssize_t i) override {
    size_t at = at_ + static_cast<size_t>(i > 0 ? i - 1 : i);
    return at < text_.size() ? static_cast<unsigned char>(text_[at]) : antlr4::IntStream::EOF;
  }
  ssize_t mark() override { return 0; }
  void release(ssize_t) override {}
  size_t index() override { return at_; }
  void seek(size_t index) override { at_ = index; }
  size_t size() override { return text_.size(); }
  std::string getSourceName() const override { return {}; }
  std::string getText(const antlr4::misc::Interval& range) override {
    return std::string(
        text_.substr(static_cast<size_t>(range.a), static_cast<size_t>(range.b - range.a + 1)));
  }
  std::string toString() const override { return std::string(text_); }

 private:
  std::string_view text_;
  size_t at_;
};

}  // namespace polc::parse
