// Collects findings: coded, placed, with a way out.
//
// A finding is one row of diagnostics.def (code, severity, name, message, help) and the arguments that fill its
// `{}` places. Codes are stable and never reused; ranges by phase: P1 text and grammar, P2 names, P3 types,
// P4 amendments and consolidation, P5 lint, P6 core and code, P7 evaluation, P8 tools and directory files.
//
// Errors: reporting never throws; findings past limits::kFindings are counted, not kept.
#pragma once
#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/source/source.h"

namespace polc::diag {

enum class Severity : uint8_t { note, warning, error };

enum class Code : uint16_t {
#define DIAGNOSTIC(code, severity, name, message, help) name,
#include "compiler/diag/diagnostics.def"
#undef DIAGNOSTIC
};

struct Row {
  std::string_view code;  // "P4002"
  Severity severity;
  std::string_view name;
  std::string_view message;  // fmt format: what was seen
  std::string_view help;  // fmt format over the same arguments: what to write instead; may be empty
};
const Row& row(Code code);
const std::vector<Row>& rows();
// The page of `polc explain`: what is wrong, what is right, why. Empty for an unknown code ("P4002").
std::string_view explanation(std::string_view code);

struct Related {
  source::Span span;
  std::string message;
};

struct Finding {
  Code code{};
  Severity severity{};
  source::Span span;  // invalid where the finding has no place
  std::string message;
  std::string help;
  std::vector<Related> related;
};

class Engine {
 public:
  // Reports one finding. Arguments fill the row's message and help alike.
  template <class... Args>
  Finding& report(Code code, source::Span span, const Args&... args) {
    const Row& r = row(code);
    return add({code,
                r.severity,
                span,
                fmt::format(fmt::runtime(r.message), args...),
                fmt::format(fmt::runtime(r.help), args...),
                {}});
  }
  Finding& add(Finding finding);
  const std::vector<Finding>& findings() const { return findings_; }
  bool hasErrors() const { return errors_ > 0; }
  uint32_t dropped() const { return dropped_; }
  // Orders findings by file, place, code; drops exact repetitions.
  void sort();

 private:
  std::vector<Finding> findings_;
  Finding spare_;
  uint32_t errors_ = 0;
  uint32_t dropped_ = 0;
};

std::string_view name(Severity severity);  // "error"

// As a part of one line of a terminal: control characters, line ends among them, are `?`; tabs stay.
std::string printable(std::string_view text);

// Renderers. Text: one finding with its source line, caret and help. JSON: the object of `polc check --format json`.
std::string renderText(const Engine& engine, const source::SourceMap& sources, bool colour);
std::string renderJson(const Engine& engine, const source::SourceMap& sources);
std::string findingsJson(const Engine& engine,
                         const source::SourceMap& sources);  // its list of findings, on one line

}  // namespace polc::diag
