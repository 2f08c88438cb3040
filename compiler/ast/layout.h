// Lays out lines of canonical text; keeps comments and blank lines where a source is at hand.
//
// Units:  columns in bytes; a line breaks where it would pass kWidth
#pragma once
#include <string>
#include <vector>

#include "compiler/ast/file.h"

namespace polc::ast {

inline constexpr size_t kWidth = 100;

// A construct that may need several lines: a head and parts that may each begin a line of their own.
struct Parts {
  std::string head;
  std::vector<std::string> tails;
  std::string_view gap = " ";  // between head and tails on one line
  std::string closing = {};    // " {": on the only line, or alone where there are several
};

class Layout {
 public:
  Layout() = default;
  Layout(std::string_view source, const std::vector<Comment>* comments)
      : source_(source), comments_(comments) {}

  // One construct: comments before it, its lines, the comment at its end. An invalid span has no comments.
  void put(Span span, const Parts& parts);
  void put(Span span, const std::string& line) { put(span, Parts{line, {}}); }
  // The head of a body; `span` ends where the body's first line begins.
  void putHead(Span span, const Parts& parts);
  void documentation(const std::string& text);  // as `///` lines
  // A closing line: comments that stand before it belong inside.
  void close(Span span, const std::string& line);
  void blank();  // one empty line before what comes next
  void indent() { ++depth_; }
  void outdent() { --depth_; }
  void rest();  // the comments that are left
  bool commentsWithin(Span span) const;
  size_t column() const { return depth_ * 2; }
  std::string text() && { return std::move(out_); }

 private:
  void line(const std::string& text);
  void separate(uint32_t begin);
  void commentsBefore(uint32_t offset);
  void trailing(uint32_t end);
  void lines(const Parts& parts);

  std::string_view source_;
  const std::vector<Comment>* comments_ = nullptr;
  size_t next_comment_ = 0;
  std::string out_;
  size_t depth_ = 0;
  uint32_t last_end_ = 0;
  bool want_blank_ = false;
  bool opened_ = true;  // nothing stands in this body yet
};

}  // namespace polc::ast
