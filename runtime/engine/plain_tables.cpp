#include <algorithm>

#include "runtime/engine/plain.h"

namespace polc::engine {
namespace {

bool plainType(const core::Bundle& bundle, const Tables& tables, uint32_t type) {
  return bundle.entities[type].birth == kNone && tables.lives_of[type].empty() &&
         tables.by_type[type].count == 0;
}

Value contextDefault(const core::Bundle& bundle, const core::FieldDef& field) {
  if (field.fallback != kNone) return bundle.constants[field.fallback];
  bool optional = bundle.types[field.type].kind == core::TypeKind::optional;
  return Value::of(optional ? value::Kind::absent : value::Kind::missing, 0);
}

PlainRow rowOf(const Tables& tables, const Row& row) {
  PlainRow out{nullptr, nullptr, row.subject, row.resource, row.periods, row.arguments.count};
  if (!row.guard.present()) return out;
  out.guard = tables.code[row.guard.shape];
  out.words = tables.words.data() + row.guard.words;
  return out;
}

bool oneWord(const Probe& probe) {
  return probe.mode == Probe::Mode::exact && probe.source != Probe::Source::expression;
}

class Buckets {
 public:
  Buckets(const core::Bundle& bundle, const Tables& tables) : bundle_(bundle), tables_(tables) {
    for (const Bucket& bucket : tables.buckets) made_.push_back(make(bucket));
  }

  // Whether the cell is plain; if so its buckets are appended.
  bool append(Span cell, std::vector<PlainBucket>& to) const {
    bool forbids = false, aside = false;
    for (uint32_t i = 0; i < cell.count; ++i) {
      uint32_t id = tables_.bucket_ids[cell.first + i];
      if (tables_.buckets[id].kind == RuleKind::limit) return false;
      forbids |= !made_[id].grants;
      aside |= aside_[id];
    }
    if (forbids && aside) return false;
    for (bool grants : {true, false}) {
      for (uint32_t i = 0; i < cell.count; ++i) {
        const PlainBucket& bucket = made_[tables_.bucket_ids[cell.first + i]];
        if (bucket.grants == grants) to.push_back(bucket);
      }
    }
    return true;
  }

 private:
  PlainBucket make(const Bucket& bucket) {
    PlainBucket out;
    out.source = &bucket;
    out.grants = bucket.kind == RuleKind::grant;
    out.subject_pattern = bucket.subject_pattern;
    out.resource_pattern = bucket.resource_pattern;
    out.subject_type = bucket.subject_type;
    out.rows = bucket.rows;
    if (bucket.common.present()) {
      out.common = tables_.code[bucket.common.shape];
      out.common_words = tables_.words.data() + bucket.common.words;
    }
    if (!bucket.index.slots.empty()) {
      const std::vector<Probe>& probes = bucket.index.probes;
      out.slots = bucket.index.slots.data();
      out.mask = bucket.index.slots.size() - 1;
      out.straight = bucket.more.empty() && std::all_of(probes.begin(), probes.end(), oneWord);
    }
    note(bucket, out);
    return out;
  }

  void note(const Bucket& bucket, PlainBucket& out) {
    bool aside = false;
    take(bucket.common, out);
    for (uint32_t i = 0; i < bucket.rows.count; ++i) {
      const Row& row = tables_.rows[tables_.row_ids[bucket.rows.first + i]];
      take(row.guard, out);
      for (uint32_t at = 0; at < row.arguments.count; ++at)
        take(tables_.expressions[row.arguments.first + at], out);
      out.timeless &= row.periods == 0;
      aside |= out.grants && !bundle_.grants[row.rule].sets_aside.empty();
    }
    aside_.push_back(aside);
  }

  void take(Expr expr, PlainBucket& out) const {
    if (!expr.present()) return;
    out.risky |= tables_.risky[expr.shape] != 0;
    out.timeless &= tables_.timed[expr.shape] == 0;
  }

  const core::Bundle& bundle_;
  const Tables& tables_;
  std::vector<PlainBucket> made_;
  std::vector<bool> aside_;
};

}  // namespace

PlainTables plainTables(const core::Bundle& bundle, const Tables& tables) {
  PlainTables plain;
  for (uint32_t type = 0; type < bundle.entities.size(); ++type)
    plain.types.push_back(plainType(bundle, tables, type));
  Buckets buckets(bundle, tables);
  for (uint32_t action = 0; action < bundle.actions.size(); ++action) {
    for (uint32_t type = 0; type < bundle.entities.size(); ++type) {
      auto first = static_cast<uint32_t>(plain.buckets.size());
      bool is = bundle.actionOn(action, type) && plain.types[type] &&
                buckets.append(tables.by_action[plain.cells.size()], plain.buckets);
      auto count = static_cast<uint32_t>(plain.buckets.size()) - first;
      plain.cells.push_back(is ? Span{first, count} : Span{PlainTables::kNotPlain, 0});
    }
  }
  for (const Row& row : tables.rows) plain.rows.push_back(rowOf(tables, row));
  for (const core::FieldDef& field : bundle.context)
    plain.context.push_back(contextDefault(bundle, field));
  return plain;
}

}  // namespace polc::engine
