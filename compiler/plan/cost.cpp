#include "compiler/plan/cost.h"

#include <algorithm>
#include <bit>

namespace polc::plan {
namespace {

using core::ExprId;
using core::Op;
using engine::Bucket;
using engine::Index;
using engine::Probe;

constexpr uint64_t kCalls[] = {
#define FUNCTION(id, source, result, arguments, cost) cost,
#include "runtime/functions/functions.def"
#undef FUNCTION
};

// Beyond it all counts are "very many".
constexpr uint64_t kMost = uint64_t{1} << 60;
uint64_t plus(uint64_t a, uint64_t b) { return std::min(kMost, a + b); }
uint64_t times(uint64_t a, uint64_t b) { return b != 0 && a > kMost / b ? kMost : a * b; }

class Steps {
 public:
  Steps(const core::Bundle& bundle, const Extent& extent) : bundle_(bundle), extent_(extent) {}

  uint64_t of(ExprId id) const {
    if (id == core::kNone) return 0;
    const core::Node& node = bundle_.nodes[id];
    uint64_t own = node.op == Op::call ? kCalls[node.imm] : 1;
    bool loops = node.op == Op::some || node.op == Op::every || node.op == Op::count;
    for (ExprId child : {node.a, node.b, node.c}) {
      uint64_t steps = of(child);
      own = plus(own, loops && child == node.b ? times(steps, extent_.members) : steps);
    }
    for (uint32_t i = 0; i < node.count; ++i) own = plus(own, of(bundle_.lists[node.first + i]));
    return own;
  }
  uint64_t of(const Shape& shape) const {
    uint64_t all = 0;
    for (ExprId root : shape.roots) all = plus(all, of(root));
    return all;
  }

 private:
  const core::Bundle& bundle_;
  const Extent& extent_;
};

uint64_t keysOf(const Probe& probe, const Extent& extent) {
  switch (probe.mode) {
    case Probe::Mode::exact:
      return 1;
    case Probe::Mode::member:
      return 1 + extent.memberships;
    case Probe::Mode::members:
      return extent.members;
    case Probe::Mode::range:
      return static_cast<uint64_t>(
          std::bit_width(std::bit_ceil(uint64_t{probe.numbers.count} + 1)));
    case Probe::Mode::infixes:
      return engine::kInfixesMost;
    default:
      return probe.numbers.count;
  }
}

// The keys that one look into an index may try.
uint64_t addKeys(const Index& index, const Extent& extent, Cost& out) {
  uint64_t keys = 1;
  for (const Probe& probe : index.probes) keys = times(keys, keysOf(probe, extent));
  out.keys = plus(out.keys, keys);
  return keys;
}

// With the rows under the fullest ones.
void addIndex(const Index& index, const Extent& extent, Cost& out) {
  uint64_t keys = addKeys(index, extent, out);
  std::vector<uint64_t> counts;
  for (const Index::Slot& slot : index.slots) {
    if (slot.found.count > 0) counts.push_back(slot.found.count);
  }
  std::sort(counts.rbegin(), counts.rend());
  for (size_t i = 0; i < counts.size() && i < keys; ++i) out.rows = plus(out.rows, counts[i]);
}

}  // namespace

Extent extentOf(const directory::Directory& directory) {
  Extent extent{0, 0};
  for (uint32_t row = 0; row < directory.size(); ++row) {
    const directory::Entity& entity = directory.entity(row);
    uint64_t groups = 0;
    directory.memberships().each(entity.groups, [&](uint32_t) { return ++groups, true; });
    extent.memberships = std::max(extent.memberships, groups);
    if (!entity.fields) continue;
    size_t fields = directory.bundle().entities[entity.type].fields.size();
    for (size_t i = 0; i < fields; ++i) {
      if (entity.fields[i].kind == value::Kind::set)
        extent.members = std::max<uint64_t>(extent.members, entity.fields[i].set().count);
    }
  }
  return extent;
}

void Cost::add(const Cost& other) {
  keys = plus(keys, other.keys);
  rows = plus(rows, other.rows);
  steps = plus(steps, other.steps);
  rows_lacking = plus(rows_lacking, other.rows_lacking);
  steps_lacking = plus(steps_lacking, other.steps_lacking);
}

Cost costOf(const core::Bundle& bundle, const Plan& plan, const Bucket& bucket,
            const Extent& extent) {
  Steps steps(bundle, extent);
  Cost out;
  uint64_t before = 0, row = 1;  // once, and for each row
  if (bucket.common.present()) before = steps.of(plan.shapes[bucket.common.shape]);
  const engine::Row& first = plan.tables.rows[plan.tables.row_ids[bucket.rows.first]];
  if (first.guard.present()) row = plus(row, steps.of(plan.shapes[first.guard.shape]));
  if (bucket.index.slots.empty()) {
    out.rows = bucket.rows.count;
  } else {
    addIndex(bucket.index, extent, out);
    for (const Index& index : bucket.more) addIndex(index, extent, out);
    // What several words of a request find may be looked at as often.
    if (!bucket.index.repeats && bucket.more.empty())
      out.rows = std::min<uint64_t>(out.rows, bucket.rows.count);
  }
  if (!bucket.bounds.slots.empty()) addKeys(bucket.bounds, extent, out);
  out.rows_lacking = plus(bucket.rows.count, bucket.index.slots.empty() ? 0 : out.rows);
  out.steps = plus(plus(before, out.keys), times(out.rows, row));
  out.steps_lacking = plus(plus(before, out.keys), times(out.rows_lacking, row));
  return out;
}

Cost accessCost(const core::Bundle& bundle, const Plan& plan, uint32_t action, uint32_t subject,
                uint32_t resource, const Extent& extent) {
  Cost out;
  auto take = [&](engine::Span span, auto wanted) {
    for (uint32_t i = 0; i < span.count; ++i) {
      const Bucket& bucket = plan.tables.buckets[plan.tables.bucket_ids[span.first + i]];
      if (wanted(bucket)) out.add(costOf(bundle, plan, bucket, extent));
    }
  };
  take(plan.tables.by_action[action * bundle.entities.size() + resource],
       [&](const Bucket& bucket) {
         return bucket.subject_type == core::kNone || bucket.subject_type == subject;
       });
  take(plan.tables.by_type[resource],
       [](const Bucket& bucket) { return bucket.kind != engine::RuleKind::hold; });
  take(plan.tables.by_type[subject],
       [](const Bucket& bucket) { return bucket.kind == engine::RuleKind::requirement; });
  return out;
}

}  // namespace polc::plan
