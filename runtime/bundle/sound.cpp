#include "runtime/bundle/sound.h"

#include <algorithm>

namespace polc::bundle {
namespace {

using core::kNone;

bool isOptional(const core::Type& type) { return type.kind == core::TypeKind::optional; }

// Engines look through one optional, and take the index of no type that has none.
bool typesPlain(const core::Bundle& bundle) {
  return std::ranges::all_of(bundle.types, [&](const core::Type& type) {
    bool indexed = type.kind == core::TypeKind::enumeration ||
                   type.kind == core::TypeKind::record || type.kind == core::TypeKind::entity;
    if (!indexed && type.index != kNone) return false;
    return !isOptional(type) || !isOptional(bundle.types[type.element]);
  });
}

// Parts stand before the wholes: nothing contains itself, and every walk ends.
bool typesOrdered(const core::Bundle& bundle) {
  for (uint32_t i = 0; i < bundle.types.size(); ++i) {
    const core::Type& type = bundle.types[i];
    bool whole = type.kind == core::TypeKind::set || type.kind == core::TypeKind::map ||
                 type.kind == core::TypeKind::optional;
    if (whole ? type.element >= i : type.element != kNone) return false;
  }
  return true;
}

bool nodesOrdered(const core::Bundle& bundle) {
  std::vector<uint32_t> heights(bundle.nodes.size(), 1);
  std::vector<uint64_t> parts(bundle.nodes.size(), 1);
  size_t listed = 0;
  for (uint32_t i = 0; i < bundle.nodes.size(); ++i) {
    const core::Node& node = bundle.nodes[i];
    uint32_t most = 0;
    auto below = [&](core::ExprId child) {
      if (child == kNone) return true;
      if (child >= i) return false;
      most = std::max(most, heights[child]);
      parts[i] += parts[child];
      return parts[i] <= kPartsMax;
    };
    if (!below(node.a) || !below(node.b) || !below(node.c)) return false;
    if (node.first > bundle.lists.size() || node.count > bundle.lists.size() - node.first)
      return false;
    listed += node.count;
    if (listed > bundle.lists.size()) return false;
    for (uint32_t k = 0; k < node.count; ++k) {
      if (!below(bundle.lists[node.first + k])) return false;
    }
    heights[i] = most + 1;
    if (heights[i] > kHeightMax) return false;
  }
  return true;
}

bool zonesOrdered(const core::Bundle& bundle) {
  return std::ranges::all_of(bundle.zones, [](const time::Zone& zone) {
    auto sane = [](const time::Transition& one) {
      return one.offset_s >= -86'400 && one.offset_s <= 86'400;
    };
    return std::ranges::is_sorted(zone.transitions, {}, &time::Transition::at) &&
           std::ranges::all_of(zone.transitions, sane);
  });
}

// Ids that core::verify does not look at.
bool idsInRange(const core::Bundle& bundle) {
  auto text = [&](uint32_t id) { return id == kNone || id < bundle.texts.size(); };
  auto from = [&](const core::Provenance& from) {
    return from.clause < bundle.clauses.size() && from.file < bundle.files.size() &&
           text(from.title) && text(from.text);
  };
  auto items = [&](const std::vector<core::LifeItem>& all) {
    return std::ranges::all_of(all, [&](const core::LifeItem& item) { return from(item.from); });
  };
  for (const core::Requirement& rule : bundle.requirements) {
    if (!text(rule.message) || !text(rule.cites)) return false;
  }
  for (const core::Grant& rule : bundle.grants) {
    for (core::ClauseId clause : rule.sets_aside) {
      if (clause >= bundle.clauses.size()) return false;
    }
  }
  for (const core::Life& life : bundle.lives) {
    for (const core::LifeConfig& config : life.configs) {
      bool grace = config.grace.value == kNone || from(config.grace.from);
      if (!grace || !items(config.warnings) || !items(config.holds)) return false;
    }
  }
  return true;
}

// Does an entity go with another of its own type, by whatever way? Engines follow `expire with`.
bool goesWithItself(const core::Bundle& bundle) {
  std::vector<std::vector<uint32_t>> with(bundle.entities.size());
  for (const core::Life& life : bundle.lives) {
    for (const core::LifeConfig& config : life.configs) {
      for (const core::Expiry& expiry : config.expiries) {
        if (expiry.form != core::Expiry::Form::with) continue;
        if (life.entity_type >= with.size() || expiry.base >= bundle.nodes.size()) return true;
        const core::Node& base = bundle.nodes[expiry.base];
        if (base.type >= bundle.types.size()) return true;
        const core::Type* type = &bundle.types[base.type];
        while (type->kind == core::TypeKind::optional && type->element < bundle.types.size())
          type = &bundle.types[type->element];
        if (type->kind != core::TypeKind::entity || type->index >= with.size()) return true;
        with[life.entity_type].push_back(type->index);
      }
    }
  }
  // Takes away types that go with none that is left.
  std::vector<bool> gone(with.size());
  for (size_t left = with.size(), before = left + 1; left < before;) {
    before = left;
    for (size_t i = 0; i < with.size(); ++i) {
      auto away = [&](uint32_t target) { return gone[target]; };
      if (gone[i] || !std::ranges::all_of(with[i], away)) continue;
      gone[i] = true;
      --left;
    }
    if (left == 0) return false;
  }
  return !with.empty();
}

}  // namespace

std::string unsound(const core::Bundle& bundle) {
  if (!typesOrdered(bundle)) return "a type is made of a later one";
  if (!typesPlain(bundle))
    return "an optional is one of an optional, or a type has an index that its kind has not";
  if (!nodesOrdered(bundle))
    return "an expression is made of a later one, nests too deeply, has too many parts or shares a "
           "list";
  if (!zonesOrdered(bundle)) return "a zone's transitions are out of order";
  if (!idsInRange(bundle)) return "a rule names a text, clause or file that is not there";
  if (goesWithItself(bundle)) return "an entity goes with one of its own type";
  if (bundle.slots > kSlotsMax) return "too many quantifiers in each other";
  return {};
}

}  // namespace polc::bundle
