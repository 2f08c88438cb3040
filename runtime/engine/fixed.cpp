#include "runtime/engine/make.h"

namespace polc::engine {
namespace {

// A constant, or a parameter that never changes.
const Value* valueOf(const core::Bundle& bundle, core::ExprId expr) {
  if (expr == kNone) return nullptr;
  const core::Node& node = bundle.nodes[expr];
  if (node.op == core::Op::constant) return &bundle.constants[node.imm];
  if (node.op != core::Op::param || bundle.params[node.imm].steps.size() != 1) return nullptr;
  return &bundle.constants[bundle.params[node.imm].steps[0].constant];
}

FixedConfig::Fixed fixedOf(const core::Bundle& bundle, core::ExprId expr, value::Kind kind) {
  const Value* value = valueOf(bundle, expr);
  if (!value || value->kind != kind || value->bits < 0) return std::nullopt;
  return value->bits;
}

}  // namespace

void fixLengths(const core::Bundle& bundle, Tables& tables) {
  tables.fixed.clear();
  for (const core::Life& life : bundle.lives) {
    std::vector<FixedConfig>& configs = tables.fixed.emplace_back();
    for (const core::LifeConfig& config : life.configs) {
      FixedConfig& fixed = configs.emplace_back();
      fixed.extension = fixedOf(bundle, config.extend.amount, value::Kind::duration);
      fixed.times = fixedOf(bundle, config.extend.times, value::Kind::integer);
      for (const core::Expiry& expiry : config.expiries)
        fixed.lengths.push_back(fixedOf(bundle, expiry.amount, value::Kind::duration));
    }
  }
}

}  // namespace polc::engine
