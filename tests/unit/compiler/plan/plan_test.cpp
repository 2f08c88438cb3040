#include "compiler/plan/plan.h"

#include <catch2/catch.hpp>
#include <set>

#include "tests/unit/runtime/core_builder.h"

using namespace polc;
using namespace polc::test;

namespace {

// Grants that differ only in a number, a word, a group and the text of a sum.
struct Many : CoreBuilder {
  plan::Plan of(uint32_t rules) {
    TypeId words = type(TypeKind::set, kNone, strings());
    for (uint32_t i = 0; i < rules; ++i) {
      uint32_t team = static_cast<uint32_t>(b().entity_constants.size());
      b().entity_constants.push_back({kTeam, "team_" + std::to_string(i)});
      std::string_view word = b().arena->copy("tag_" + std::to_string(i % 100));
      ExprId tagged = op(Op::in_set, bools(), constant(Value::ofString(word), strings()),
                         op(Op::field, words, self(kPod), kNone, kTags));
      ExprId sum = named(call(functions::Id::add_int, ints(), {podField(kWeight), integer(i)}),
                         "p.weight + " + std::to_string(i));
      ExprId heavy = compare(Op::greater, sum, integer(3));
      core::Grant& rule = grant("permission.p" + std::to_string(i), kEnter, all({tagged, heavy}));
      rule.subject = {core::Pattern::Kind::member, kPerson, team};
      rule.resource = {core::Pattern::Kind::type, kPod, kNone};
    }
    return plan::build(*finish());
  }
};

}  // namespace

TEST_CASE("rules that differ only in constants have one shape") {
  Many few, many;
  size_t shapes = few.of(10).shapes.size();
  CHECK(shapes == many.of(10'000).shapes.size());
  CHECK(shapes <= 4);
}

TEST_CASE("rows of one shape are found by what parts them best") {
  Many many;
  plan::Plan plan = many.of(1'000);
  REQUIRE(plan.tables.buckets.size() == 1);
  const engine::Bucket& bucket = plan.tables.buckets[0];
  REQUIRE(bucket.index.probes.size() == 1);
  CHECK(bucket.index.probes[0].source == engine::Probe::Source::subject);
  CHECK(bucket.index.probes[0].mode == engine::Probe::Mode::member);
  std::set<uint32_t> found;
  for (const engine::Index::Slot& slot : bucket.index.slots) {
    CHECK(slot.found.count <= 1);
    for (uint32_t i = 0; i < slot.found.count; ++i)
      found.insert(plan.tables.row_ids[slot.found.first + i]);
  }
  CHECK(found.size() == 1'000);
}

TEST_CASE("structure, types and sharing of nodes part shapes") {
  CoreBuilder core;
  ExprId once = core.integer(1);
  core.grant("permission.a", CoreBuilder::kEnter, core.compare(Op::less, once, once));
  core.grant("permission.b", CoreBuilder::kEnter,
             core.compare(Op::less, core.integer(1), core.integer(2)));
  core.grant("permission.c", CoreBuilder::kEnter,
             core.compare(Op::less_equal, core.integer(1), core.integer(2)));
  core.grant("permission.d", CoreBuilder::kEnter,
             core.compare(Op::less, core.duration(1), core.duration(2)));
  core.grant("permission.e", CoreBuilder::kEnter,
             core.compare(Op::less, core.integer(5), core.integer(6)));
  plan::Plan plan = plan::build(*core.finish());
  CHECK(plan.shapes.size() == 4);
}

TEST_CASE("the term's bounds are no instants of a bucket, others are, in order") {
  CoreBuilder core;
  for (const char* from : {"2026-05-01T00:00Z", "2026-03-01T00:00Z", "2026-01-01T00:00Z"}) {
    core.grant("permission.a", CoreBuilder::kEnter).periods = {{at(from), at("2027-01-01T00:00Z")}};
  }
  plan::Plan plan = plan::build(*core.finish());
  CHECK(plan.tables.instants ==
        std::vector<Micros>{at("2026-03-01T00:00Z"), at("2026-05-01T00:00Z")});
}
