#include "tests/bench/outcomes.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "runtime/abi/make.h"

namespace polc::bench {
namespace {

polc_outcome outcomeOf(polc_status status, const polc_result& result) {
  if (status != POLC_OK) throw std::runtime_error("a request was refused");
  return static_cast<polc_outcome>(result.outcome);
}

}  // namespace

Outcomes::Outcomes(std::shared_ptr<const core::Bundle> bundle,
                   std::shared_ptr<const engine::Engine> engine, const std::string& directory,
                   const std::vector<std::string>& lines) {
  polc_bundle* made = nullptr;
  abi::makeBundle({std::move(bundle), std::move(engine)}, &made);
  bundle_ = Bundle(made);
  auto loaded = Directory::load(bundle_, directory);
  if (!loaded) throw std::runtime_error(std::string(loaded.error.message()));
  directory_ = std::move(loaded.value);
  for (const std::string& line : lines) read(line);
}

polc_string Outcomes::kept(const std::string& word) { return text(*texts_.insert(word).first); }

void Outcomes::read(const std::string& line) {
  auto json = nlohmann::ordered_json::parse(line);
  const auto& subject = json.at("subject");
  const auto& resource = json.at("resource");
  auto& given = json.at("context");
  std::string written = given.at("now");
  int64_t now = 0;
  if (polc_time_parse(text(written), &now) != 1) throw std::runtime_error("no time: " + written);
  given.erase("now");
  const polc_context* context = nullptr;
  if (!given.empty()) {
    auto made = Context::parse(directory_.get(), given.dump());
    if (!made) throw std::runtime_error("a context was refused: " + line);
    context = made->get();
    contexts_.push_back(std::move(made.value));
  }
  polc_named_request name{
      kept(subject.at("type")),  kept(subject.at("id")),  kept(json.at("action").at("name")),
      kept(resource.at("type")), kept(resource.at("id")), context};
  const polc_directory* directory = directory_.get();
  polc_request number{polc_directory_entity(directory, name.subject_type, name.subject_id),
                      polc_bundle_action(bundle_.get(), name.action),
                      polc_directory_entity(directory, name.resource_type, name.resource_id), 0,
                      context};
  numbers_.push_back({number, now});
  names_.push_back({name, now});
  jsons_.push_back({text(line), now});
  named_ = named_ && !subject.contains("properties") && !resource.contains("properties");
}

polc_outcome Outcomes::typed(size_t i) const {
  const auto& [request, now] = numbers_[i];
  polc_result result{};
  return outcomeOf(polc_decide(directory_.get(), &request, 1, now, 0, &result), result);
}

template <class Request, class Decide>
size_t Outcomes::allowed(std::span<const size_t> all, const std::vector<Ask<Request>>& from,
                         std::vector<Request>& asked, Decide decide) {
  asked.clear();
  for (size_t i : all) asked.push_back(from[i].request);
  results_.resize(all.size());
  polc_status status =
      decide(directory_.get(), asked.data(), all.size(), from[all[0]].now, 0, results_.data());
  size_t allowed = 0;
  for (const polc_result& result : results_) allowed += outcomeOf(status, result) == POLC_ALLOW;
  return allowed;
}

size_t Outcomes::typed(std::span<const size_t> all) {
  return allowed(all, numbers_, numbers_asked_, polc_decide);
}

size_t Outcomes::strings(std::span<const size_t> all) {
  return allowed(all, names_, names_asked_, polc_decide_named);
}

polc_outcome Outcomes::strings(size_t i) const {
  const auto& [request, now] = names_[i];
  polc_result result{};
  return outcomeOf(polc_decide_named(directory_.get(), &request, 1, now, 0, &result), result);
}

polc_outcome Outcomes::json(size_t i) const {
  const auto& [request, now] = jsons_[i];
  polc_result result{};
  return outcomeOf(polc_decide_json(directory_.get(), &request, 1, now, 0, &result, nullptr),
                   result);
}

}  // namespace polc::bench
