#include <algorithm>
#include <initializer_list>

#include "runtime/abi/ask.h"
#include "runtime/abi/findings.h"
#include "runtime/abi/guard.h"
#include "runtime/json/json.h"

namespace polc::abi {
namespace {

using request::Request;

constexpr const char* kNothing = "a directory, a request and a decision are needed";
constexpr const char* kNoInstant = "a decision is of an instant of the years 1 to 9999";
constexpr const char* kNoText = "names are UTF-8";
constexpr const char* kNoNumbers =
    "subject, action and resource must be of this directory and bundle, the context of this "
    "directory";

void forget(polc_decision& decision) {
  decision.held.clear();
  decision.request = nullptr;
  decision.json.clear();
  decision.texts.clear();
}

// What fails half-way leaves nothing behind that could say allow.
polc_status decide(const polc_directory& directory, std::shared_ptr<const Request> request,
                   int64_t now, polc_decision& decision) {
  try {
    decision.request = std::move(request);
    directory.bundle->engine->decide(*decision.request, now, decision.held);
  } catch (...) {
    forget(decision);
    throw;
  }
  return POLC_OK;
}

bool areTexts(std::initializer_list<polc_string> texts) {
  return std::ranges::all_of(texts, [](polc_string text) { return json::isUtf8(view(text)); });
}
bool areTexts(const polc_request& /*asked*/) { return true; }
bool areTexts(const polc_named_request& asked) {
  return areTexts(
      {asked.subject_type, asked.subject_id, asked.action, asked.resource_type, asked.resource_id});
}

template <class Asked>
polc_status evaluate(const polc_directory* directory, const Asked* asked, int64_t now,
                     polc_decision* decision, polc_error** error) {
  return guarded(error, [&] {
    if (!decision) return invalid(error, kNothing);
    forget(*decision);
    if (!directory || !asked) return invalid(error, kNothing);
    if (!isInstant(now)) return invalid(error, kNoInstant);
    if (!areTexts(*asked)) return invalid(error, kNoText);
    auto request = requestOf(*directory, *asked);
    if (!request) return invalid(error, kNoNumbers);
    return decide(*directory, std::move(request), now, *decision);
  });
}

using Decode = std::shared_ptr<const Request> (*)(std::shared_ptr<const directory::Directory>,
                                                  std::string_view,
                                                  std::vector<directory::Finding>&);
polc_status evaluateJson(Decode decode, const polc_directory* directory, polc_string json,
                         int64_t now, polc_decision* decision, polc_error** error) {
  return guarded(error, [&] {
    if (!decision) return invalid(error, kNothing);
    forget(*decision);
    if (!directory) return invalid(error, kNothing);
    if (!isInstant(now)) return invalid(error, kNoInstant);
    std::vector<directory::Finding> findings;
    auto request = decode(directory->held, view(json), findings);
    if (!request) return fail(error, refused(findings, view(json)));
    return decide(*directory, std::move(request), now, *decision);
  });
}

}  // namespace
}  // namespace polc::abi

using namespace polc::abi;

polc_status polc_evaluate(const polc_directory* directory, const polc_request* request, int64_t now,
                          polc_decision* decision, polc_error** error) {
  return evaluate(directory, request, now, decision, error);
}

polc_status polc_evaluate_named(const polc_directory* directory, const polc_named_request* request,
                                int64_t now, polc_decision* decision, polc_error** error) {
  return evaluate(directory, request, now, decision, error);
}

polc_status polc_evaluate_json(const polc_directory* directory, polc_string json, int64_t now,
                               polc_decision* decision, polc_error** error) {
  return evaluateJson(Request::access, directory, json, now, decision, error);
}

polc_status polc_standing(const polc_directory* directory, polc_string type, polc_string id,
                          int64_t now, polc_decision* decision, polc_error** error) {
  return guarded(error, [&] {
    if (!decision) return invalid(error, kNothing);
    forget(*decision);
    if (!directory) return invalid(error, kNothing);
    if (!isInstant(now)) return invalid(error, kNoInstant);
    if (!areTexts({type, id})) return invalid(error, kNoText);
    polc::request::Name name{std::string(view(type)), std::string(view(id))};
    return decide(*directory, Request::standingOf(directory->held, name), now, *decision);
  });
}

polc_status polc_standing_json(const polc_directory* directory, polc_string json, int64_t now,
                               polc_decision* decision, polc_error** error) {
  return evaluateJson(Request::standing, directory, json, now, decision, error);
}
