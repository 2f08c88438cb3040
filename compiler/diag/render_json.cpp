#include <nlohmann/json.hpp>

#include "compiler/diag/diag.h"

namespace polc::diag {
namespace {

using Json = nlohmann::ordered_json;

void addPlace(Json& out, source::Span span, const source::SourceMap& sources) {
  if (!span.valid()) {
    for (const char* key : {"file", "line", "column", "end_line", "end_column"}) out[key] = nullptr;
    return;
  }
  const source::File& file = sources.file(span.file);
  source::Place begin = file.place(span.begin);
  source::Place end = file.place(span.end);
  out["file"] = file.path();
  out["line"] = begin.line;
  out["column"] = begin.column;
  out["end_line"] = end.line;
  out["end_column"] = end.column;
}

Json one(const Finding& finding, const source::SourceMap& sources) {
  Json out;
  out["code"] = row(finding.code).code;
  out["severity"] = name(finding.severity);
  out["message"] = finding.message;
  out["help"] = finding.help;
  addPlace(out, finding.span, sources);
  out["related"] = Json::array();
  for (const Related& related : finding.related) {
    Json second;
    addPlace(second, related.span, sources);
    second["message"] = related.message;
    out["related"].push_back(std::move(second));
  }
  return out;
}

Json all(const Engine& engine, const source::SourceMap& sources) {
  Json list = Json::array();
  for (const Finding& finding : engine.findings()) list.push_back(one(finding, sources));
  return list;
}

}  // namespace

std::string findingsJson(const Engine& engine, const source::SourceMap& sources) {
  return all(engine, sources).dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string renderJson(const Engine& engine, const source::SourceMap& sources) {
  Json out;
  out["findings"] = all(engine, sources);
  uint32_t counts[3] = {0, 0, 0};
  for (const Finding& finding : engine.findings()) {
    ++counts[static_cast<size_t>(finding.severity)];
  }
  out["summary"] = {{"errors", counts[static_cast<size_t>(Severity::error)]},
                    {"warnings", counts[static_cast<size_t>(Severity::warning)]},
                    {"notes", counts[static_cast<size_t>(Severity::note)]},
                    {"dropped", engine.dropped()}};
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace polc::diag
