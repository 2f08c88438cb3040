#include <algorithm>
#include <bit>

#include "runtime/engine/plain.h"

namespace polc::engine {
namespace {

using core::Pattern;

bool plainType(const core::Bundle& bundle, const Tables& tables, uint32_t type) {
  return bundle.entities[type].birth == kNone && tables.lives_of[type].empty() &&
         tables.by_type[type].count == 0;
}

// Null as long as the tables are not linked.
Code codeOf(const Tables& tables, uint32_t function) {
  return function < tables.code.size() ? tables.code[function] : nullptr;
}

Value contextDefault(const core::Bundle& bundle, const core::FieldDef& field) {
  if (field.fallback != kNone) return bundle.constants[field.fallback];
  bool optional = bundle.types[field.type].kind == core::TypeKind::optional;
  return Value::of(optional ? value::Kind::absent : value::Kind::missing, 0);
}

// Makes the buckets of one cell after another.
class Cells {
 public:
  Cells(const core::Bundle& bundle, const Tables& tables, PlainTables& out)
      : bundle_(bundle), tables_(tables), out_(out) {}

  PlainCell make(Span buckets, uint32_t resource_type) {
    resource_type_ = resource_type;
    PlainCell cell;
    if (!plain(buckets)) return cell;
    cell.first = static_cast<uint32_t>(out_.buckets.size());
    cell.grants = add(buckets, true);
    cell.prohibitions = add(buckets, false);
    cell.risky = std::any_of(out_.buckets.begin() + cell.first, out_.buckets.end(),
                             [](const PlainBucket& bucket) { return bucket.risky; });
    return cell;
  }

 private:
  const Bucket& bucketAt(Span buckets, uint32_t i) const {
    return tables_.buckets[tables_.bucket_ids[buckets.first + i]];
  }
  const Row& rowAt(const Bucket& bucket, uint32_t i) const {
    return tables_.rows[tables_.row_ids[bucket.rows.first + i]];
  }

  // No limits, and nothing that grants set aside; rows of a bucket have one guard.
  bool plain(Span buckets) const {
    bool forbids = false, aside = false;
    for (uint32_t i = 0; i < buckets.count; ++i) {
      const Bucket& bucket = bucketAt(buckets, i);
      if (bucket.kind == RuleKind::limit) return false;
      bool grants = bucket.kind == RuleKind::grant;
      forbids |= !grants;
      for (uint32_t at = 0; at < bucket.rows.count; ++at) {
        const Row& row = rowAt(bucket, at);
        aside |= grants && !bundle_.grants[row.rule].sets_aside.empty();
        if (row.guard.shape != rowAt(bucket, 0).guard.shape) return false;
      }
    }
    return !forbids || !aside;
  }

  uint32_t add(Span buckets, bool grants) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < buckets.count; ++i) {
      const Bucket& bucket = bucketAt(buckets, i);
      if ((bucket.kind == RuleKind::grant) != grants || bucket.rows.count == 0) continue;
      out_.buckets.push_back(made(bucket));
      ++count;
    }
    return count;
  }

  PlainBucket made(const Bucket& bucket) {
    PlainBucket out;
    out.source = &bucket;
    out.grants = bucket.kind == RuleKind::grant;
    out.names_subject = bucket.subject_pattern >= Pattern::Kind::member;
    out.names_resource = bucket.resource_pattern >= Pattern::Kind::member;
    out.subject_type = bucket.subject_type;
    out.rows = bucket.rows;
    auto number = static_cast<size_t>(&bucket - tables_.buckets.data());
    if (number < tables_.loops.size())
      out.loop = std::bit_cast<Loop>(codeOf(tables_, tables_.loops[number]));
    if (bucket.common.present()) {
      out.common = codeOf(tables_, bucket.common.shape);
      out.common_words = tables_.words.data() + bucket.common.words;
    }
    Expr guard = rowAt(bucket, 0).guard;
    if (guard.present()) out.guard = codeOf(tables_, guard.shape);
    if (!bucket.index.slots.empty()) {
      out.slots = bucket.index.slots.data();
      out.mask = bucket.index.slots.size() - 1;
      out.single_key = bucket.more.empty() && probe(bucket, out.probes);
    }
    note(bucket, out);
    return out;
  }

