#include "runtime/abi/guard.h"
#include "runtime/decision/path.h"
#include "runtime/decision/writer.h"

namespace polc::abi {
namespace {

constexpr polc_string kEmpty{nullptr, 0};

const core::Bundle& bundleOf(const polc_decision& decision) {
  return decision.request->world().bundle();
}

polc_string textOf(const core::Bundle& bundle, uint32_t text) {
  return text == core::kNone ? kEmpty : give(bundle.texts[text]);
}

polc_string clauseOf(const core::Bundle& bundle, core::ClauseId clause) {
  return give(bundle.clauses[clause].identity);
}

polc_entity entityOf(const polc_decision& decision, uint32_t row) {
  if (row == value::kNoEntity) return {kEmpty, kEmpty};
  const directory::Entity& entity = decision.request->world().entity(row);
  return {give(bundleOf(decision).entities[entity.type].name), give(entity.id())};
}

polc_string keep(polc_decision& decision, std::string text) {
  return give(decision.texts.emplace_back(std::move(text)));
}

std::string propertiesOf(const polc_decision& decision, const decision::Obligation& obligation) {
  const auto& parameters = bundleOf(decision).obligations[obligation.obligation].parameters;
  decision::Writer writer;
  writer.open('{');
  for (size_t i = 0; i < obligation.properties.size(); ++i) {
    if (!obligation.properties[i].given()) continue;
    writer.key(parameters[i].name)
        .raw(decision::valueJson(obligation.properties[i], parameters[i].type,
                                 decision.request->world()));
  }
  writer.close('}');
  return writer.take();
}

polc_string severityOf(const core::Requirement& requirement) {
  constexpr std::string_view kNames[] = {"low", "medium", "high", "critical"};
  return give(kNames[requirement.severity]);
}

// Gives what `make` makes of one element, where there is one.
template <class List, class Out, class Make>
polc_status element(const List* list, size_t index, Out* out, Make make) {
  if (out) *out = Out{};
  return guarded(nullptr, [&] {
    if (!list || !out || index >= list->size()) return POLC_INVALID_ARGUMENT;
    *out = make((*list)[index]);
    return POLC_OK;
  });
}

}  // namespace
}  // namespace polc::abi

using namespace polc::abi;

polc_status polc_decision_new(polc_decision** out, polc_error** error) {
  if (out) *out = nullptr;
  return guarded(error, [&] {
    if (!out) return invalid(error, "a decision goes to `out`");
    *out = new polc_decision;
    return POLC_OK;
  });
}

void polc_decision_free(polc_decision* decision) { delete decision; }

polc_outcome polc_decision_outcome(const polc_decision* decision) {
  return decision ? static_cast<polc_outcome>(decision->held.outcome) : POLC_DENY;
}
int64_t polc_decision_stable_until(const polc_decision* decision) {
  return decision ? decision->held.stable_until : POLC_NEVER;
}
int64_t polc_decision_deadline(const polc_decision* decision) {
  return decision ? decision->held.deadline : POLC_NEVER;
}
polc_phase polc_decision_phase(const polc_decision* decision) {
  return decision ? static_cast<polc_phase>(decision->held.phase) : POLC_ACTIVE;
}

polc_string polc_decision_json(polc_decision* decision) {
  if (!decision || !decision->request) return kEmpty;
  polc_status made = guarded(nullptr, [&] {
    if (decision->json.empty())
      decision->json = polc::decision::toJson(decision->held, *decision->request);
    return POLC_OK;
  });
  return made == POLC_OK ? give(decision->json) : kEmpty;
}

size_t polc_decision_reason_count(const polc_decision* decision) {
  return decision ? decision->held.reasons.size() : 0;
}

polc_status polc_decision_reason(const polc_decision* decision, size_t index, polc_reason* out) {
  return element(decision ? &decision->held.reasons : nullptr, index, out,
                 [&](const polc::decision::Reason& reason) {
                   const polc::core::Bundle& bundle = bundleOf(*decision);
                   const polc::core::Provenance& from = *reason.from;
                   return polc_reason{.clause = clauseOf(bundle, from.clause),
                                      .effect = give(polc::decision::name(reason.effect)),
                                      .title = textOf(bundle, from.title),
                                      .file = give(bundle.files[from.file]),
                                      .line = from.line,
                                      .amendment = from.amendment,
                                      .entity = entityOf(*decision, reason.entity)};
                 });
}

size_t polc_decision_obligation_count(const polc_decision* decision) {
  return decision ? decision->held.obligations.size() : 0;
}

polc_status polc_decision_obligation(polc_decision* decision, size_t index, polc_obligation* out) {
  return element(decision ? &decision->held.obligations : nullptr, index, out,
                 [&](const polc::decision::Obligation& obligation) {
                   const polc::core::Bundle& bundle = bundleOf(*decision);
                   return polc_obligation{
                       .id = give(bundle.obligations[obligation.obligation].name),
                       .properties = keep(*decision, propertiesOf(*decision, obligation)),
                       .clause = clauseOf(bundle, obligation.clause),
                       .entity = entityOf(*decision, obligation.entity)};
                 });
}

size_t polc_decision_finding_count(const polc_decision* decision) {
  return decision ? decision->held.findings.size() : 0;
}

polc_status polc_decision_finding(const polc_decision* decision, size_t index, polc_finding* out) {
  return element(decision ? &decision->held.findings : nullptr, index, out,
                 [&](const polc::decision::FindingOf& finding) {
                   const polc::core::Bundle& bundle = bundleOf(*decision);
                   const polc::core::Requirement& requirement = *finding.requirement;
                   return polc_finding{.clause = clauseOf(bundle, requirement.from.clause),
                                       .severity = severityOf(requirement),
                                       .cites = textOf(bundle, requirement.cites),
                                       .message = textOf(bundle, requirement.message),
                                       .entity = entityOf(*decision, finding.entity)};
                 });
}

size_t polc_decision_error_count(const polc_decision* decision) {
  return decision ? decision->held.errors.size() : 0;
}

polc_status polc_decision_error(polc_decision* decision, size_t index, polc_evaluation_error* out) {
  return element(
      decision ? &decision->held.errors : nullptr, index, out,
      [&](const polc::decision::Cause& cause) {
        auto code = static_cast<uint16_t>(cause.code);
        return polc_evaluation_error{
            .code = keep(*decision, fmt::format("P{:04}", code)),
            .path = keep(*decision, polc::decision::Path(cause).text()),
            .message = keep(*decision, polc::decision::message(cause, *decision->request)),
            .entity = entityOf(*decision, cause.entity)};
      });
}
