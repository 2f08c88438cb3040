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

// One that a terminal may act on, of C0 or C1; a tab is none.
bool isControl(std::string_view point) {
  auto byte = [&](size_t i) { return static_cast<unsigned char>(point[i]); };
  if (point.size() == 1) return (byte(0) < 0x20 && byte(0) != '\t') || byte(0) == 0x7F;
  return point.size() == 2 && byte(0) == 0xC2 && byte(1) < 0xA0;
}

// The code points of a line, or at most `most` of them from the one numbered `first`; control characters other than tabs made
// visible: they never reach the terminal.
std::vector<std::string_view> codePoints(std::string_view line, size_t first = 0,
                                         size_t most = SIZE_MAX) {
  std::vector<std::string_view> out;
  size_t number = 0;
  for (size_t i = 0; i < line.size() && out.size() < most; ++number) {
    size_t next = i + 1;
    while (next < line.size() && (static_cast<unsigned char>(line[next]) & 0xC0) == 0x80) ++next;
    std::string_view point = line.substr(i, next - i);
    if (number >= first) out.push_back(isControl(point) ? std::string_view("?") : point);
    i = next;
  }
  return out;
}

std::string placeText(source::Span span, const source::SourceMap& sources) {
  const source::File& file = sources.file(span.file);
  source::Place at = file.place(span.begin);
  return fmt::format("{}:{}:{}", printable(file.path()), at.line, at.column);
}

constexpr uint32_t kShownColumns =
    200;  // of a source line; of a longer one the part around the finding
constexpr uint32_t kShownBefore = 80;

// A line with its caret below; the caret's margin keeps tabs, so that it stands where the text does.
std::string sourceLine(source::Span span, const source::SourceMap& sources, const Paint& paint,
                       std::string_view colour) {
  const source::File& file = sources.file(span.file);
  source::Place begin = file.place(span.begin);
  source::Place end = file.place(span.end);
  size_t at = begin.column - 1;
  size_t last = end.line == begin.line ? end.column - 1 : SIZE_MAX;
  size_t first = at + kShownBefore > kShownColumns ? at - kShownBefore : 0;
  auto line = codePoints(file.line(begin.line), first, kShownColumns + 1);
  size_t stop = first + std::min<size_t>(line.size(), kShownColumns);
  std::string shown = first > 0 ? "…" : "", margin = first > 0 ? " " : "";
  for (size_t i = first; i < stop; ++i) shown += line[i - first];
  for (size_t i = first; i < std::min(at, stop); ++i)
    margin += line[i - first] == "\t" ? "\t" : " ";
  if (stop - first < line.size()) shown += "…";
  size_t width = std::max<size_t>(1, std::min(last, stop) - std::min(at, std::min(last, stop)));
  std::string number = std::to_string(begin.line);
  return fmt::format(" {} | {}\n {} | {}{}\n", number, shown, std::string(number.size(), ' '),
                     margin, paint(colour, std::string(width, '^')));
}

std::string one(const Finding& finding, const source::SourceMap& sources, const Paint& paint) {
  std::string_view colour = colourOf(finding.severity);
  std::string out;
  if (finding.span.valid()) out += placeText(finding.span, sources) + ": ";
  out += paint(colour, fmt::format("{}[{}]", name(finding.severity), row(finding.code).code));
  out += ": " + printable(finding.message) + "\n";
  if (finding.span.valid()) out += sourceLine(finding.span, sources, paint, colour);
  for (const Related& related : finding.related) {
    if (related.span.valid()) out += placeText(related.span, sources) + ": ";
    out += "note: " + printable(related.message) + "\n";
    if (related.span.valid()) out += sourceLine(related.span, sources, paint, "1;36");
  }
  if (!finding.help.empty()) out += paint("1;32", "help") + ": " + printable(finding.help) + "\n";
  return out;
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out;
  for (std::string_view point : codePoints(text)) out += point;
  return out;
}

std::string renderText(const Engine& engine, const source::SourceMap& sources, bool colour) {
  std::string out;
  for (const Finding& finding : engine.findings()) out += one(finding, sources, Paint{colour});
  if (engine.dropped() > 0) {
    out += fmt::format("{} further findings are not shown\n", engine.dropped());
  }
  return out;
}

}  // namespace polc::diag
