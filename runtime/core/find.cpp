#include <algorithm>

#include "runtime/core/core.h"

namespace polc::core {
namespace {

template <class T>
uint32_t findNamed(const std::vector<T>& all, std::string_view name) {
  const auto at = std::ranges::find(all, name, &T::name);
  return at == all.end() ? kNone : static_cast<uint32_t>(at - all.begin());
}

}  // namespace

uint32_t Bundle::findEntityType(std::string_view name) const { return findNamed(entities, name); }

uint32_t Bundle::findAction(std::string_view name) const { return findNamed(actions, name); }

bool Bundle::actionOn(ActionId action, uint32_t entity_type) const {
  return action < actions.size() &&
         std::ranges::find(actions[action].on, entity_type) != actions[action].on.end();
}

}  // namespace polc::core
