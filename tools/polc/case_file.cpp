#include "tools/polc/case_file.h"

#include <simdjson.h>

#include "tools/polc/options.h"

namespace polc::tool {
namespace {

using nlohmann::ordered_json;
namespace ondemand = simdjson::ondemand;

class CaseReader {
 public:
  CaseReader(source::FileId file, driver::Session& session)
      : file_(file), session_(session), text_(session.sources().file(file).text()) {}

  std::optional<std::vector<Case>> read() {
    std::vector<Case> cases;
    try {
      ondemand::parser parser;
      ondemand::document document = parser.iterate(text_);
      for (ondemand::value element : document.get_array()) cases.push_back(readCase(element));
    } catch (const simdjson::simdjson_error& error) {
      fail(last_, fmt::format("this is no list of cases: {}", error.what()));
    }
    if (session_.diagnostics().hasErrors()) return std::nullopt;
    return cases;
  }

 private:
  void fail(uint32_t offset, std::string_view message) {
    session_.diagnostics().report(diag::Code::bad_cases, {file_, offset, offset + 1}, message);
  }

  Slice slice(ondemand::value value) {
    std::string_view raw = simdjson::to_json_string(value);
    last_ = static_cast<uint32_t>(raw.data() - text_.data());
    return {std::string(raw), last_};
  }

  Case readCase(ondemand::value element) {
    Case made;
    bool has_request = false, has_expect = false;
    uint32_t begin = last_;
    for (ondemand::field field : element.get_object()) {
      std::string key(std::string_view(field.unescaped_key()));
      Slice value = slice(field.value());
      if (key == "request" || key == "standing") {
        has_request = true;
        made.standing = key == "standing";
        made.request = std::move(value);
        continue;
      }
      ordered_json json = ordered_json::parse(value.text, nullptr, false);
      if (key == "id" && json.is_string()) {
        made.id = json.get<std::string>();
      } else if (key == "note" && json.is_string()) {
        made.note = json.get<std::string>();
      } else if (key == "known") {
        readKnown(json, value.offset, made);
      } else if (key == "expect" && json.is_object()) {
        has_expect = true;
        made.expect = std::move(json);
      } else {
        made.unknown_keys.push_back(key);
      }
    }
    if (!has_request) fail(begin, "this case has neither `request` nor `standing`");
    if (!has_expect) fail(begin, "this case expects nothing: it has no `expect`");
    return made;
  }

  void readKnown(const ordered_json& json, uint32_t offset, Case& made) {
    std::string text = json.is_string() ? json.get<std::string>() : json.dump();
    std::optional<consolidate::Known> known = knownOf(text, session_);
    if (!known || text.empty()) {
      fail(offset, "`known` is neither an amendment's number nor a day");
      return;
    }
    made.known = *known;
  }

  source::FileId file_;
  driver::Session& session_;
  simdjson::padded_string text_;
  uint32_t last_ = 0;  // where the last value began
};

}  // namespace

std::optional<std::vector<Case>> readCases(source::FileId file, driver::Session& session) {
  return CaseReader(file, session).read();
}

}  // namespace polc::tool
