// Bundles of random expressions, well typed but for nothing: absent, missing and moving operands everywhere.
#pragma once
#include <random>

#include "tests/unit/runtime/core_builder.h"

namespace polc::test {

class RandomBundle : public CoreBuilder {
 public:
  bool asks = true;  // may what comes next read the request?

  explicit RandomBundle(uint64_t seed) : random_(seed) {
    b().params.push_back(
        {"life", {step("2025-01-01T00:00Z", kDay), step("2026-06-01T00:00Z", 3 * kDay)}});
    b().period_lists.push_back({{at("2026-03-01T00:00Z"), at("2026-04-01T00:00Z")}});
    b().patterns.push_back({{"a", "b", ""}});
    b().term = {at("2026-01-01T00:00Z"), at("2027-01-01T00:00Z")};
    b().slots = 4;
  }

  uint32_t pick(uint32_t below) {
    return std::uniform_int_distribution<uint32_t>(0, below - 1)(random_);
  }

  ExprId truth(int depth) {
    if (depth <= 0) return plainTruth();
    switch (pick(12)) {
      case 0:
      case 1:
        return connective(Op::logical_and, depth);
      case 2:
      case 3:
        return connective(Op::logical_or, depth);
      case 4:
        return negation(truth(depth - 1));
      case 5:
        return compare(ordering(), timeOf(depth - 1), timeOf(depth - 1));
      case 6:
        return compare(ordering(), length(depth - 1), length(depth - 1));
      case 7:
        return compare(ordering(), number(depth - 1), number(depth - 1));
      case 8:
        return add({Op::conditional, false, bools(), truth(depth - 1), truth(depth - 1),
                    truth(depth - 1)});
      case 9:
        return quantified(depth);
      case 10:
        return op(Op::in_schedule, bools(), timeOf(depth - 1));
      default:
        return ofSets(depth);
    }
  }

  ExprId timeOf(int depth) {
    switch (depth <= 0 ? pick(4) : pick(11)) {
      case 0:
        return now();
      case 1:
        return instant(at("2026-02-01T00:00Z") + pick(100) * kDay + pick(2) * 7);
      case 2:
        return podField(kOpenedAt);
      case 3:
        return podField(kUsedAt);
      case 4:
        return text(call(functions::Id::add_time, times(), {timeOf(depth - 1), length(depth - 1)}));
      case 5:
        return text(call(functions::Id::sub_time, times(), {timeOf(depth - 1), length(depth - 1)}));
      case 6:
        return text(
            call(functions::Id::add_months, times(), {timeOf(depth - 1), months(pick(14))}));
      case 7:
        return text(call(functions::Id::min, times(), {timeOf(depth - 1), timeOf(depth - 1)}));
      case 8:
        return text(call(functions::Id::max, times(), {timeOf(depth - 1), timeOf(depth - 1)}));
      case 9:
        return op(Op::coalesce, times(), podField(kUsedAt), timeOf(depth - 1));
      default:
        return text(call(functions::Id::date, type(TypeKind::date), {timeOf(depth - 1)}));
    }
  }

  ExprId length(int depth) {
    switch (depth <= 0 ? pick(2) : pick(7)) {
      case 0:
        return duration((static_cast<Micros>(pick(60)) - 5) * kDay + pick(3));
      case 1:
        return op(Op::param, durations(), kNone, kNone, 0);
      case 2:
        return text(
            call(functions::Id::time_between, durations(), {timeOf(depth - 1), timeOf(depth - 1)}));
      case 3:
        return text(
            call(functions::Id::mul_duration, durations(), {length(depth - 1), number(depth - 1)}));
      case 4:
        return text(call(functions::Id::abs_duration, durations(), {length(depth - 1)}));
      case 5:
        return text(
            call(functions::Id::add_duration, durations(), {length(depth - 1), length(depth - 1)}));
      default:
        return text(call(functions::Id::neg_duration, durations(), {length(depth - 1)}));
    }
  }

  ExprId number(int depth) {
    switch (depth <= 0 ? pick(3) : pick(7)) {
      case 0:
        return integer(static_cast<int64_t>(pick(7)) - 2);
      case 1:
        return podField(kWeight);
      case 2:
        return pick(20) == 0 ? integer(INT64_MAX) : podField(kExtensions);
      case 3:
        return text(call(functions::Id::add_int, ints(), {number(depth - 1), number(depth - 1)}));
      case 4:
        return text(call(functions::Id::mul_int, ints(), {number(depth - 1), number(depth - 1)}));
      case 5:
        return text(call(functions::Id::size_set, ints(), {tags(depth - 1)}));
      default:
        return counted(depth);
    }
  }

