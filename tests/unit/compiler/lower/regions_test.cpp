#include "compiler/lower/regions.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <random>

using namespace polc;
using lower::Change;
using lower::Combination;
using lower::LifeHistory;
using sema::Existing;
using sema::Micros;

namespace {

// The rule, word by word: what the last change up to `last` that has come by `now` makes of an entity born at `birth`.
std::vector<uint32_t> chosen(const LifeHistory& history, size_t last, Micros now, Micros birth) {
  while (last > 0 && history.changes[last - 1].at > now) --last;
  if (last == 0) return {history.before};
  const Change& change = history.changes[last - 1];
  bool later = birth >= change.at;
  if (later || change.existing == Existing::now || change.existing == Existing::none)
    return {change.after};
  if (change.existing == Existing::grace && now >= change.grace_until) return {change.after};
  std::vector<uint32_t> without = chosen(history, last - 1, now, birth);
  if (change.existing == Existing::keep) return without;
  if (std::find(without.begin(), without.end(), change.after) == without.end())
    without.push_back(change.after);
  return without;
}

std::vector<Combination> expected(const std::vector<LifeHistory>& histories, Micros now,
                                  Micros birth) {
  std::vector<Combination> result{{}};
  for (const LifeHistory& history : histories) {
    std::vector<Combination> longer;
    for (const Combination& one : result) {
      for (uint32_t version : chosen(history, history.changes.size(), now, birth)) {
        longer.push_back(one);
        longer.back().push_back(version);
      }
    }
    result = longer;
  }
  return result;
}

LifeHistory randomHistory(std::mt19937& random) {
  LifeHistory history;
  history.before = random() % 4;
  Micros at = 0;
  for (size_t count = random() % 6; count > 0; --count) {
    at += random() % 8;
    Change change{at, static_cast<uint32_t>(random() % 4), static_cast<Existing>(random() % 4), at,
                  1};
    if (change.existing == Existing::grace) change.grace_until = at + random() % 15;
    if (random() % 9 == 0) change.after = sema::kNone;
    history.changes.push_back(change);
  }
  return history;
}

}  // namespace

TEST_CASE("rectangles of now and birth agree with the rule at every instant", "[lower][regions]") {
  std::mt19937 random(11);
  int wrong = 0;
  for (int round = 0; round < 200; ++round) {
    std::vector<LifeHistory> histories;
    for (size_t count = 1 + random() % 3; count > 0; --count)
      histories.push_back(randomHistory(random));
    Micros begin = static_cast<Micros>(random() % 10) - 5;

    std::map<std::vector<Combination>, uint32_t> ids;
    std::vector<std::vector<Combination>> list;
    lower::Rows rows(histories, begin);
    lower::Rectangles rectangles;
    lower::CombinedRow row;
    while (rows.next(row)) {
      std::vector<lower::Rectangles::Step> steps;
      for (const lower::CombinedStep& step : row.steps) {
        auto [at, fresh] = ids.try_emplace(step.combinations, static_cast<uint32_t>(list.size()));
        if (fresh) list.push_back(step.combinations);
        if (steps.empty() || steps.back().result != at->second)
          steps.push_back({step.from, at->second});
      }
      rectangles.add(row.now, steps);
    }
    std::vector<lower::Rectangles::Rectangle> found = rectangles.finish();
    for (Micros now = begin; now < 70; ++now) {
      for (Micros birth = -8; birth < 70; birth += 1 + static_cast<Micros>(random() % 2)) {
        auto here = [&](const auto& one) {
          return one.now.contains(now) && one.birth.contains(birth);
        };
        auto one = std::find_if(found.begin(), found.end(), here);
        bool once = one != found.end() && std::none_of(one + 1, found.end(), here);
        if (!once || list[one->result] != expected(histories, now, birth)) ++wrong;
      }
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("many changes that keep what lives make regions in proportion", "[lower][regions]") {
  LifeHistory history{0, {}};
  for (uint32_t i = 1; i <= 1000; ++i)
    history.changes.push_back({i * 10, i, Existing::keep, i * 10, i});
  std::vector<LifeHistory> histories{history};
  lower::Rows rows(histories, 0);
  lower::Rectangles rectangles;
  lower::CombinedRow row;
  while (rows.next(row)) {
    std::vector<lower::Rectangles::Step> steps;
    for (const lower::CombinedStep& step : row.steps)
      steps.push_back({step.from, step.combinations[0][0]});
    rectangles.add(row.now, steps);
  }
  CHECK(rectangles.size() < 2100);
}

TEST_CASE("pending graces are counted where they overlap", "[lower][regions]") {
  LifeHistory a{0,
                {{0, 1, Existing::grace, 10, 1},
                 {5, 2, Existing::grace, 20, 2},
                 {20, 3, Existing::grace, 30, 3}}};
  LifeHistory b{0, {{8, 1, Existing::grace, 9, 1}, {9, 1, Existing::now, 9, 1}}};
  CHECK(lower::pendingGraces({a}) == 2);
  CHECK(lower::pendingGraces({a, b}) == 3);
  CHECK(lower::pendingGraces({}) == 0);
}
