// polc plan: how decisions are made: shapes of rules, tables and their keys, dispatch, and what a decision costs at most.
#include "compiler/plan/plan.h"

#include "compiler/plan/cost.h"
#include "tools/polc/options.h"
#include "tools/polc/output.h"

namespace polc::tool {
namespace {

using core::kNone;
using engine::Bucket;
using engine::Probe;

struct PlanOptions : ContractOptions {
  std::string known, directory;
};

std::string_view name(engine::RuleKind kind) {
  static constexpr std::string_view kNames[] = {"grants",       "prohibitions", "limits",
                                                "requirements", "masks",        "holds"};
  return kNames[static_cast<size_t>(kind)];
}
std::string_view name(Probe::Mode mode) {
  static constexpr std::string_view kNames[] = {"equal",      "member of",   "has member",
                                                "in network", "begins with", "ends with",
                                                "in range",   "has part"};
  return kNames[static_cast<size_t>(mode)];
}

class Report {
 public:
  Report(const core::Bundle& bundle, const plan::Extent& extent)
      : bundle_(bundle), extent_(extent), plan_(plan::build(bundle)) {}

  Json json() const {
    Json dispatch = Json::array();
    for (uint32_t action = 0; action < bundle_.actions.size(); ++action) {
      for (uint32_t type = 0; type < bundle_.entities.size(); ++type) {
        engine::Span span = plan_.tables.by_action[action * bundle_.entities.size() + type];
        uint32_t cell = plan_.tables.cells[action * bundle_.entities.size() + type];
        if (span.count > 0) dispatch.push_back(access(action, type, span, cell));
      }
    }
    Json of_types = Json::array();
    for (uint32_t type = 0; type < bundle_.entities.size(); ++type) {
      engine::Span span = plan_.tables.by_type[type];
      if (span.count > 0)
        of_types.push_back({{"type", bundle_.entities[type].name}, {"tables", tables(span)}});
    }
    return {{"contract", bundle_.contract},
            {"shapes", plan_.shapes.size()},
            {"rows", plan_.tables.rows.size()},
            {"tables", plan_.tables.buckets.size()},
            {"cells", plan_.cells.size()},
            {"extent", {{"memberships", extent_.memberships}, {"members", extent_.members}}},
            {"dispatch", std::move(dispatch)},
            {"types", std::move(of_types)},
            {"worst", costJson(worst())}};
  }

 private:
  static Json costJson(const plan::Cost& cost) {
    return {{"keys", cost.keys},
            {"rows", cost.rows},
            {"steps", cost.steps},
            {"rows_lacking", cost.rows_lacking},
            {"steps_lacking", cost.steps_lacking}};
  }

  // `cell`: the function that decides it alone; of those that are alike there is one.
  Json access(uint32_t action, uint32_t type, engine::Span span, uint32_t cell) const {
    return {{"action", bundle_.actions[action].name},
            {"resource", bundle_.entities[type].name},
            {"cell", cell == kNone ? Json(nullptr) : Json(cell - plan_.shapes.size())},
            {"tables", tables(span)}};
  }

  Json tables(engine::Span span) const {
    Json all = Json::array();
    for (uint32_t i = 0; i < span.count; ++i)
      all.push_back(table(plan_.tables.buckets[plan_.tables.bucket_ids[span.first + i]]));
    return all;
  }

  Json table(const Bucket& bucket) const {
    const engine::Row& row = plan_.tables.rows[plan_.tables.row_ids[bucket.rows.first]];
    Json indices = Json::array();
    if (!bucket.index.slots.empty()) indices.push_back(keys(bucket.index));
    for (const engine::Index& index : bucket.more) indices.push_back(keys(index));
    Json out{{"kind", name(bucket.kind)}, {"rows", bucket.rows.count}};
    out["subject"] = bucket.subject_type == kNone
                         ? Json(nullptr)
                         : Json(bundle_.entities[bucket.subject_type].name);
    out["shape"] = row.guard.present() ? Json(row.guard.shape) : Json(nullptr);
    out["guard"] = row.guard.present() ? Json(guard(row.guard.shape)) : Json(nullptr);
    out["once"] = bucket.common.present() ? Json(guard(bucket.common.shape)) : Json(nullptr);
    out["found_by"] = std::move(indices);
    out["cost"] = costJson(plan::costOf(bundle_, plan_, bucket, extent_));
    return out;
  }

  // As one of the rows has it.
  std::string guard(uint32_t shape) const {
    std::string text;
    for (core::ExprId root : plan_.shapes[shape].roots) {
      if (root != kNone) text += (text.empty() ? "" : " · ") + core::print(bundle_, root);
    }
    return text;
  }

  Json keys(const engine::Index& index) const {
    Json all = Json::array();
    for (const Probe& probe : index.probes)
      all.push_back(fmt::format("{} {}", value(probe), name(probe.mode)));
    return all;
  }

  std::string value(const Probe& probe) const {
    switch (probe.source) {
      case Probe::Source::subject:
        return "subject";
      case Probe::Source::resource:
        return "resource";
      case Probe::Source::context_field:
        return "context." + bundle_.context[probe.field].name;
      case Probe::Source::expression:
        return guard(probe.value.shape);
      default:
        const char* owner = probe.source == Probe::Source::subject_field    ? "subject"
                            : probe.source == Probe::Source::resource_field ? "resource"
                                                                            : "self";
        return fmt::format("{}.{}", owner, bundle_.entities[probe.type].fields[probe.field].name);
    }
  }

