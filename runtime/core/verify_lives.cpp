#include <algorithm>
#include <iterator>
#include <map>

#include "runtime/core/verifier.h"

namespace polc::core {
namespace {

using Regions = std::vector<const LifeRegion*>;

// Two regions that hold of one birth at one instant; none where there are none. A sweep over `now`: the regions that are open
// have disjoint births, so that a new one needs to be compared with its neighbours only.
Regions overlapping(const std::vector<LifeRegion>& regions) {
  Regions begins;
  for (const LifeRegion& one : regions)
    if (one.now.from < one.now.until && one.birth.from < one.birth.until) begins.push_back(&one);
  Regions ends = begins;
  std::ranges::sort(begins, {}, [](const LifeRegion* one) { return one->now.from; });
  std::ranges::sort(ends, {}, [](const LifeRegion* one) { return one->now.until; });
  std::map<value::Micros, const LifeRegion*> open;
  size_t over = 0;
  for (const LifeRegion* one : begins) {
    while (ends[over]->now.until <= one->now.from) open.erase(ends[over++]->birth.from);
    auto next = open.lower_bound(one->birth.from);
    if (next != open.end() && next->first < one->birth.until) return {next->second, one};
    if (next != open.begin() && std::prev(next)->second->birth.until > one->birth.from)
      return {std::prev(next)->second, one};
    open.emplace(one->birth.from, one);
  }
  return {};
}

class LifeVerifier {
 public:
  LifeVerifier(const Bundle& bundle, const Life& life, Faults& faults)
      : bundle_(bundle), life_(life), faults_(faults) {
    where_ = life.clause < bundle.clauses.size() ? bundle.clauses[life.clause].identity : "life";
  }

  void verify() {
    faults_.id(life_.clause, bundle_.clauses.size(), where_, "clause");
    faults_.id(life_.entity_type, bundle_.entities.size(), where_, "type");
    for (const LifeRegion& one : life_.regions) region(one);
    const Regions two = overlapping(life_.regions);
    if (!two.empty())
      faults_.check(false, where_,
                    fmt::format("regions {} and {} overlap", two[0] - life_.regions.data(),
                                two[1] - life_.regions.data()));
    for (const LifeConfig& one : life_.configs) config(one);
  }

 private:
  void region(const LifeRegion& region) {
    faults_.check(region.now.from < region.now.until && region.birth.from < region.birth.until,
                  where_, "a region is empty");
    faults_.check(!region.configs.empty(), where_, "a region has no config");
    for (const uint32_t config : region.configs)
      faults_.idOrNone(config, life_.configs.size(), where_, "config");
    faults_.idOrNone(region.primary, life_.configs.size(), where_, "primary config");
    const bool bounded = region.birth.from != value::kAlways || region.birth.until != value::kNever;
    faults_.check(!bounded || life_.reads_birth, where_, "reads births and does not say so");
  }
  void config(const LifeConfig& config) {
    verifyProvenance(bundle_, config.from, faults_, where_);
    verifyCondition(bundle_, config.header, faults_, where_);
    for (const Expiry& one : config.expiries) expiry(one);
    for (const LifeItem& item : config.warnings) length(item.value, "warn");
    if (config.grace.value != kNone) length(config.grace.value, "grace");
    if (config.extend.present) extend(config.extend);
    for (const LifeItem& item : config.holds)
      faults_.check(isKind(bundle_, item.value, TypeKind::boolean), where_, "hold is not a Bool");
    for (const ObligationCall& call : config.on_expiry) verifyCall(bundle_, call, faults_, where_);
  }
  void length(ExprId id, std::string_view what) {
    faults_.check(isKind(bundle_, id, TypeKind::duration) || isKind(bundle_, id, TypeKind::period),
                  where_, fmt::format("{} is not a length", what));
  }
  void expiry(const Expiry& expiry) {
    verifyProvenance(bundle_, expiry.from, faults_, where_);
    verifyCondition(bundle_, expiry.condition, faults_, where_);
    if (expiry.form == Expiry::Form::after) length(expiry.amount, "expire");
    if (expiry.form == Expiry::Form::when)
      faults_.check(expiry.condition != kNone, where_, "expire when without a condition");
    else if (expiry.form == Expiry::Form::with)
      faults_.check(isKind(bundle_, expiry.base, TypeKind::entity), where_,
                    "expire with is not of an entity");
    else
      faults_.check(isKind(bundle_, expiry.base, TypeKind::time) ||
                        isKind(bundle_, expiry.base, TypeKind::date),
                    where_, "the base of a deadline is not a Time");
  }
  void extend(const Extend& extend) {
    verifyProvenance(bundle_, extend.from, faults_, where_);
    length(extend.amount, "extend");
    faults_.check(isKind(bundle_, extend.times, TypeKind::integer), where_, "times is not an Int");
    verifyCondition(bundle_, extend.by_owners, faults_, where_);
    if (extend.by_owners == kNone) verifyPattern(bundle_, extend.who, faults_, where_);
  }

  const Bundle& bundle_;
  const Life& life_;
  Faults& faults_;
  std::string where_;
};

}  // namespace

void verifyLives(const Bundle& bundle, Faults& faults) {
  for (const Life& life : bundle.lives) LifeVerifier(bundle, life, faults).verify();
}

}  // namespace polc::core
