#include <algorithm>

#include "compiler/diag/diag.h"

namespace polc::diag {
namespace {

struct Paint {
  bool colour;
  std::string operator()(std::string_view code, std::string_view text) const {
    return colour ? fmt::format("\033[{}m{}\033[0m", code, text) : std::string(text);
  }
};

std::string_view colourOf(Severity severity) {
  if (severity == Severity::error) return "1;31";
  return severity == Severity::warning ? "1;33" : "1;36";
}

std::string placeText(source::Span span, const source::SourceMap& sources) {
  const source::File& file = sources.file(span.file);
  source::Place at = file.place(span.begin);
  return fmt::format("{}:{}:{}", file.path(), at.line, at.column);
}

// Blanks as wide as the line before the caret; tabs stay, so that the caret stands where the text does.
std::string margin(std::string_view line, uint32_t columns) {
  std::string out;
  for (char c : line) {
    if ((static_cast<unsigned char>(c) & 0xC0) == 0x80) continue;
    if (--columns == 0) break;
    out += c == '\t' ? '\t' : ' ';
  }
  return out;
}

uint32_t codePoints(std::string_view text) {
  return static_cast<uint32_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

std::string sourceLine(source::Span span, const source::SourceMap& sources, const Paint& paint,
                       std::string_view colour) {
  const source::File& file = sources.file(span.file);
  source::Place begin = file.place(span.begin);
  source::Place end = file.place(span.end);
  std::string_view line = file.line(begin.line);
  uint32_t last = end.line == begin.line ? end.column : codePoints(line) + 1;
  uint32_t width = last > begin.column ? last - begin.column : 1;
  std::string number = std::to_string(begin.line);
  std::string gutter(number.size(), ' ');
  return fmt::format(" {} | {}\n {} | {}{}\n", number, line, gutter, margin(line, begin.column),
                     paint(colour, std::string(width, '^')));
}

std::string one(const Finding& finding, const source::SourceMap& sources, const Paint& paint) {
  std::string_view colour = colourOf(finding.severity);
  std::string out;
  if (finding.span.valid()) out += placeText(finding.span, sources) + ": ";
  out += paint(colour, fmt::format("{}[{}]", name(finding.severity), row(finding.code).code));
  out += ": " + finding.message + "\n";
  if (finding.span.valid()) out += sourceLine(finding.span, sources, paint, colour);
  for (const Related& related : finding.related) {
    if (related.span.valid()) out += placeText(related.span, sources) + ": ";
    out += "note: " + related.message + "\n";
    if (related.span.valid()) out += sourceLine(related.span, sources, paint, "1;36");
  }
  if (!finding.help.empty()) out += paint("1;32", "help") + ": " + finding.help + "\n";
  return out;
}

}  // namespace

std::string renderText(const Engine& engine, const source::SourceMap& sources, bool colour) {
  std::string out;
  for (const Finding& finding : engine.findings()) out += one(finding, sources, Paint{colour});
  if (engine.dropped() > 0) {
    out += fmt::format("{} further findings are not shown\n", engine.dropped());
  }
  return out;
}

}  // namespace polc::diag
