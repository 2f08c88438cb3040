#include "tools/polc/report.h"

#include <algorithm>

namespace polc::tool {
namespace {

using decision::Decision;
using decision::Outcome;
using diag::printable;

std::string originText(const core::Provenance& from, const core::Bundle& bundle) {
  std::string origin =
      from.amendment == 0 ? "contract" : fmt::format("amendment {}", from.amendment);
  return fmt::format("{}, {}:{}", origin, printable(bundle.files[from.file]), from.line);
}

std::string clauseText(const core::Provenance& from, const core::Bundle& bundle,
                       const Paint& paint) {
  std::string text = paint(kBold, printable(bundle.clauses[from.clause].identity));
  if (from.title != core::kNone)
    text += fmt::format(" \"{}\"", printable(bundle.texts[from.title]));
  return text;
}

std::string lackText(const decision::Lack& lack) {
  std::string text = lack.condition;
  if (!lack.read.empty()) text += fmt::format("   where {}", fmt::join(lack.read, ", "));
  return printable(text);
}

class Describer {
 public:
  Describer(const Decision& decision, const request::Request& request, value::Micros now,
            const Paint& paint)
      : decision_(decision),
        request_(request),
        bundle_(request.world().bundle()),
        now_(now),
        paint_(paint) {}

  std::string describe() {
    headline();
    reasons();
    times();
    rest();
    nearest();
    return std::move(out_);
  }

 private:
  // `text` holds nothing that a terminal acts on, but for what Paint adds.
  void painted(std::string_view label, std::string_view text) {
    out_ += fmt::format("  {:<11}{}\n", label, text);
  }
  void line(std::string_view label, std::string_view text) { painted(label, printable(text)); }

  std::string nameOf(const request::Name& name) const {
    return printable(fmt::format("{}::\"{}\"", name.type, name.id));
  }

  void headline() {
    out_ += outcomeText(decision_.outcome, paint_) + "  ";
    if (const auto* access = std::get_if<request::Access>(&request_.body())) {
      out_ += fmt::format("{} to {} on {}\n", nameOf(access->subject_name),
                          printable(access->action_name), nameOf(access->resource_name));
    } else {
      const auto& standing = std::get<request::Standing>(request_.body());
      out_ += fmt::format("standing of {}: {}\n", nameOf(standing.name),
                          decision::name(decision_.phase));
    }
    line("at", bothClocks(now_, bundle_.zones[0]));
  }

  // A denial without reasons has one of few causes.
  std::string_view unreasoned() const {
    if (decision_.contract_state == decision::ContractState::not_in_force) {
      return "the contract is not yet in force";
    }
    if (decision_.contract_state == decision::ContractState::ended) return "the contract has ended";
    if (decision_.standing && decision_.phase == decision::Phase::not_yet) {
      return "it is not yet born";
    }
    if (decision_.errors.empty()) return "no clause allows it";
    return "no clause allows it, or a rule that could not be evaluated forbids it";
  }

  // A reason is of the resource, or of the entity whose standing was asked, unless it says otherwise.
  std::string ofSubject(uint32_t entity) const {
    const auto* access = std::get_if<request::Access>(&request_.body());
    if (!access || entity != access->subject || entity == access->resource) return "";
    return ", of the subject " + printable(decision::entityText(entity, request_));
  }

  void reasons() {
    std::string label = "because";
    for (const decision::Reason& reason : decision_.reasons) {
      painted(label, fmt::format("{}: {} ({}){}", clauseText(*reason.from, bundle_, paint_),
                                 decision::name(reason.effect), originText(*reason.from, bundle_),
                                 ofSubject(reason.entity)));
      label.clear();
    }
    if (decision_.reasons.empty() && decision_.outcome == Outcome::deny) {
      line(label, unreasoned());
    }
    for (const decision::SetAside& aside : decision_.set_aside) {
      painted("set aside",
              fmt::format("{} by {} ({})", clauseText(*aside.what.from, bundle_, paint_),
                          clauseText(*aside.by, bundle_, paint_), originText(*aside.by, bundle_)));
    }
  }

  void times() {
    if (decision_.standing && decision_.deadline != value::kNever) {
      line("deadline", bothClocks(decision_.deadline, bundle_.zones[0]));
    }
    line("until", decision_.stable_until == value::kNever
                      ? "nothing changes as time passes"
                      : bothClocks(decision_.stable_until, bundle_.zones[0]));
  }