  core::Period period() {
    Micros from = at("2026-01-15T00:00Z") + pick(200) * kDay;
    return {from, from + (1 + pick(90)) * kDay};
  }

 private:
  core::ParamStep step(const char* from, Micros length) {
    return {{at(from), value::kNever}, constantOf(Value::of(Kind::duration, length), durations())};
  }
  ExprId text(ExprId id) { return named(id, "e" + std::to_string(id)); }
  Op ordering() { return static_cast<Op>(static_cast<uint32_t>(Op::equal) + pick(6)); }
  TypeId words() { return type(TypeKind::set, kNone, strings()); }
  ExprId word() {
    static const char* const kWords[] = {"a", "b", "ab", "axb"};
    return constant(Value::ofString(kWords[pick(4)]), strings());
  }

  ExprId plainTruth() {
    switch (pick(8)) {
      case 0:
        return boolean(pick(2) == 0);
      case 1:
        return podField(kHot);
      case 2:
        return podField(kSeized);
      case 3:
        return op(Op::has, bools(), self(kPod), kNone, pick(2) ? kUsedAt : kHot);
      case 4:
        return op(Op::in_period, bools());
      case 5:
        return asks ? named(op(Op::context, bools(), kNone, kNone, 0), "context.alarm")
                    : boolean(true);
      case 6:
        return compare(ordering(), timeOf(0), timeOf(0));
      default:
        return member(0);
    }
  }

  ExprId connective(Op which, int depth) {
    std::vector<ExprId> operands;
    for (uint32_t i = 0, n = 2 + pick(2); i < n; ++i) operands.push_back(truth(depth - 1));
    return list(which, bools(), operands);
  }

  // A body over the variable of the innermost quantifier.
  ExprId member(int depth) {
    if (scope_ == kNone || (depth > 0 && pick(3) == 0)) return plainOrTruth(depth);
    ExprId variable = op(Op::variable, strings(), kNone, kNone, scope_);
    switch (pick(3)) {
      case 0:
        return compare(pick(2) ? Op::equal : Op::not_equal, variable, word());
      case 1:
        return op(Op::like, bools(), variable);
      default:
        return op(Op::in_set, bools(), variable, tags(0));
    }
  }
  ExprId plainOrTruth(int depth) { return depth > 1 ? truth(depth - 2) : boolean(pick(2) == 0); }

  ExprId quantified(int depth) {
    ExprId set = tags(0);
    uint32_t outer = scope_;
    scope_ = std::min(3u, outer == kNone ? 0 : outer + 1);
    ExprId body = pick(2) ? member(depth - 1)
                          : list(pick(2) ? Op::logical_and : Op::logical_or, bools(),
                                 {member(0), truth(depth - 2)});
    ExprId out = op(pick(2) ? Op::some : Op::every, bools(), set, body, scope_);
    scope_ = outer;
    return out;
  }

  ExprId counted(int depth) {
    uint32_t outer = scope_;
    scope_ = std::min(3u, outer == kNone ? 0 : outer + 1);
    ExprId out = op(Op::count, ints(), tags(depth - 1), member(depth), scope_);
    scope_ = outer;
    return out;
  }

  ExprId tags(int depth) {
    if (depth <= 0 || pick(2)) return podField(kTags);
    return list(Op::set_of, words(), {word(), word(), word()});
  }

  ExprId ofSets(int depth) {
    switch (pick(4)) {
      case 0:
        return op(Op::subset, bools(), tags(depth), tags(depth));
      case 1:
        return op(Op::disjoint, bools(), tags(depth), tags(depth));
      case 2:
        return op(Op::in_set, bools(), word(), tags(depth));
      default:
        return op(Op::in_set, bools(), timeOf(depth - 1),
                  list(Op::set_of, type(TypeKind::set, kNone, times()),
                       {instant(at("2026-03-05T00:00Z")), podField(kOpenedAt)}));
    }
  }

  std::mt19937_64 random_;
  uint32_t scope_ = kNone;
};

}  // namespace polc::test
