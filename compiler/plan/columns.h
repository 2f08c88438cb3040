// The words by which the rows of a bucket are found: a column for each probe.
#pragma once
#include <optional>
#include <span>
#include <vector>

#include "compiler/plan/atoms.h"
#include "compiler/plan/shaper.h"

namespace polc::plan {

// The words of each row, one row after another: no memory of its own for each of a million rows.
class RowWords {
 public:
  void add(std::span<const uint64_t> words) {
    all_.insert(all_.end(), words.begin(), words.end());
    ends_.push_back(all_.size());
  }
  std::span<const uint64_t> operator[](size_t row) const {
    size_t begin = row > 0 ? ends_[row - 1] : 0;
    return {all_.data() + begin, ends_[row] - begin};
  }
  const std::vector<uint64_t>& all() const { return all_; }

 private:
  std::vector<uint64_t> all_;
  std::vector<size_t> ends_;
};

// How many of them differ.
size_t distinct(std::vector<uint64_t> words);

struct Column {
  engine::Probe probe;
  RowWords words;
  bool repeats = false;  // several words of a request may find one row
  double keys = 1;       // rows / rows that a request finds, about
};

class Columns {
 public:
  Columns(const core::Bundle& bundle, Shaper& shaper, Plan& plan, const std::vector<uint32_t>& rows,
          const Shape* shape)
      : bundle_(bundle), shaper_(shaper), plan_(plan), rows_(rows), shape_(shape) {}

  // Rows whose pattern names an entity.
  Column pattern(engine::Probe::Source source, core::Pattern::Kind kind,
                 uint32_t engine::Row::* entity) const;
  // None where the atom finds rows by too many words.
  std::optional<Column> guard(const Atom& atom) const;

 private:
  engine::Probe probeOf(const Atom& atom) const;
  value::Value constantOf(core::ExprId node, uint32_t row) const;
  uint64_t wordAt(core::ExprId node, uint32_t row) const;
  std::vector<uint64_t> wordsOf(const Atom& atom, core::ExprId node, uint32_t row,
                                size_t length) const;
  std::string_view partOf(const Atom& atom, core::ExprId node, uint32_t row) const;
  size_t infixLength(const Atom& atom) const;
  void lengths(const Atom& atom, Column& column, size_t infix) const;
  void range(const Atom& atom, Column& column) const;
  std::pair<int64_t, int64_t> intervalOf(const Atom& atom, uint32_t row) const;

  const core::Bundle& bundle_;
  Shaper& shaper_;
  Plan& plan_;
  const std::vector<uint32_t>& rows_;
  const Shape* shape_;
};

}  // namespace polc::plan