  std::string obligationText(const decision::Obligation& obligation) const {
    const core::ObligationDef& definition = bundle_.obligations[obligation.obligation];
    std::string text = definition.name;
    for (size_t i = 0; i < obligation.properties.size(); ++i) {
      const core::FieldDef& parameter = definition.parameters[i];
      text += i == 0 ? "(" : ", ";
      text += parameter.name + ": " +
              decision::valueJson(obligation.properties[i], parameter.type, request_.world());
    }
    if (!obligation.properties.empty()) text += ")";
    return fmt::format("{}, by {}", text, bundle_.clauses[obligation.clause].identity);
  }

  void rest() {
    for (const decision::Obligation& obligation : decision_.obligations) {
      line("obligation", obligationText(obligation));
    }
    for (const decision::FindingOf& finding : decision_.findings) {
      static constexpr std::string_view kSeverities[] = {"low", "medium", "high", "critical"};
      const core::Requirement& unmet = *finding.requirement;
      std::string cites =
          unmet.cites == core::kNone ? "" : fmt::format(" [{}]", bundle_.texts[unmet.cites]);
      line("finding", fmt::format("{}: {}{}, {} ({})", kSeverities[unmet.severity],
                                  bundle_.texts[unmet.message], cites,
                                  bundle_.clauses[unmet.from.clause].identity,
                                  originText(unmet.from, bundle_)));
    }
    for (const decision::Cause& cause : decision_.errors) {
      line("error", fmt::format("P{}: {}", static_cast<uint32_t>(cause.code),
                                decision::message(cause, request_)));
    }
  }

  void nearest() {
    for (const decision::Near& near : decision_.nearest) {
      painted("near", fmt::format("{} ({}) lacked:", clauseText(*near.from, bundle_, paint_),
                                  originText(*near.from, bundle_)));
      for (const decision::Lack& lack : near.lacked) painted("", "  " + lackText(lack));
    }
  }

  const Decision& decision_;
  const request::Request& request_;
  const core::Bundle& bundle_;
  value::Micros now_;
  const Paint& paint_;
  std::string out_;
};

std::string_view resultName(interp::Looked::Result result) {
  switch (result) {
    case interp::Looked::Result::applied:
      return "applied";
    case interp::Looked::Result::not_applied:
      return "not applied";
    case interp::Looked::Result::error:
      return "error";
    case interp::Looked::Result::out_of_period:
      break;
  }
  return "not in force";
}

}  // namespace

std::string outcomeText(Outcome outcome, const Paint& paint) {
  std::string_view colour = outcome == Outcome::allow  ? kGreen
                            : outcome == Outcome::deny ? kRed
                                                       : kYellow;
  return paint(colour, decision::name(outcome));
}

std::string describe(const Decision& decision, const request::Request& request, value::Micros now,
                     const Paint& paint) {
  return Describer(decision, request, now, paint).describe();
}

std::string describeRules(const std::vector<interp::Looked>& rules, const core::Bundle& bundle,
                          const Paint& paint) {
  std::string out = "  rules that were looked at:\n";
  for (const interp::Looked& rule : rules) {
    out += fmt::format("    {:<12} {:<11} {} ({})\n", resultName(rule.result), rule.kind,
                       clauseText(*rule.from, bundle, paint), originText(*rule.from, bundle));
    for (const decision::Lack& condition : rule.conditions) {
      out += fmt::format("      {}\n", lackText(condition));
    }
  }
  return out;
}

Json rulesJson(const std::vector<interp::Looked>& rules, const core::Bundle& bundle) {
  Json out = Json::array();
  for (const interp::Looked& rule : rules) {
    Json conditions = Json::array();
    for (const decision::Lack& condition : rule.conditions) {
      conditions.push_back({{"condition", condition.condition}, {"read", condition.read}});
    }
    out.push_back({{"clause", bundle.clauses[rule.from->clause].identity},
                   {"kind", rule.kind},
                   {"result", resultName(rule.result)},
                   {"amendment", rule.from->amendment == 0 ? Json() : Json(rule.from->amendment)},
                   {"file", bundle.files[rule.from->file]},
                   {"line", rule.from->line},
                   {"conditions", std::move(conditions)}});
  }
  return out;
}

}  // namespace polc::tool
