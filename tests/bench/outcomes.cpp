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

void Outcomes::read(const std::string& line) {
  auto json = nlohmann::ordered_json::parse(line);
  Ask& ask = asks_.emplace_back();
  ask.json = text(line);
  const auto& subject = json.at("subject");
  const auto& resource = json.at("resource");
  ask.subject_type = subject.at("type"), ask.subject_id = subject.at("id");
  ask.resource_type = resource.at("type"), ask.resource_id = resource.at("id");
  ask.action = json.at("action").at("name");
  auto& given = json.at("context");
  std::string now = given.at("now");
  if (polc_time_parse(text(now), &ask.now) != 1) throw std::runtime_error("no time: " + now);
  given.erase("now");
  const polc_context* context = nullptr;
  if (!given.empty()) {
    auto made = Context::parse(directory_.get(), given.dump());
    if (!made) throw std::runtime_error("a context was refused: " + line);
    context = made->get();
    contexts_.push_back(std::move(made.value));
  }
  ask.name = {text(ask.subject_type),  text(ask.subject_id),  text(ask.action),
              text(ask.resource_type), text(ask.resource_id), context};
  ask.number = {
      polc_directory_entity(directory_.get(), ask.name.subject_type, ask.name.subject_id),
      polc_bundle_action(bundle_.get(), ask.name.action),
      polc_directory_entity(directory_.get(), ask.name.resource_type, ask.name.resource_id), 0,
      context};
  named_ = named_ && !subject.contains("properties") && !resource.contains("properties");
}

polc_outcome Outcomes::typed(size_t i) const {
  const Ask& ask = asks_[i];
  polc_result result{};
  return outcomeOf(polc_decide(directory_.get(), &ask.number, 1, ask.now, 0, &result), result);
}

polc_outcome Outcomes::strings(size_t i) const {
  const Ask& ask = asks_[i];
  polc_result result{};
  return outcomeOf(polc_decide_named(directory_.get(), &ask.name, 1, ask.now, 0, &result), result);
}

polc_outcome Outcomes::json(size_t i) const {
  const Ask& ask = asks_[i];
  polc_result result{};
  return outcomeOf(polc_decide_json(directory_.get(), &ask.json, 1, ask.now, 0, &result, nullptr),
                   result);
}

}  // namespace polc::bench
