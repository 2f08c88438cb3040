#include "compiler/plan/cells.h"

#include <unordered_map>

#include "compiler/plan/plan.h"

namespace polc::plan {
namespace {

using engine::PlainBucket;
using engine::PlainProbe;

class Layout {
 public:
  Layout(const core::Bundle& bundle, Plan& plan)
      : bundle_(bundle), plan_(plan), plain_(engine::plainTables(bundle, plan.tables)) {}

  void run() {
    engine::Tables& tables = plan_.tables;
    tables.cells.assign(plain_.cells.size(), core::kNone);
    tables.loops.assign(tables.buckets.size(), core::kNone);
    for (uint32_t at = 0; at < plain_.cells.size(); ++at) {
      const engine::PlainCell& cell = plain_.cells[at];
      if (cell.first != engine::PlainCell::kNotPlain)
        tables.cells[at] = add(cellOf(cell, at % plain_.entity_types));
    }
    auto before = static_cast<uint32_t>(plan_.shapes.size() + plan_.cells.size());
    for (uint32_t& loop : tables.loops) loop += loop == core::kNone ? 0 : before;
    tables.functions = before + static_cast<uint32_t>(plan_.loops.size());
  }

 private:
  // Of one that cannot be in error.
  void addLoop(const PlainBucket& from, CellBucket bucket) {
    uint32_t& loop =
        plan_.tables.loops[static_cast<size_t>(from.source - plan_.tables.buckets.data())];
    if (bucket.find != Find::asked || bucket.risky || loop != core::kNone) return;
    bucket.find = Find::all;
    bucket.subject_type = bucket.common = core::kNone;
    std::string key;
    describe(bucket, key);
    auto found = loops_.find(key);
    if (found == loops_.end()) {
      if (buckets_ == kCellBuckets) return;
      ++buckets_;
      found = loops_.emplace(std::move(key), plan_.loops.size()).first;
      plan_.loops.push_back(std::move(bucket));
    }
    loop = found->second;
  }

  uint32_t add(Cell cell) {
    std::string key = keyOf(cell);
    auto found = known_.find(key);
    if (found != known_.end()) return found->second;
    if (buckets_ + cell.buckets.size() > kCellBuckets) return core::kNone;
    buckets_ += cell.buckets.size();
    auto function = static_cast<uint32_t>(plan_.shapes.size() + plan_.cells.size());
    plan_.cells.push_back(std::move(cell));
    known_.emplace(std::move(key), function);
    return function;
  }

  Cell cellOf(const engine::PlainCell& from, uint32_t resource_type) {
    Cell cell{resource_type, {}};
    for (uint32_t i = 0; i < from.grants + from.prohibitions; ++i) {
      const PlainBucket& bucket = plain_.buckets[from.first + i];
      cell.buckets.push_back(bucketOf(bucket, resource_type));
      addLoop(bucket, cell.buckets.back());
    }
    return cell;
  }

  CellBucket bucketOf(const PlainBucket& from, uint32_t resource_type) {
    const engine::Tables& tables = plan_.tables;
    CellBucket bucket;
    bucket.grants = from.grants;
    bucket.risky = from.risky;
    bucket.steady = from.steady;
    if (from.names_subject) bucket.subject = from.source->subject_pattern;
    if (from.names_resource) bucket.resource = from.source->resource_pattern;
    bucket.subject_type = from.subject_type;
    bucket.common = from.source->common.shape;
    bucket.guard = tables.rows[tables.row_ids[from.rows.first]].guard.shape;
    bucket.find = findOf(from);
    for (uint32_t i = 0; bucket.find == Find::direct && i < from.probes.count; ++i)
      bucket.probes.push_back(probeOf(plain_.probes[from.probes.first + i], from, resource_type));
    return bucket;
  }

  // Rows that are not in force must not be in error: where they may be, it takes more than a cell knows.
  static Find findOf(const PlainBucket& from) {
    if (from.risky && !from.steady) return Find::asked;
    if (from.slots) return from.single_key ? Find::direct : Find::asked;
    return from.rows.count == 1 ? Find::one : Find::all;
  }

  CellProbe probeOf(const PlainProbe& from, const PlainBucket& bucket, uint32_t resource_type) {
    CellProbe probe{from, false};
    if (from.of >= PlainProbe::Of::subject) return probe;
    uint32_t owner = from.of == PlainProbe::Of::subject_field ? bucket.subject_type : resource_type;
    const auto& fields =
        from.of == PlainProbe::Of::context ? bundle_.context : bundle_.entities[owner].fields;
    probe.text = plainType(bundle_, fields[from.field].type).kind == core::TypeKind::string;
    return probe;
  }

  static std::string keyOf(const Cell& cell) {
    std::string key;
    put(cell.resource_type, key);
    for (const CellBucket& bucket : cell.buckets) describe(bucket, key);
    return key;
  }

  static void describe(const CellBucket& bucket, std::string& key) {
    for (auto number :
         {static_cast<uint32_t>(bucket.find), uint32_t{bucket.grants}, uint32_t{bucket.risky},
          uint32_t{bucket.steady}, static_cast<uint32_t>(bucket.subject),
          static_cast<uint32_t>(bucket.resource), bucket.subject_type, bucket.common, bucket.guard,
          static_cast<uint32_t>(bucket.probes.size())})
      put(number, key);
    for (const CellProbe& probe : bucket.probes) {
      put(static_cast<uint64_t>(probe.at.of), key);
      put(probe.at.field, key);
    }
  }

  static void put(uint64_t number, std::string& key) {
    key.append(reinterpret_cast<const char*>(&number), sizeof(number));
  }

  const core::Bundle& bundle_;
  Plan& plan_;
  engine::PlainTables plain_;
  std::unordered_map<std::string, uint32_t> known_, loops_;
  size_t buckets_ = 0;
};

}  // namespace

void layCells(const core::Bundle& bundle, Plan& plan) { Layout(bundle, plan).run(); }

}  // namespace polc::plan
