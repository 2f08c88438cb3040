#include "compiler/plan/index.h"

#include <algorithm>
#include <functional>
#include <unordered_set>

#include "compiler/plan/atoms.h"

namespace polc::plan {
namespace {

using core::Pattern;
using engine::Bucket;
using engine::Index;
using engine::Probe;
using engine::Row;

constexpr size_t kIndexedFrom = 6;  // fewer rows are looked at one by one
constexpr size_t kWordsMax = 64;    // combinations of words that one row is found by
constexpr size_t kRowsPerKey = 3;   // as good as found
constexpr size_t kProbesMax = 3;

// A probe, and the words of each row of the bucket.
struct Column {
  Probe probe;
  std::vector<std::vector<uint64_t>> words;
  size_t distinct = 0;
};

Probe::Mode modeOf(Pattern::Kind kind) {
  return kind == Pattern::Kind::member ? Probe::Mode::member : Probe::Mode::exact;
}
bool names(Pattern::Kind kind) {
  return kind == Pattern::Kind::member || kind == Pattern::Kind::exact;
}

class Indexer {
 public:
  Indexer(const core::Bundle& bundle, Shaper& shaper, Plan& plan, const std::vector<uint32_t>& rows)
      : bundle_(bundle), shaper_(shaper), plan_(plan), tables_(plan.tables), rows_(rows) {}

  void patterns(const Bucket& bucket) {
    if (names(bucket.subject_pattern))
      pattern(Probe::Source::subject, bucket.subject_pattern, &Row::subject);
    if (names(bucket.resource_pattern))
      pattern(Probe::Source::resource, bucket.resource_pattern, &Row::resource);
  }

  // The code of the atoms' values is shared by all that have their shape.
  void guards(const Necessary& necessary, const Shape& shape) {
    for (const Atom& atom : necessary.atoms) {
      Column column;
      column.probe = {Probe::Source::expression, atom.mode, {}};
      uint32_t place = shape.words.at(atom.constant);
      for (uint32_t row : rows_) column.words.push_back(wordsOfConstant(atom, row, place));
      bool broad = std::any_of(column.words.begin(), column.words.end(),
                               [](const auto& words) { return words.size() > kWordsMax; });
      if (broad) continue;
      column.probe.value = shaper_.value(atom.value);
      columns_.push_back(std::move(column));
    }
  }

  Index rowIndex() {
    choose();
    std::vector<std::vector<uint64_t>> hashes(rows_.size());
    Index index;
    for (const Column* column : chosen_) index.probes.push_back(column->probe);
    if (chosen_.empty()) return index;
    std::unordered_map<uint64_t, std::vector<uint32_t>> found;
    forHashes([&](size_t i, uint64_t hash) { found[hash].push_back(rows_[i]); });
    fill(found, tables_.row_ids, index);
    return index;
  }

  Index boundIndex() {
    Index index;
    for (Column& column : columns_) {
      chosen_.push_back(&column);
      index.probes.push_back(column.probe);
    }
    std::unordered_map<uint64_t, std::vector<core::Micros>> found;
    forHashes([&](size_t i, uint64_t hash) { addInstants(rows_[i], found[hash]); });
    for (auto& [hash, instants] : found) sortUnique(instants);
    fill(found, tables_.instants, index);
    return index;
  }

  std::vector<core::Micros> instants() const {
    std::vector<core::Micros> all;
    for (uint32_t row : rows_) addInstants(row, all);
    sortUnique(all);
    return all;
  }

 private:
  static void sortUnique(std::vector<core::Micros>& instants) {
    std::sort(instants.begin(), instants.end());
    instants.erase(std::unique(instants.begin(), instants.end()), instants.end());
  }

  // The term's bounds are instants of every decision.
  void addInstants(uint32_t row, std::vector<core::Micros>& out) const {
    const core::Period& term = bundle_.term;
    for (const core::Period& period : tables_.periods[tables_.rows[row].periods]) {
      if (period.from != value::kAlways && period.from != term.from) out.push_back(period.from);
      if (period.until != value::kNever && period.until != term.until) out.push_back(period.until);
    }
  }

  void pattern(Probe::Source source, Pattern::Kind kind, uint32_t Row::* entity) {
    Column column;
    column.probe = {source, modeOf(kind), {}};
    for (uint32_t row : rows_) column.words.push_back({tables_.rows[row].*entity});
    columns_.push_back(std::move(column));
  }

