#include "tools/polc/bench_report.h"

namespace polc::tool {
namespace {

Json timesJson(const Timing& timing) {
  if (timing.requests == 0) return Json{{"requests", 0}, {"median_ns", nullptr}};
  return {{"requests", timing.requests}, {"median_ns", timing.median_ns},
          {"p10_ns", timing.p10_ns},     {"p90_ns", timing.p90_ns},
          {"p99_ns", timing.p99_ns},     {"decisions_per_second", timing.decisions_per_second},
          {"batch", timing.batch},       {"batches", timing.batches}};
}

Json classesJson(const BenchReport& report) {
  Json classes;
  for (size_t i = 0; i < report.classes.size(); ++i) {
    const auto& [one, several] = report.classes[i];
    Json& made = classes[std::string(name(kAskedBy[i]))] = timesJson(one);
    made["threads"] = timesJson(several);
    made["threads"]["count"] = several.threads;
  }
  return classes;
}

std::string row(std::string_view label, const Timing& timing) {
  if (timing.requests == 0) return fmt::format("  {:<8} no request can be asked so\n", label);
  return fmt::format("  {:<8} {:>3} {:>10.1f} {:>10.1f} {:>10.1f} {:>10.1f} {:>14.0f}\n", label,
                     timing.threads, timing.median_ns, timing.p10_ns, timing.p90_ns, timing.p99_ns,
                     timing.decisions_per_second);
}

}  // namespace

std::string asJson(const BenchReport& report) {
  const BenchReport::Outcomes& outcomes = report.outcomes;
  return dump({{"contract", report.contract},
               {"bundle", report.digest},
               {"engine", report.engine},
               {"entities", report.entities},
               {"requests", report.requests},
               {"outcomes",
                {{"allow", outcomes.allow},
                 {"deny", outcomes.deny},
                 {"expire", outcomes.expire},
                 {"error", outcomes.error}}},
               {"first_decision_ms", report.first_decision_ms},
               {"optimised_ms", report.optimised_ms ? Json(*report.optimised_ms) : Json()},
               {"directory_bytes_per_entity", report.bytes_per_entity},
               {"classes", classesJson(report)}});
}

std::string asText(const BenchReport& report) {
  const BenchReport::Outcomes& outcomes = report.outcomes;
  std::string out =
      fmt::format("{}, engine {}: {} requests, {} entities, {:.0f} bytes each\n", report.contract,
                  report.engine, report.requests, report.entities, report.bytes_per_entity);
  out += fmt::format("allow {}, deny {}, expire {}, in error {}\n", outcomes.allow, outcomes.deny,
                     outcomes.expire, outcomes.error);
  out += fmt::format("first decision after {:.1f} ms", report.first_decision_ms);
  if (report.optimised_ms) out += fmt::format(", compiled after {:.1f} ms", *report.optimised_ms);
  out += fmt::format("\n\n  {:<8} {:>3} {:>10} {:>10} {:>10} {:>10} {:>14}\n", "ns each", "thr",
                     "median", "p10", "p90", "p99", "decisions/s");
  for (size_t i = 0; i < report.classes.size(); ++i) {
    out += row(name(kAskedBy[i]), report.classes[i].first);
    out += row("", report.classes[i].second);
  }
  return out;
}

}  // namespace polc::tool
