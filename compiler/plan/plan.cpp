#include "compiler/plan/plan.h"

#include "compiler/plan/rules.h"

namespace polc::plan {
namespace {

engine::ConfigTable configOf(const core::LifeConfig& config, Shaper& shaper) {
  engine::ConfigTable table;
  table.header = shaper.value(config.header);
  for (const core::Expiry& expiry : config.expiries) {
    table.expiries.push_back(
        {shaper.value(expiry.condition), shaper.value(expiry.base), shaper.value(expiry.amount)});
  }
  for (const core::LifeItem& item : config.warnings)
    table.warnings.push_back(shaper.value(item.value));
  for (const core::LifeItem& item : config.holds) table.holds.push_back(shaper.value(item.value));
  table.grace = shaper.value(config.grace.value);
  if (config.extend.present) {
    table.extension = shaper.value(config.extend.amount);
    table.times = shaper.value(config.extend.times);
    table.by_owners = shaper.value(config.extend.by_owners);
  }
  for (const core::ObligationCall& call : config.on_expiry) {
    for (core::ExprId argument : call.arguments) table.on_expiry.push_back(shaper.value(argument));
  }
  return table;
}

}  // namespace

void layLives(const core::Bundle& bundle, Shaper& shaper, Plan& plan) {
  plan.tables.lives_of.resize(bundle.entities.size());
  for (uint32_t i = 0; i < bundle.lives.size(); ++i) {
    engine::LifeTable table;
    for (const core::LifeConfig& config : bundle.lives[i].configs)
      table.configs.push_back(configOf(config, shaper));
    const std::vector<core::LifeRegion>& regions = bundle.lives[i].regions;
    table.everywhere = regions.size() == 1 && regions[0].now == core::Period{} &&
                       regions[0].birth == core::Period{};
    plan.tables.lives.push_back(std::move(table));
    plan.tables.lives_of[bundle.lives[i].entity_type].push_back(i);
  }
}

Plan build(const core::Bundle& bundle) {
  Plan plan;
  plan.traits = traitsOf(bundle);
  Shaper shaper(bundle, plan);
  layRules(bundle, shaper, plan);
  layLives(bundle, shaper, plan);
  for (const core::FieldDef& field : bundle.context)
    plan.tables.context_paths.push_back("context." + field.name);
  layCells(bundle, plan);
  return plan;
}

}  // namespace polc::plan
