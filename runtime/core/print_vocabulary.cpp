#include <fmt/format.h>

#include "runtime/core/literal.h"
#include "runtime/core/printer.h"

namespace polc::core {
namespace {

std::string printField(const Bundle& bundle, const FieldDef& field) {
  std::string out = field.name + ": " + typeName(bundle, field.type);
  if (field.fallback != kNone)
    out += " = " + literal(bundle, bundle.constants[field.fallback], field.type);
  return out;
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  return fmt::format("{}", fmt::join(words, between));
}

void printEntity(const Bundle& bundle, const EntityType& type, Text& to) {
  std::vector<std::string> parents;
  for (const uint32_t parent : type.parents) parents.push_back(bundle.entities[parent].name);
  to.line(0, fmt::format("{}entity {}{}{}", type.registered ? "registered " : "", type.name,
                         parents.empty() ? "" : " in ", joined(parents, ", ")));
  for (uint32_t i = 0; i < type.fields.size(); ++i)
    to.line(1, printField(bundle, type.fields[i]) + (i == type.birth ? " as birth" : "") +
                   (i == type.extensions ? " as extensions" : ""));
}

void printTypes(const Bundle& bundle, Text& to) {
  for (const EnumType& type : bundle.enums)
    to.line(0, fmt::format("enum {} {{ {} }}", type.name,
                           joined(type.members, type.ordered ? " < " : ", ")));
  for (const RecordType& type : bundle.records) {
    to.line(0, "record " + type.name);
    for (const FieldDef& field : type.fields) to.line(1, printField(bundle, field));
  }
  for (const EntityType& type : bundle.entities) printEntity(bundle, type, to);
  for (const ActionDef& action : bundle.actions) {
    std::vector<std::string> on;
    for (const uint32_t type : action.on) on.push_back(bundle.entities[type].name);
    to.line(0, fmt::format("action {} on {}{}", action.name, joined(on, ", "),
                           action.remedy ? " (remedy)" : ""));
  }
  if (!bundle.context.empty()) to.line(0, "context");
  for (const FieldDef& field : bundle.context) to.line(1, printField(bundle, field));
  for (const ObligationDef& obligation : bundle.obligations) {
    std::vector<std::string> parameters;
    for (const FieldDef& p : obligation.parameters) parameters.push_back(printField(bundle, p));
    to.line(0, fmt::format("obligation {}({})", obligation.name, joined(parameters, ", ")));
  }
}

std::string minutes(int32_t minute) {
  constexpr const char* kDays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Mon"};
  return fmt::format("{} {:02}:{:02}", kDays[minute / 1440], minute / 60 % 24, minute % 60);
}

void printTimes(const Bundle& bundle, Text& to) {
  for (const time::Zone& zone : bundle.zones)
    to.line(0, fmt::format("zone {} (tzdata {})", quoted(zone.name), time::tzdataVersion()));
  for (const time::Schedule& schedule : bundle.schedules) {
    to.line(0, fmt::format("schedule {} in {}", schedule.name,
                           quoted(bundle.zones[schedule.zone].name)));
    for (const time::WeekRange& range : schedule.ranges)
      to.line(1, minutes(range.from_min) + " until " + minutes(range.until_min));
  }
  for (const Param& param : bundle.params) {
    to.line(0, "param " + param.name);
    for (const ParamStep& step : param.steps)
      to.line(1, fmt::format("{}: {}", printPeriod(step.when),
                             literal(bundle, bundle.constants[step.constant],
                                     bundle.constant_types[step.constant])));
  }
}

}  // namespace

void printVocabulary(const Bundle& bundle, Text& to) {
  printTypes(bundle, to);
  printTimes(bundle, to);
  for (const EntityConstant& entity : bundle.entity_constants)
    to.line(0, fmt::format("names {}::{}", bundle.entities[entity.type].name, quoted(entity.id)));
}

}  // namespace polc::core