  std::vector<uint64_t> wordsOfConstant(const Atom& atom, uint32_t row, uint32_t place) const {
    const uint64_t* words = &tables_.words[tables_.rows[row].guard.words + place];
    value::Kind kind = bundle_.constants[bundle_.nodes[atom.constant].imm].kind;
    value::Value constant{static_cast<int64_t>(words[0]), 0, kind};
    if (kind == value::Kind::string) constant.extra = static_cast<uint32_t>(words[1]);
    if (kind != value::Kind::set) return {engine::wordOf(constant)};
    std::vector<uint64_t> all;
    const value::Set& set = constant.set();
    for (uint32_t i = 0; i < set.count; ++i) all.push_back(engine::wordOf(set.members[i]));
    return all;
  }

  // Every combination of a word of each chosen column, for row i.
  void hashesOf(size_t i, size_t column, uint64_t hash,
                const std::function<void(uint64_t)>& use) const {
    if (column == chosen_.size()) return use(hash);
    for (uint64_t word : chosen_[column]->words[i])
      hashesOf(i, column + 1, engine::mixWords(hash, word), use);
  }

  void forHashes(const std::function<void(size_t, uint64_t)>& use) const {
    for (size_t i = 0; i < rows_.size(); ++i)
      hashesOf(i, 0, 0, [&](uint64_t hash) { use(i, hash); });
  }

  size_t distinct() const {
    std::unordered_set<uint64_t> all;
    forHashes([&](size_t, uint64_t hash) { all.insert(hash); });
    return all.size();
  }

  size_t combinations() const {
    size_t most = 0;
    for (size_t i = 0; i < rows_.size(); ++i) {
      size_t product = 1;
      for (const Column* column : chosen_) product *= column->words[i].size();
      most = std::max(most, product);
    }
    return most;
  }

  // The column with the most words first; more while they still part the rows.
  void choose() {
    for (Column& column : columns_) {
      chosen_ = {&column};
      column.distinct = distinct();
    }
    chosen_.clear();
    std::stable_sort(columns_.begin(), columns_.end(),
                     [](const Column& a, const Column& b) { return a.distinct > b.distinct; });
    size_t keys = 1;
    for (const Column& column : columns_) {
      if (keys * kRowsPerKey >= rows_.size() || chosen_.size() == kProbesMax) break;
      chosen_.push_back(&column);
      size_t now = distinct();
      if (combinations() <= kWordsMax && now * 2 >= keys * 3) {
        keys = now;
      } else {
        chosen_.pop_back();
      }
    }
  }

  template <class Item>
  static void fill(const std::unordered_map<uint64_t, std::vector<Item>>& found,
                   std::vector<Item>& pool, Index& index) {
    size_t size = 4;
    while (size < found.size() * 2) size *= 2;
    index.slots.resize(size);
    for (const auto& [hash, items] : found) {
      if (items.empty()) continue;
      size_t at = hash & (size - 1);
      while (index.slots[at].found.count > 0) at = (at + 1) & (size - 1);
      index.slots[at] = {hash,
                         {static_cast<uint32_t>(pool.size()), static_cast<uint32_t>(items.size())}};
      pool.insert(pool.end(), items.begin(), items.end());
    }
  }

  const core::Bundle& bundle_;
  Shaper& shaper_;
  Plan& plan_;
  engine::Tables& tables_;
  const std::vector<uint32_t>& rows_;
  std::vector<Column> columns_;
  std::vector<const Column*> chosen_;
};

void indexInstants(const core::Bundle& bundle, Shaper& shaper, Plan& plan,
                   const std::vector<uint32_t>& rows, Bucket& bucket) {
  Indexer indexer(bundle, shaper, plan, rows);
  std::vector<core::Micros> instants = indexer.instants();
  if (instants.empty()) return;
  indexer.patterns(bucket);
  if (names(bucket.subject_pattern) || names(bucket.resource_pattern)) {
    bucket.bounds = indexer.boundIndex();
    return;
  }
  std::vector<core::Micros>& pool = plan.tables.instants;
  bucket.instants = {static_cast<uint32_t>(pool.size()), static_cast<uint32_t>(instants.size())};
  pool.insert(pool.end(), instants.begin(), instants.end());
}

}  // namespace

void indexBucket(const core::Bundle& bundle, Shaper& shaper, Plan& plan,
                 const std::vector<uint32_t>& rows, Bucket& bucket) {
  indexInstants(bundle, shaper, plan, rows, bucket);
  if (rows.size() < kIndexedFrom) return;
  Indexer indexer(bundle, shaper, plan, rows);
  indexer.patterns(bucket);
  engine::Expr guard = plan.tables.rows[rows[0]].guard;
  if (guard.present()) {
    Shape shape = plan.shapes[guard.shape];
    Necessary necessary = necessaryOf(bundle, plan.traits, shape);
    bucket.common = shaper.common(necessary.common);
    indexer.guards(necessary, shape);
  }
  bucket.index = indexer.rowIndex();
}

}  // namespace polc::plan
