#include <algorithm>

#include "runtime/decision/decision.h"
#include "runtime/decision/path.h"

namespace polc::decision {
namespace {

// Entities by type name and id, not by row: rows depend on what else was asked. None comes first.
std::strong_ordering orderEntities(const directory::World& world, uint32_t a, uint32_t b) {
  if (a == b) return std::strong_ordering::equal;
  if (a == value::kNoEntity) return std::strong_ordering::less;
  if (b == value::kNoEntity) return std::strong_ordering::greater;
  const directory::Entity &x = world.entity(a), &y = world.entity(b);
  const auto& types = world.bundle().entities;
  int by_type = types[x.type].name.compare(types[y.type].name);
  return by_type != 0 ? by_type <=> 0 : x.id().compare(y.id()) <=> 0;
}

std::strong_ordering orderCauses(const directory::World& world, const Cause& a, const Cause& b) {
  if (a.code != b.code) return a.code <=> b.code;
  std::strong_ordering by_entity = orderEntities(world, a.entity, b.entity);
  return by_entity != 0 ? by_entity : Path(a).order(Path(b));
}

// While two versions of a clause count for an entity, both may have the item.
bool itemBefore(const core::Provenance& a, const core::Provenance& b) {
  return a.item != b.item ? a.item < b.item : a.amendment < b.amendment;
}

// Of hardly any decision there are more reasons; std::stable_sort allocates.
constexpr size_t kFew = 64;

void insertionSort(std::vector<Reason>& reasons, const auto& before) {
  for (size_t i = 1; i < reasons.size(); ++i) {
    Reason moved = reasons[i];
    size_t at = i;
    for (; at > 0 && before(moved, reasons[at - 1]); --at) reasons[at] = reasons[at - 1];
    reasons[at] = moved;
  }
}

// Whether the first `kept` of sorted reasons hold one of this reason's clause, effect and entity.
bool keptBefore(const std::vector<Reason>& reasons, size_t kept, const Reason& reason) {
  for (size_t i = kept; i > 0; --i) {
    const Reason& earlier = reasons[i - 1];
    if (earlier.from->clause != reason.from->clause) return false;
    if (earlier.effect == reason.effect && earlier.entity == reason.entity) return true;
  }
  return false;
}

}  // namespace

bool clauseBefore(const core::Provenance& a, const core::Provenance& b) {
  return a.clause != b.clause ? a.clause < b.clause : itemBefore(a, b);
}

void sortReasons(std::vector<Reason>& reasons, uint32_t resource) {
  if (reasons.size() < 2) return;
  auto before = [&](const Reason& a, const Reason& b) {
    if (a.from->clause != b.from->clause) return a.from->clause < b.from->clause;
    if (a.entity != b.entity) return a.entity == resource;
    return itemBefore(*a.from, *b.from);
  };
  if (reasons.size() <= kFew) {
    insertionSort(reasons, before);
  } else {
    std::stable_sort(reasons.begin(), reasons.end(), before);
  }
  size_t kept = 0;
  for (const Reason& reason : reasons) {
    if (!keptBefore(reasons, kept, reason)) reasons[kept++] = reason;
  }
  reasons.resize(kept);
}

void sortErrors(std::vector<Cause>& errors, const directory::World& world) {
  std::sort(errors.begin(), errors.end(),
            [&](const Cause& a, const Cause& b) { return orderCauses(world, a, b) < 0; });
  auto same = [&](const Cause& a, const Cause& b) { return orderCauses(world, a, b) == 0; };
  errors.erase(std::unique(errors.begin(), errors.end(), same), errors.end());
}

}  // namespace polc::decision
