#include "runtime/bundle/typing.h"

#include <fmt/format.h>

#include <algorithm>

#include "runtime/bundle/variables.h"

namespace polc::bundle {
namespace {

bool constantsFit(const core::Bundle& bundle) {
  for (size_t i = 0; i < bundle.constants.size(); ++i) {
    if (!fits(bundle, bundle.constants[i], bundle.constant_types[i])) return false;
  }
  return true;
}

bool defaultsFit(const core::Bundle& bundle, const std::vector<core::FieldDef>& fields) {
  return std::ranges::all_of(fields, [&](const core::FieldDef& field) {
    return field.required() || alike(bundle, field.type, bundle.constant_types[field.fallback]);
  });
}

bool allDefaultsFit(const core::Bundle& bundle) {
  auto fit = [&](const auto& all, auto fields) {
    return std::ranges::all_of(all,
                               [&](const auto& one) { return defaultsFit(bundle, one.*fields); });
  };
  return fit(bundle.records, &core::RecordType::fields) &&
         fit(bundle.entities, &core::EntityType::fields) &&
         fit(bundle.obligations, &core::ObligationDef::parameters) &&
         defaultsFit(bundle, bundle.context);
}

}  // namespace

std::string illTyped(const core::Bundle& bundle) {
  if (!constantsFit(bundle)) return "a constant is not of its type";
  if (!allDefaultsFit(bundle)) return "a default is not of its field's type";
  size_t node = illTypedNode(bundle);
  if (node < bundle.nodes.size()) return fmt::format("node {} is not of its type", node);
  Variables variables(bundle);
  if (!variables.run()) return "a variable is not of its quantifier";
  if (!rootsSound(bundle, variables))
    return "a rule reads what is not there, or gives an obligation what it does not take";
  return {};
}

}  // namespace polc::bundle
