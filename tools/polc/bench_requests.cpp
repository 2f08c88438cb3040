#include "tools/polc/bench_requests.h"

#include "compiler/driver/json_findings.h"
#include "runtime/json/json.h"
#include "tools/polc/options.h"

namespace polc::tool {
namespace {

class RequestReader {
 public:
  RequestReader(const std::shared_ptr<const directory::Directory>& rows,
                const polc_directory* directory, const polc_bundle* bundle,
                std::optional<value::Micros> fixed, BenchRequests& out)
      : rows_(rows), directory_(directory), bundle_(bundle), fixed_(fixed), out_(out) {}

  // False where the line is refused.
  bool read(std::string_view line, std::vector<directory::Finding>& refused) {
    auto request = request::Request::access(rows_, line, refused);
    if (!request) return false;
    BenchRequest made;
    made.json = line;
    made.now = fixed_ ? *fixed_ : request->now().value_or(clock_);
    askOtherwise(*request, made);
    out_.all.push_back(made);
    return true;
  }

 private:
  void askOtherwise(const request::Request& request, BenchRequest& made) {
    const auto& access = std::get<request::Access>(request.body());
    const polc_context* context = nullptr;
    if (describes(request, access.subject) || describes(request, access.resource) ||
        !contextOf(made.json, context))
      return;
    made.named = true;
    const auto& names = out_.names.emplace_back(
        BenchRequests::Names{access.subject_name, access.resource_name, access.action_name});
    made.name = {text(names.subject.type),  text(names.subject.id),  text(names.action),
                 text(names.resource.type), text(names.resource.id), context};
    made.number = {
        polc_directory_entity(directory_, made.name.subject_type, made.name.subject_id),
        polc_bundle_action(bundle_, made.name.action),
        polc_directory_entity(directory_, made.name.resource_type, made.name.resource_id), 0,
        context};
    made.typed = made.number.subject != POLC_NONE && made.number.action != POLC_NONE &&
                 made.number.resource != POLC_NONE;
  }

  // Is the entity known by the request alone?
  bool describes(const request::Request& request, uint32_t row) const {
    if (row == value::kNoEntity || !request.world().entity(row).known) return false;
    return row >= rows_->size() || !rows_->entity(row).known;
  }

  // False where it names an entity that the directory does not have.
  bool contextOf(std::string_view json, const polc_context*& context) {
    auto document = std::get<json::Document>(json::parse(json));
    const json::Node* node = document.find(document.root(), "context");
    if (!node || node->kind != json::Kind::object) return true;
    auto made = Context::parse(directory_, json.substr(node->begin, node->end - node->begin));
    if (!made) return false;
    context = made->get();
    out_.contexts.push_back(std::move(made.value));
    return true;
  }

  const std::shared_ptr<const directory::Directory>& rows_;
  const polc_directory* directory_;
  const polc_bundle* bundle_;
  std::optional<value::Micros> fixed_;
  value::Micros clock_ = clockNow();
  BenchRequests& out_;
};

}  // namespace

bool readRequests(const std::string& path, const std::shared_ptr<const directory::Directory>& rows,
                  const polc_directory* directory, const polc_bundle* bundle,
                  std::optional<value::Micros> fixed, driver::Session& session,
                  BenchRequests& out) {
  std::optional<std::string> read = driver::readInput(path);
  if (!read) {
    session.diagnostics().report(diag::Code::input_unreadable, {}, path);
    return false;
  }
  source::FileId file = session.sources().add(path == "-" ? "<stdin>" : path, std::move(*read));
  std::string_view text = session.sources().file(file).text();
  RequestReader reader(rows, directory, bundle, fixed, out);
  for (size_t begin = 0; begin < text.size();) {
    size_t end = std::min(text.find('\n', begin), text.size());
    std::string_view line = text.substr(begin, end - begin);
    std::vector<directory::Finding> refused;
    if (line.find_first_not_of(" \t\r") != std::string_view::npos && !reader.read(line, refused)) {
      driver::report(refused, file, static_cast<uint32_t>(begin), session.diagnostics());
      return false;
    }
    begin = end + 1;
  }
  if (out.all.empty())
    session.diagnostics().report(diag::Code::bad_option, {}, "--requests", path,
                                 "a file with at least one request a line");
  return !out.all.empty();
}

}  // namespace polc::tool