  plan::Cost worst() const {
    plan::Cost most;
    auto larger = [](uint64_t& to, uint64_t from) { to = std::max(to, from); };
    auto types = static_cast<uint32_t>(bundle_.entities.size());
    for (uint32_t action = 0; action < bundle_.actions.size(); ++action) {
      for (uint32_t resource : bundle_.actions[action].on) {
        for (uint32_t subject = 0; subject < types; ++subject) {
          plan::Cost cost = plan::accessCost(bundle_, plan_, action, subject, resource, extent_);
          larger(most.keys, cost.keys);
          larger(most.rows, cost.rows);
          larger(most.steps, cost.steps);
          larger(most.rows_lacking, cost.rows_lacking);
          larger(most.steps_lacking, cost.steps_lacking);
        }
      }
    }
    return most;
  }

  const core::Bundle& bundle_;
  plan::Extent extent_;
  plan::Plan plan_;
};

std::string joined(const Json& list, const char* between) {
  std::string text;
  for (const Json& item : list) {
    std::string one = item.is_array() ? joined(item, " and ") : item.get<std::string>();
    text += (text.empty() ? "" : between) + one;
  }
  return text;
}

void printTables(const Json& tables) {
  for (const Json& table : tables) {
    std::string who =
        table["subject"].is_null() ? "" : " of " + table["subject"].get<std::string>();
    print(fmt::format("  {} {}{}\n", table["rows"].get<uint64_t>(),
                      table["kind"].get<std::string>(), who));
    if (!table["guard"].is_null())
      print(fmt::format("    as   {}\n", table["guard"].get<std::string>()));
    if (!table["once"].is_null())
      print(fmt::format("    once {}\n", table["once"].get<std::string>()));
    if (!table["found_by"].empty())
      print(fmt::format("    by   {}\n", joined(table["found_by"], "; or ")));
    const Json& cost = table["cost"];
    print(fmt::format("    cost {} keys, {} rows, {} steps\n", cost["keys"].get<uint64_t>(),
                      cost["rows"].get<uint64_t>(), cost["steps"].get<uint64_t>()));
  }
}

void printText(const Json& plan) {
  print(fmt::format("{}: {} rows of {} shapes in {} tables, {} plain cells compiled\n",
                    plan["contract"].get<std::string>(), plan["rows"].get<uint64_t>(),
                    plan["shapes"].get<uint64_t>(), plan["tables"].get<uint64_t>(),
                    plan["cells"].get<uint64_t>()));
  for (const Json& cell : plan["dispatch"]) {
    print(fmt::format("\n{} on {}{}\n", cell["action"].get<std::string>(),
                      cell["resource"].get<std::string>(),
                      cell["cell"].is_null() ? "" : " (a plain cell)"));
    printTables(cell["tables"]);
  }
  for (const Json& type : plan["types"]) {
    print(fmt::format("\nevery {}\n", type["type"].get<std::string>()));
    printTables(type["tables"]);
  }
  const Json &worst = plan["worst"], &extent = plan["extent"];
  print(fmt::format(
      "\nAn access costs at most {} steps ({} keys, {} rows) where entities are in at most {} "
      "groups "
      "and sets have at most {} members;\n{} steps ({} rows) where something is missing, or where "
      "the parts of a text have more than {} "
      "places. Lives, "
      "sums of "
      "limits and stable_until are not counted.\n",
      worst["steps"].get<uint64_t>(), worst["keys"].get<uint64_t>(), worst["rows"].get<uint64_t>(),
      extent["memberships"].get<uint64_t>(), extent["members"].get<uint64_t>(),
      worst["steps_lacking"].get<uint64_t>(), worst["rows_lacking"].get<uint64_t>(),
      engine::kInfixesMost));
}

int runPlan(const PlanOptions& options) {
  driver::Session session;
  if (!session.open(options.contract)) return cannot(session, options.json());
  std::optional<consolidate::Known> known = knownOf(options.known, session);
  const driver::Agreement* agreement = known ? session.agreement(*known) : nullptr;
  if (!agreement) return cannot(session, options.json());
  plan::Extent extent;
  if (!options.directory.empty()) {
    session.useEngine({driver::EngineKind::interp, 0});
    if (!session.useDirectory(options.directory)) return cannot(session, options.json());
    const driver::Evaluation* evaluation = session.evaluation(*known);
    if (!evaluation) return cannot(session, options.json());
    extent = plan::extentOf(*evaluation->directory);
  }
  Json plan = Report(*agreement->bundle, extent).json();
  if (options.json()) {
    print(dump(plan));
  } else {
    printText(plan);
  }
  return kClean;
}

}  // namespace

void addPlan(CommandLine& line) {
  auto options = std::make_shared<PlanOptions>();
  Command command = line.add("plan", "Prints how decisions are made, and what one costs at most.");
  addContract(command, *options);
  command.text("--directory", options->directory,
               "how many groups and members there are (Cedar's JSON)");
  addKnown(command, options->known);
  command.examples(
      "  polc plan examples/acme_sandboxes\n"
      "  polc plan CONTRACT --directory directory.json --format json");
  command.run([options] { return runPlan(*options); });
}

}  // namespace polc::tool