  // False where a probe is computed, has many words, or may read an entity of another type.
  bool probe(const Bucket& bucket, Span& out) {
    const std::vector<Probe>& probes = bucket.index.probes;
    out.first = static_cast<uint32_t>(out_.probes.size());
    for (const Probe& probe : probes) {
      PlainProbe added;
      if (probe.mode != Probe::Mode::exact || !inPlace(bucket, probe, added)) return false;
      out_.probes.push_back(added);
    }
    out.count = static_cast<uint32_t>(probes.size());
    return true;
  }

  bool inPlace(const Bucket& bucket, const Probe& probe, PlainProbe& out) const {
    using Of = PlainProbe::Of;
    out.field = probe.field;
    switch (probe.source) {
      case Probe::Source::subject:
        out.of = Of::subject;
        return true;
      case Probe::Source::resource:
        out.of = Of::resource;
        return true;
      case Probe::Source::subject_field:
        out.of = Of::subject_field;
        return probe.type == bucket.subject_type;
      case Probe::Source::resource_field:
      case Probe::Source::self_field:  // which the resource is
        out.of = Of::resource_field;
        return probe.type == resource_type_;
      case Probe::Source::context_field:
        out.of = Of::context;
        return true;
      default:
        return false;
    }
  }

  void note(const Bucket& bucket, PlainBucket& out) const {
    take(bucket.common, out);
    for (uint32_t i = 0; i < bucket.rows.count; ++i) {
      const Row& row = rowAt(bucket, i);
      take(row.guard, out);
      for (uint32_t at = 0; at < row.arguments.count; ++at)
        take(tables_.expressions[row.arguments.first + at], out);
      out.timeless &= row.periods == 0;
      out.steady &= row.periods == 0 && row.arguments.count == 0;
    }
  }

  void take(Expr expr, PlainBucket& out) const {
    if (!expr.present()) return;
    out.risky |= tables_.risky[expr.shape] != 0;
    out.timeless &= tables_.timed[expr.shape] == 0;
  }

  const core::Bundle& bundle_;
  const Tables& tables_;
  PlainTables& out_;
  uint32_t resource_type_ = kNone;
};

}  // namespace

bool soundValues(const Value* values, size_t count) {
  return std::all_of(values, values + count, [](const Value& value) { return value.sound(); });
}

PlainTables plainTables(const core::Bundle& bundle, const Tables& tables) {
  PlainTables plain;
  plain.bundle = &bundle;
  plain.tables = &tables;
  plain.term = bundle.term;
  plain.actions = static_cast<uint32_t>(bundle.actions.size());
  plain.entity_types = static_cast<uint32_t>(bundle.entities.size());
  for (uint32_t type = 0; type < plain.entity_types; ++type)
    plain.types.push_back(plainType(bundle, tables, type));
  Cells cells(bundle, tables, plain);
  for (uint32_t action = 0; action < plain.actions; ++action) {
    for (uint32_t type = 0; type < plain.entity_types; ++type) {
      bool is = bundle.actionOn(action, type) && plain.types[type];
      Span buckets = tables.by_action[plain.cells.size()];
      plain.cells.push_back(is ? cells.make(buckets, type) : PlainCell{});
    }
  }
  for (uint32_t id : tables.row_ids) {
    const Row& row = tables.rows[id];
    plain.rows.push_back({row.guard.words, row.subject, row.resource, id});
  }
  for (size_t i = 0; i < std::min(tables.cells.size(), plain.cells.size()); ++i)
    plain.cells[i].code = codeOf(tables, tables.cells[i]);
  for (PlainCell& cell : plain.cells) {
    if (cell.first != PlainCell::kNotPlain) cell.buckets = plain.buckets.data() + cell.first;
  }
  for (PlainBucket& bucket : plain.buckets) {
    bucket.base = plain.rows.data();
    bucket.words = tables.words.data();
    bucket.probe = plain.probes.data() + bucket.probes.first;
  }
  for (const core::FieldDef& field : bundle.context)
    plain.context.push_back(contextDefault(bundle, field));
  plain.context_sound = soundValues(plain.context.data(), plain.context.size());
  return plain;
}

}  // namespace polc::engine
