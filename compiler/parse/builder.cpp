#include "compiler/parse/builder.h"

#include <algorithm>

#include "compiler/parse/strings.h"

namespace polc::parse {

source::Span Builder::span(antlr4::Token* token) const {
  return {list_.file, static_cast<uint32_t>(token->getStartIndex()),
          static_cast<uint32_t>(token->getStopIndex())};
}

source::Span Builder::span(antlr4::ParserRuleContext* tree) const {
  antlr4::Token* stop = tree->getStop() != nullptr ? tree->getStop() : tree->getStart();
  source::Span first = span(tree->getStart());
  return {list_.file, first.begin, std::max(first.end, span(stop).end)};
}

std::string Builder::text(antlr4::ParserRuleContext* tree) const {
  source::Span place = span(tree);
  return std::string(list_.text.substr(place.begin, place.end - place.begin));
}

ast::Name Builder::dotted(P::DottedContext* tree) const {
  ast::Name out{text(tree->name()), span(tree)};
  for (auto* part : tree->anyWord()) out.text += "." + text(part);
  return out;
}

std::string Builder::string(P::StringContext* tree, bool pattern) {
  return decodeString(text(tree), span(tree), pattern, diagnostics_);
}

// The `///` lines that stand right above a place, without their slashes.
std::string Builder::documentation(source::Span span) const {
  const auto& all = list_.comments;
  auto after =
      std::upper_bound(all.begin(), all.end(), span.begin,
                       [](uint32_t at, const ast::Comment& c) { return at < c.span.begin; });
  auto first = after;
  uint32_t next = span.begin;
  while (first != all.begin()) {
    const ast::Comment& comment = *(first - 1);
    std::string_view gap = list_.text.substr(comment.span.end, next - comment.span.end);
    bool adjacent = gap.find_first_not_of(" \t\r\n") == std::string_view::npos &&
                    std::count(gap.begin(), gap.end(), '\n') == 1;
    if (!adjacent || !comment.own_line || !comment.text.starts_with("///")) break;
    next = comment.span.begin;
    --first;
  }
  std::string out;
  for (auto it = first; it != after; ++it) {
    std::string_view line = std::string_view(it->text).substr(3);
    if (line.starts_with(' ')) line.remove_prefix(1);
    if (!out.empty()) out += '\n';
    out += line;
  }
  return out;
}

}  // namespace polc::parse
