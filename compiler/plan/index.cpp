#include "compiler/plan/index.h"

#include <algorithm>
#include <bit>
#include <functional>

#include "compiler/plan/columns.h"

namespace polc::plan {
namespace {

using core::Pattern;
using engine::Bucket;
using engine::Index;
using engine::Probe;
using engine::Row;

constexpr size_t kIndexedFrom = 6;  // fewer rows are looked at one by one
constexpr size_t kWordsMax = 64;    // combinations of words that a row is found by, on average
constexpr size_t kProbesMax = 3;

// About what a request costs, in ns: each look into the table, each value that is read, each row that is run.
constexpr double kKeyCost = 4, kProbeCost = 2, kRowCost = 10;

// How many words a request has for a probe, about.
double wordsOf(const Probe& probe) {
  constexpr double kFew = 4, kInfixes = 24;
  switch (probe.mode) {
    case Probe::Mode::exact:
      return 1;
    case Probe::Mode::member:
    case Probe::Mode::members:
      return kFew;
    case Probe::Mode::range:
      return static_cast<double>(std::bit_width(std::bit_ceil(uint64_t{probe.numbers.count} + 1)));
    case Probe::Mode::infixes:
      return kInfixes;
    default:
      return probe.numbers.count;
  }
}

bool names(Pattern::Kind kind) {
  return kind == Pattern::Kind::member || kind == Pattern::Kind::exact;
}

std::vector<Column> patternColumns(const Columns& columns, const Bucket& bucket) {
  std::vector<Column> out;
  if (names(bucket.subject_pattern))
    out.push_back(columns.pattern(Probe::Source::subject, bucket.subject_pattern, &Row::subject));
  if (names(bucket.resource_pattern)) {
    out.push_back(
        columns.pattern(Probe::Source::resource, bucket.resource_pattern, &Row::resource));
  }
  return out;
}

// An index over some of the columns of a bucket's rows.
class Indexer {
 public:
  Indexer(const std::vector<uint32_t>& rows, engine::Tables& tables)
      : rows_(rows), tables_(tables) {}

  // The cheapest column first; more while they make a request cheaper.
  void choose(std::vector<Column>& columns) {
    std::stable_sort(columns.begin(), columns.end(), [this](const Column& a, const Column& b) {
      double first = costOf(wordsOf(a.probe), 1, a.keys);
      double second = costOf(wordsOf(b.probe), 1, b.keys);
      return first != second ? first < second : a.probe.mode < b.probe.mode;
    });
    for (const Column& column : columns) {
      if (chosen_.size() == kProbesMax) break;
      if (!together(column)) continue;
      chosen_.push_back(&column);
      double words = words_ * wordsOf(column.probe);
      double keys = combinations() <= kWordsMax * rows_.size() ? keysOfChosen() : 1;
      double now = costOf(words, chosen_.size(), keys);
      if (now < cost() * 0.9) {
        words_ = words;
        keys_ = keys;
      } else {
        chosen_.pop_back();
      }
    }
  }
  void chooseAll(const std::vector<Column>& columns) {
    for (const Column& column : columns) chosen_.push_back(&column);
  }
  bool found() const { return !chosen_.empty(); }
  double cost() const {
    return found() ? costOf(words_, chosen_.size(), keys_)
                   : kRowCost * static_cast<double>(rows_.size());
  }

  Index rows() {
    Found<uint32_t> found;
    forHashes([&](size_t i, uint64_t hash) { found.emplace_back(hash, rows_[i]); });
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    return fill(found, tables_.row_ids);
  }

  template <class AddInstants>
  Index instants(AddInstants add) {
    Found<core::Micros> found;
    std::vector<core::Micros> instants;
    forHashes([&](size_t i, uint64_t hash) {
      instants.clear();
      add(rows_[i], instants);
      for (core::Micros instant : instants) found.emplace_back(hash, instant);
    });
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return fill(found, tables_.instants);
  }

 private:
  // The parts of a text are many, and are found anew for each word of another probe: that has one word.
  bool together(const Column& column) const {
    auto many = [](const Column& c) { return c.probe.mode != Probe::Mode::exact; };
    auto parts = [](const Column& c) { return c.probe.mode == Probe::Mode::infixes; };
    return std::all_of(chosen_.begin(), chosen_.end(), [&](const Column* other) {
      return (!parts(column) || !many(*other)) && (!parts(*other) || !many(column));
    });
  }

  template <class Item>
  using Found = std::vector<std::pair<uint64_t, Item>>;  // by hash

