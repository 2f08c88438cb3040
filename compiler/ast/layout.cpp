#include "compiler/ast/layout.h"

#include <algorithm>

namespace polc::ast {

void Layout::line(const std::string& text) {
  if (!text.empty()) out_ += std::string(depth_ * 2, ' ') + text;
  out_ += '\n';
}

void Layout::blank() { want_blank_ = true; }

// At most one blank line, where the source has one or one was asked for; none at the start of a body.
void Layout::separate(uint32_t begin) {
  bool had = false;
  if (comments_ != nullptr && begin > last_end_) {
    std::string_view gap = source_.substr(last_end_, begin - last_end_);
    had = std::count(gap.begin(), gap.end(), '\n') > 1;
  }
  if (!opened_ && (want_blank_ || had)) out_ += '\n';
  opened_ = false;
  want_blank_ = false;
}

void Layout::commentsBefore(uint32_t offset) {
  while (comments_ != nullptr && next_comment_ < comments_->size()) {
    const Comment& comment = (*comments_)[next_comment_];
    if (comment.span.begin >= offset) return;
    separate(comment.span.begin);
    line(comment.text);
    last_end_ = std::max(last_end_, comment.span.end);
    ++next_comment_;
  }
}

// A comment at the end of the line on which the construct ends goes to the end of the last line written.
void Layout::trailing(uint32_t end) {
  last_end_ = std::max(last_end_, end);
  if (comments_ == nullptr || next_comment_ >= comments_->size()) return;
  const Comment& comment = (*comments_)[next_comment_];
  if (comment.own_line || comment.span.begin < end) return;
  std::string_view gap = source_.substr(end, comment.span.begin - end);
  if (gap.find_first_not_of(" \t,{}") != std::string_view::npos) return;
  out_.back() = ' ';
  out_ += ' ' + comment.text + '\n';
  last_end_ = comment.span.end;
  ++next_comment_;
}

void Layout::put(Span span, const Parts& parts) {
  if (span.valid() && comments_ != nullptr) {
    commentsBefore(span.begin);
    separate(span.begin);
    // Comments within the construct have no line of their own any more: they go before it.
    bool own = opened_;
    while (next_comment_ < comments_->size() && (*comments_)[next_comment_].span.begin < span.end) {
      line((*comments_)[next_comment_++].text);
    }
    opened_ = own;
  } else {
    separate(last_end_);
  }
  lines(parts);
  if (span.valid()) trailing(span.end);
  if (parts.closing.ends_with('{')) opened_ = true;
}

// Comments on the head's own lines stay at its end; those on lines of their own belong to the body.
void Layout::putHead(Span span, const Parts& parts) {
  uint32_t end = span.end;
  if (span.valid() && comments_ != nullptr) {
    auto first =
        std::find_if(comments_->begin() + static_cast<ptrdiff_t>(next_comment_), comments_->end(),
                     [&](const Comment& c) { return c.span.begin > span.begin; });
    std::string_view head = source_.substr(span.begin, span.end - span.begin);
    if (first != comments_->end() && first->span.begin < span.end) {
      head = head.substr(0, first->span.begin - span.begin);
    }
    size_t brace = head.find_last_not_of(" \t\r\n");
    end = span.begin + static_cast<uint32_t>(brace == std::string_view::npos ? 0 : brace + 1);
  }
  put(Span{span.file, span.begin, end}, parts);
  opened_ = true;
}

void Layout::documentation(const std::string& text) {
  for (size_t begin = 0; begin < text.size();) {
    size_t end = std::min(text.find('\n', begin), text.size());
    line("/// " + text.substr(begin, end - begin));
    begin = end + 1;
  }
}

void Layout::lines(const Parts& parts) {
  std::string one = parts.head;
  for (const std::string& tail : parts.tails) one += std::string(parts.gap) + tail;
  bool fits =
      column() + one.size() + parts.closing.size() <= kWidth && one.find('\n') == std::string::npos;
  if (fits || parts.tails.empty()) return line(one + parts.closing);
  line(parts.head);
  std::string pending = "  " + parts.tails[0];
  for (size_t i = 1; i < parts.tails.size(); ++i) {
    // Tails that are told apart by a wide gap share lines; the others have one each.
    bool shares =
        parts.gap.size() > 1 && column() + pending.size() + 2 + parts.tails[i].size() <= kWidth;
    if (shares) {
      pending += std::string(parts.gap) + parts.tails[i];
      continue;
    }
    line(pending);
    pending = "  " + parts.tails[i];
  }
  bool alone = parts.closing.ends_with('{');
  line(pending + (alone ? "" : parts.closing));
  if (alone) line(parts.closing.substr(parts.closing.find_first_not_of(' ')));
}

void Layout::close(Span span, const std::string& text) {
  if (span.valid() && comments_ != nullptr) commentsBefore(span.end);
  --depth_;
  line(text);
  opened_ = false;
  want_blank_ = false;
  if (span.valid()) trailing(span.end);
}

void Layout::rest() {
  if (comments_ != nullptr) commentsBefore(UINT32_MAX);
}

bool Layout::commentsWithin(Span span) const {
  if (comments_ == nullptr || !span.valid()) return false;
  return std::any_of(
      comments_->begin() + static_cast<ptrdiff_t>(next_comment_), comments_->end(),
      [&](const Comment& c) { return c.span.begin > span.begin && c.span.begin < span.end; });
}

}  // namespace polc::ast
