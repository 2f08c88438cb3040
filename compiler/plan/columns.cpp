#include "compiler/plan/columns.h"

#include <algorithm>
#include <bit>

#include "runtime/engine/words.h"

namespace polc::plan {
namespace {

using core::ExprId;
using core::Op;
using engine::Probe;
using Mode = Probe::Mode;

constexpr size_t kWordsMax = 64;    // that a row is found by, on average
constexpr size_t kLengthsMax = 32;  // of prefixes or networks
constexpr size_t kInfixLengthMax = 16;

bool isPart(Mode mode) {
  return mode == Mode::prefixes || mode == Mode::suffixes || mode == Mode::infixes;
}

double keysOf(const RowWords& words) {
  return static_cast<double>(std::max<size_t>(1, distinct(words.all())));
}

// The nodes of a binary tree over `leaves` (a power of two) that cover [first, last] and nothing else.
std::vector<uint64_t> cover(uint64_t leaves, uint64_t first, uint64_t last) {
  std::vector<uint64_t> nodes;
  uint64_t low = leaves + first, high = leaves + last + 1;
  for (; low < high; low /= 2, high /= 2) {
    if (low % 2 == 1) nodes.push_back(low++);
    if (high % 2 == 1) nodes.push_back(--high);
  }
  return nodes;
}

}  // namespace

size_t distinct(std::vector<uint64_t> words) {
  std::sort(words.begin(), words.end());
  return static_cast<size_t>(std::unique(words.begin(), words.end()) - words.begin());
}

Column Columns::pattern(Probe::Source source, core::Pattern::Kind kind,
                        uint32_t engine::Row::* entity) const {
  Column column;
  column.probe.source = source;
  column.probe.mode = kind == core::Pattern::Kind::member ? Mode::member : Mode::exact;
  for (uint32_t row : rows_) {
    uint64_t word = plan_.tables.rows[row].*entity;
    column.words.add({&word, 1});
  }
  column.keys = keysOf(column.words);
  return column;
}

std::optional<Column> Columns::guard(const Atom& atom) const {
  Column column;
  column.probe = probeOf(atom);
  size_t length = atom.mode == Mode::infixes ? infixLength(atom) : std::string_view::npos;
  if (length == 0) return std::nullopt;
  if (atom.mode == Mode::range) {
    range(atom, column);
  } else {
    for (uint32_t row : rows_) {
      std::vector<uint64_t> words;
      for (ExprId node : atom.constants) {
        std::vector<uint64_t> more = wordsOf(atom, node, row, length);
        words.insert(words.end(), more.begin(), more.end());
      }
      std::sort(words.begin(), words.end());
      words.erase(std::unique(words.begin(), words.end()), words.end());
      column.words.add(words);
      column.repeats |= words.size() > 1 && atom.mode != Mode::exact;
    }
    column.keys = keysOf(column.words);
    lengths(atom, column, length);
    if (column.probe.numbers.count > kLengthsMax) return std::nullopt;
  }
  if (column.words.all().size() > kWordsMax * rows_.size()) return std::nullopt;
  if (column.probe.source == Probe::Source::expression)
    column.probe.value = shaper_.value(atom.value);
  return column;
}

// What is a field of the request is read, not run.
Probe Columns::probeOf(const Atom& atom) const {
  const core::Node& node = bundle_.nodes[atom.value];
  Probe probe;
  probe.source = Probe::Source::expression;
  probe.mode = atom.mode;
  probe.field = node.imm;
  if (node.op == Op::context && node.imm != core::kNone)
    probe.source = Probe::Source::context_field;
  if (node.op != Op::field) return probe;
  Op owner = bundle_.nodes[node.a].op;
  if (owner == Op::subject) probe.source = Probe::Source::subject_field;
  if (owner == Op::resource) probe.source = Probe::Source::resource_field;
  if (owner == Op::self) probe.source = Probe::Source::self_field;
  probe.type = plainType(bundle_, bundle_.nodes[node.a].type).index;
  return probe;
}

uint64_t Columns::wordAt(ExprId node, uint32_t row) const {
  return plan_.tables.words[plan_.tables.rows[row].guard.words + shape_->words.at(node)];
}

value::Value Columns::constantOf(ExprId node, uint32_t row) const {
  value::Kind kind = bundle_.constants[bundle_.nodes[node].imm].kind;
  uint32_t place = plan_.tables.rows[row].guard.words + shape_->words.at(node);
  value::Value constant{static_cast<int64_t>(plan_.tables.words[place]), 0, kind};
  if (kind == value::Kind::string)
    constant.extra = static_cast<uint32_t>(plan_.tables.words[place + 1]);
  return constant;
}

std::string_view Columns::partOf(const Atom& atom, ExprId node, uint32_t row) const {
  if (bundle_.nodes[node].op == Op::constant) return constantOf(node, row).string();
  const std::vector<std::string>& parts = bundle_.patterns[wordAt(node, row)].parts;
  if (atom.mode == Mode::prefixes) return parts.front();
  if (atom.mode == Mode::suffixes) return parts.back();
  if (parts.size() < 3) return {};
  return *std::max_element(parts.begin() + 1, parts.end() - 1,
                           [](const auto& a, const auto& b) { return a.size() < b.size(); });
}

// The length that all of the rows' infixes have at least.
size_t Columns::infixLength(const Atom& atom) const {
  size_t length = kInfixLengthMax;
  for (uint32_t row : rows_) {
    for (ExprId node : atom.constants) length = std::min(length, partOf(atom, node, row).size());
  }
  return length;
}

std::vector<uint64_t> Columns::wordsOf(const Atom& atom, ExprId node, uint32_t row,
                                       size_t length) const {
  if (isPart(atom.mode)) return {engine::wordOf(partOf(atom, node, row).substr(0, length))};
  value::Value constant = constantOf(node, row);
  if (atom.mode == Mode::networks) return {engine::wordOf(constant.ip(), constant.ip().prefix)};
  if (constant.kind != value::Kind::set) return {engine::wordOf(constant)};
  std::vector<uint64_t> all;
  const value::Set& set = constant.set();
  for (uint32_t i = 0; i < set.count; ++i) all.push_back(engine::wordOf(set.members[i]));
  return all;
}

// Which lengths of prefixes or networks the rows have; `infix` is that of infixes.
void Columns::lengths(const Atom& atom, Column& column, size_t infix) const {
  if (atom.mode != Mode::networks && !isPart(atom.mode)) return;
  std::vector<int64_t> found;
  for (uint32_t row : rows_) {
    for (ExprId node : atom.constants) {
      if (atom.mode == Mode::networks) {
        const value::Value constant = constantOf(node, row);
        found.push_back(engine::networkNumber(constant.ip()));
      } else {
        found.push_back(static_cast<int64_t>(std::min(infix, partOf(atom, node, row).size())));
      }
    }
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  std::vector<int64_t>& pool = plan_.tables.numbers;
  column.probe.numbers = {static_cast<uint32_t>(pool.size()), static_cast<uint32_t>(found.size())};
  pool.insert(pool.end(), found.begin(), found.end());
}

// [first, second]; empty where first > second.
std::pair<int64_t, int64_t> Columns::intervalOf(const Atom& atom, uint32_t row) const {
  int64_t low = INT64_MIN, high = INT64_MAX;
  for (size_t i = 0; i < atom.constants.size(); ++i) {
    auto bound = static_cast<int64_t>(wordAt(atom.constants[i], row));
    switch (atom.comparisons[i]) {
      case Op::less:
        if (bound == INT64_MIN) return {1, 0};
        high = std::min(high, bound - 1);
        break;
      case Op::less_equal:
        high = std::min(high, bound);
        break;
      case Op::greater:
        if (bound == INT64_MAX) return {1, 0};
        low = std::max(low, bound + 1);
        break;
      default:
        low = std::max(low, bound);
    }
  }
  return {low, high};
}

// Rows stand at the nodes of a tree over the pieces between all bounds; a value finds those on its way to the root.
void Columns::range(const Atom& atom, Column& column) const {
  std::vector<std::pair<int64_t, int64_t>> intervals;
  std::vector<int64_t> starts;  // of pieces; the first piece begins at the least value
  for (uint32_t row : rows_) {
    intervals.push_back(intervalOf(atom, row));
    auto [low, high] = intervals.back();
    if (low > high) continue;
    if (low != INT64_MIN) starts.push_back(low);
    if (high != INT64_MAX) starts.push_back(high + 1);
  }
  std::sort(starts.begin(), starts.end());
  starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
  auto piece_of = [&](int64_t value) {
    return static_cast<uint64_t>(std::upper_bound(starts.begin(), starts.end(), value) -
                                 starts.begin());
  };
  uint64_t leaves = std::bit_ceil(starts.size() + 1);
  double covered = 0;
  for (auto [low, high] : intervals) {
    if (low > high) {
      column.words.add({});
      continue;
    }
    uint64_t first = piece_of(low), last = piece_of(high);
    column.words.add(cover(leaves, first, last));
    covered += static_cast<double>(last - first + 1);
  }
  auto pieces = static_cast<double>(starts.size() + 1), count = static_cast<double>(rows_.size());
  column.keys = std::max(1.0, count * pieces / std::max(covered, pieces));
  std::vector<int64_t>& pool = plan_.tables.numbers;
  column.probe.numbers = {static_cast<uint32_t>(pool.size()), static_cast<uint32_t>(starts.size())};
  pool.insert(pool.end(), starts.begin(), starts.end());
}

}  // namespace polc::plan
