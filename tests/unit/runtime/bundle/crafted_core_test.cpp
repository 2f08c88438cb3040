// Cores that no compiler writes, each with right digests: refused before an engine reads by their types.
#include "runtime/bundle/container.h"
#include "runtime/bundle/core_codec.h"
#include "tests/unit/runtime/bundle/bundles.h"
#include "tests/unit/runtime/core_builder.h"

using namespace polc;
using namespace polc::test;
using bundle::Code;

namespace {

class Crafted : public CoreBuilder {
 public:
  Crafted() { b().slots = 3; }

  Code code() {
    noteTimed();  // and no digest, for which expressions would be written out
    return codeOf(bundle::assemble(
        {{bundle::SectionKind::core, bundle::coreSchema(), bundle::encodeCore(b())},
         {bundle::SectionKind::texts, bundle::textsSchema(), bundle::encodeTexts(b().texts)}},
        nullptr));
  }
  TypeId setOf(TypeId element) { return type(TypeKind::set, kNone, element); }
  ExprId people() { return list(Op::set_of, setOf(entities(kPerson)), {}); }
  ExprId numbers() { return list(Op::set_of, setOf(ints()), {integer(7)}); }
  ExprId pod() { return op(Op::resource, entities(kPod)); }
  ExprId variable(TypeId type, uint32_t slot) { return op(Op::variable, type, kNone, kNone, slot); }
  // every x<outer> in set: (q x<inner> in numbers: true) and x<outer> == x<outer>
  ExprId nested(Op quantifier, uint32_t outer, uint32_t inner) {
    const ExprId set = people();
    ExprId within =
        op(quantifier, quantifier == Op::count ? ints() : bools(), numbers(), boolean(true), inner);
    if (quantifier == Op::count) within = compare(Op::equal, within, integer(1));
    const ExprId same =
        compare(Op::equal, variable(entities(kPerson), outer), variable(entities(kPerson), outer));
    return op(Op::every, bools(), set, all({within, same}), outer);
  }
};

}  // namespace

TEST_CASE_METHOD(Crafted, "no quantifier binds a slot again within its own body") {
  const Op quantifier = GENERATE(Op::some, Op::every, Op::count);
  SECTION("distinct slots") {
    grant("permission.a", kEnter, nested(quantifier, 0, 1));
    CHECK(code() == Code::none);
  }
  SECTION("one slot beside itself") {
    const ExprId first = nested(quantifier, 0, 1);
    grant("permission.a", kEnter, all({first, nested(quantifier, 0, 1)}));
    CHECK(code() == Code::none);
  }
  SECTION("the same slot") {
    grant("permission.a", kEnter, nested(quantifier, 0, 0));
    CHECK(code() == Code::malformed);
  }
  SECTION("the same slot, two quantifiers below") {
    const ExprId inner = nested(quantifier, 1, 2);
    const ExprId middle =
        op(quantifier == Op::count ? Op::some : quantifier, bools(), numbers(), inner, 0);
    CHECK(b().nodes[middle].imm == 0);
    grant("permission.a", kEnter, op(Op::every, bools(), people(), middle, 2));
    CHECK(code() == Code::malformed);
  }
  SECTION("the same slot, in the set of a quantifier below") {
    const ExprId counted = op(Op::count, ints(), numbers(), boolean(true), 0);
    const ExprId set = list(Op::set_of, setOf(ints()), {counted});
    const ExprId below = op(Op::some, bools(), set, boolean(true), 1);
    grant("permission.a", kEnter, op(Op::every, bools(), people(), below, 0));
    CHECK(code() == Code::malformed);
  }
}

TEST_CASE_METHOD(Crafted, "an optional is of no optional, and has no index") {
  grant("permission.a", kEnter);
  optional(ints());
  SECTION("as a compiler writes it") { CHECK(code() == Code::none); }
  SECTION("of an optional") {
    optional(optional(ints()));
    CHECK(code() == Code::malformed);
  }
  SECTION("of an optional of a record") {
    b().records.push_back({"Part", {{"size", ints(), kNone}}});
    optional(optional(type(TypeKind::record, 0)));
    CHECK(code() == Code::malformed);
  }
  SECTION("with an index") {
    const TypeKind kind = GENERATE(TypeKind::optional, TypeKind::set, TypeKind::map);
    type(kind, 5, ints());
    CHECK(code() == Code::malformed);
  }
  SECTION("a plain kind with an index") {
    const TypeKind kind = GENERATE(TypeKind::integer, TypeKind::any_entity, TypeKind::action);
    type(kind, 0);
    CHECK(code() == Code::malformed);
  }
}

TEST_CASE_METHOD(Crafted, "an expression has an end, however its parts are shared") {
  const auto doubled = [&](int times) {
    ExprId whole = compare(Op::equal, integer(1), integer(2));
    for (int i = 0; i < times; ++i) whole = all({whole, whole});
    return whole;
  };
  SECTION("a million parts") {
    grant("permission.a", kEnter, doubled(18));
    CHECK(code() == Code::none);
  }
  SECTION("2 to the power of 64 and more") {
    grant("permission.a", kEnter, doubled(GENERATE(23, 64, 100)));
    CHECK(code() == Code::malformed);
  }
  SECTION("one list twice") {
    const ExprId one = all({boolean(true), boolean(false)});
    b().nodes.push_back(b().nodes[one]);
    grant("permission.a", kEnter, one);
    CHECK(code() == Code::malformed);
  }
}