  double costOf(double words, size_t probes, double keys) const {
    return kKeyCost * words + kProbeCost * static_cast<double>(probes) +
           kRowCost * static_cast<double>(rows_.size()) / keys;
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

  // Nodes of ranges say little about how many rows a request finds.
  double keysOfChosen() const {
    bool ranges = std::any_of(chosen_.begin(), chosen_.end(), [](const Column* column) {
      return column->probe.mode == Probe::Mode::range;
    });
    if (chosen_.size() == 1) return chosen_[0]->keys;
    if (ranges) {
      double product = keys_ * chosen_.back()->keys;
      return std::min(product, static_cast<double>(rows_.size()));
    }
    std::vector<uint64_t> all;
    forHashes([&](size_t, uint64_t hash) { all.push_back(hash); });
    return static_cast<double>(distinct(std::move(all)));
  }

  size_t combinations() const {
    size_t all = 0;
    for (size_t i = 0; i < rows_.size(); ++i) {
      size_t product = 1;
      for (const Column* column : chosen_) product *= column->words[i].size();
      all += product;
    }
    return all;
  }

  // One slot for each hash; `found` is sorted by hash.
  template <class Item>
  Index fill(const Found<Item>& found, std::vector<Item>& pool) const {
    Index index;
    for (const Column* column : chosen_) {
      index.probes.push_back(column->probe);
      index.repeats |= column->repeats;
    }
    size_t hashes = 0, size = 4;
    for (size_t i = 0; i < found.size(); ++i)
      hashes += i == 0 || found[i].first != found[i - 1].first;
    while (size < hashes * 2) size *= 2;
    index.slots.resize(size);
    for (size_t i = 0; i < found.size();) {
      uint64_t hash = found[i].first;
      size_t at = hash & (size - 1);
      while (index.slots[at].found.count > 0) at = (at + 1) & (size - 1);
      auto first = static_cast<uint32_t>(pool.size());
      for (; i < found.size() && found[i].first == hash; ++i) pool.push_back(found[i].second);
      index.slots[at] = {hash, {first, static_cast<uint32_t>(pool.size()) - first}};
    }
    return index;
  }

  const std::vector<uint32_t>& rows_;
  engine::Tables& tables_;
  std::vector<const Column*> chosen_;
  double words_ = 1, keys_ = 1;
};

class Layout {
 public:
  Layout(const core::Bundle& bundle, Shaper& shaper, Plan& plan, const std::vector<uint32_t>& rows)
      : bundle_(bundle), shaper_(shaper), plan_(plan), rows_(rows) {}

  void instants(Bucket& bucket) const {
    std::vector<core::Micros> all;
    for (uint32_t row : rows_) addInstants(row, all);
    if (all.empty()) return;
    if (names(bucket.subject_pattern) || names(bucket.resource_pattern)) {
      Columns columns(bundle_, shaper_, plan_, rows_, nullptr);
      std::vector<Column> patterns = patternColumns(columns, bucket);
      Indexer indexer(rows_, plan_.tables);
      indexer.chooseAll(patterns);
      bucket.bounds = indexer.instants(
          [this](uint32_t row, std::vector<core::Micros>& out) { addInstants(row, out); });
      return;
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    std::vector<core::Micros>& pool = plan_.tables.instants;
    bucket.instants = {static_cast<uint32_t>(pool.size()), static_cast<uint32_t>(all.size())};
    pool.insert(pool.end(), all.begin(), all.end());
  }

  void index(Bucket& bucket) const {
    if (rows_.size() < kIndexedFrom) return;
    engine::Expr guard = plan_.tables.rows[rows_[0]].guard;
    Shape shape;
    Necessary necessary;
    if (guard.present()) {
      shape = plan_.shapes[guard.shape];
      necessary = necessaryOf(bundle_, plan_.traits, shape);
      bucket.common = shaper_.common(necessary.common);
    }
    Columns columns(bundle_, shaper_, plan_, rows_, &shape);
    std::vector<Column> all = patternColumns(columns, bucket);
    add(columns, necessary.atoms, all);
    Indexer best(rows_, plan_.tables);
    best.choose(all);
    if (ways(columns, necessary, best.cost(), bucket)) return;
    if (best.found()) bucket.index = best.rows();
  }

 private:
  static void add(const Columns& columns, const std::vector<Atom>& atoms,
                  std::vector<Column>& out) {
    for (const Atom& atom : atoms) {
      if (auto column = columns.guard(atom)) out.push_back(std::move(*column));
    }
  }

  // A disjunction whose ways together cost less: an index for each of them.
  bool ways(const Columns& columns, const Necessary& necessary, double cost, Bucket& bucket) const {
    std::vector<std::vector<Column>> best;
    for (const std::vector<Way>& disjunction : necessary.disjunctions) {
      std::vector<std::vector<Column>> found;
      double together = 0;
      for (const Way& way : disjunction) {
        add(columns, way, found.emplace_back());
        Indexer indexer(rows_, plan_.tables);
        indexer.choose(found.back());
        together += indexer.cost();
      }
      if (together >= cost * 0.9) continue;
      cost = together;
      best = std::move(found);
    }
    for (std::vector<Column>& way : best) {
      Indexer indexer(rows_, plan_.tables);
      indexer.choose(way);
      (bucket.index.probes.empty() ? bucket.index : bucket.more.emplace_back()) = indexer.rows();
    }
    return !best.empty();
  }

  // The term's bounds are instants of every decision.
  void addInstants(uint32_t row, std::vector<core::Micros>& out) const {
    const core::Period& term = bundle_.term;
    for (const core::Period& period : plan_.tables.periods[plan_.tables.rows[row].periods]) {
      if (period.from != value::kAlways && period.from != term.from) out.push_back(period.from);
      if (period.until != value::kNever && period.until != term.until) out.push_back(period.until);
    }
  }

  const core::Bundle& bundle_;
  Shaper& shaper_;
  Plan& plan_;
  const std::vector<uint32_t>& rows_;
};

}  // namespace

void indexBucket(const core::Bundle& bundle, Shaper& shaper, Plan& plan,
                 const std::vector<uint32_t>& rows, Bucket& bucket) {
  Layout layout(bundle, shaper, plan, rows);
  layout.instants(bucket);
  layout.index(bucket);
}

}  // namespace polc::plan
