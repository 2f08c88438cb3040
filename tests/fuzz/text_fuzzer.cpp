// Text → check → core: no input crashes, and every input ends in a program or in a finding.
//
// An input holds a contract; lines `//@ file NAME` begin further files (amendments).
#include <cstdlib>

#include "compiler/consolidate/timeline.h"
#include "compiler/lower/lower.h"
#include "compiler/parse/parse.h"
#include "compiler/sema/analyse.h"
#include "tests/fuzz/mutate.h"

namespace polc::fuzz {
namespace {

Share& share() {
  static Share instance("parsed");
  return instance;
}

std::vector<source::FileId> split(const std::string& text, source::SourceMap& sources) {
  static const std::string kMark = "//@ file ";
  std::vector<source::FileId> files;
  std::string name = "contract.pol";
  size_t begin = 0;
  for (size_t at = text.find(kMark); at != std::string::npos; at = text.find(kMark, begin)) {
    files.push_back(sources.add(name, text.substr(begin, at - begin)));
    size_t end = std::min(text.find('\n', at), text.size() - 1);
    name = text.substr(at + kMark.size(), end - at - kMark.size());
    begin = end + 1;
  }
  files.push_back(sources.add(name, text.substr(begin)));
  return files;
}

bool check(const std::string& text) {
  source::SourceMap sources;
  diag::Engine diagnostics;
  sema::Input input;
  for (source::FileId file : split(text, sources)) {
    if (auto tree = parse::parse(sources, file, diagnostics))
      input.files.push_back(std::move(tree));
  }
  bool parsed = !diagnostics.hasErrors();
  auto program = sema::analyse(sources, std::move(input), diagnostics);
  if (program && !diagnostics.hasErrors()) {
    consolidate::check(*program, {}, diagnostics);
    if (!diagnostics.hasErrors()) {
      auto bundle =
          lower::lower(*program, consolidate::consolidate(*program, {}), sources, diagnostics);
      if (bundle ? !core::verify(*bundle).empty() : !diagnostics.hasErrors()) std::abort();
    }
  } else if (!diagnostics.hasErrors()) {
    std::abort();
  }
  diag::renderText(diagnostics, sources, false);
  diag::renderJson(diagnostics, sources);
  return parsed;
}

}  // namespace
}  // namespace polc::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  bool parsed = polc::fuzz::check(std::string(reinterpret_cast<const char*>(data), size));
  polc::fuzz::share().count(parsed);
  return parsed ? 0 : -1;  // only what was read is mutated further
}
extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t max_size,
                                          unsigned seed) {
  return polc::fuzz::mutate(data, size, max_size, seed);
}
