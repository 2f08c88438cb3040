#include "runtime/core/timed.h"

#include <fmt/format.h>

#include "runtime/core/static_type.h"
#include "runtime/core/verifier.h"

namespace polc::core {
namespace {

bool timedAlone(const Bundle& bundle, const Node& n) {
  switch (n.op) {
    case Op::now:
    case Op::in_period:
      return true;
    case Op::param:
      return bundle.params[n.imm].steps.size() > 1;
    default:
      return n.op == Op::field && readsBirth(bundle, n);
  }
}

}  // namespace

std::vector<bool> timedNodes(const Bundle& bundle) {
  std::vector<bool> timed(bundle.nodes.size());
  for (bool changed = true; changed;) {
    changed = false;
    for (size_t i = 0; i < bundle.nodes.size(); ++i) {
      bool is = timedAlone(bundle, bundle.nodes[i]);
      for (const ExprId child : childrenOf(bundle, bundle.nodes[i])) is = is || timed[child];
      changed = changed || is != timed[i];
      timed[i] = is;
    }
  }
  return timed;
}

std::vector<std::string> verifyTimed(const Bundle& bundle) {
  const std::vector<bool> timed = timedNodes(bundle);
  std::vector<std::string> wrong;
  for (uint32_t i = 0; i < bundle.nodes.size(); ++i)
    if (timed[i] != bundle.nodes[i].timed)
      wrong.push_back(fmt::format("node {}: {} {}", i, print(bundle, i),
                                  timed[i] ? "may change with time" : "never changes with time"));
  return wrong;
}

}  // namespace polc::core
