// Builds small bundles by hand, without the compiler.
//
// The vocabulary is always the same: see vocabulary(). Rules and lives are added by the tests.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "runtime/core/core.h"
#include "runtime/core/timed.h"
#include "runtime/functions/functions.h"

namespace polc::test {

using core::ExprId;
using core::kNone;
using core::Node;
using core::Op;
using core::Type;
using core::TypeId;
using core::TypeKind;
using value::Kind;
using value::Micros;
using value::Value;

inline constexpr Micros kHour = 3600 * value::kMicrosPerSecond;
inline constexpr Micros kDay = 24 * kHour;

inline Micros at(const char* text) { return time::parseTime(text).value(); }

class CoreBuilder {
 public:
  enum Entity : uint32_t { kTeam, kPerson, kPod, kSample };
  enum PodField : uint32_t { kOpenedAt, kUsedAt, kExtensions, kSeized, kHot, kWeight, kTags };
  enum SampleField : uint32_t { kOf, kTakenAt };
  enum Action : uint32_t { kEnter, kExtend, kDestroy, kRead };

  std::shared_ptr<core::Bundle> bundle = std::make_shared<core::Bundle>();

  CoreBuilder() {
    b().contract = "test.pods";
    b().arena = std::make_shared<value::Arena>();
    b().term = {at("2026-01-01T00:00Z"), at("2027-01-01T00:00Z")};
    b().zones.push_back(time::buildZone("Europe/Berlin").value());
    b().schedules.push_back({"desk", 0, {{540, 1020}, {1980, 2460}}});
    b().files = {"contract.pol"};
    b().slots = 2;
    vocabulary();
  }

  core::Bundle& b() { return *bundle; }

  TypeId type(TypeKind kind, uint32_t index = kNone, TypeId element = kNone) {
    const Type wanted{kind, index, element};
    for (TypeId id = 0; id < b().types.size(); ++id)
      if (b().types[id] == wanted) return id;
    b().types.push_back(wanted);
    return static_cast<TypeId>(b().types.size() - 1);
  }
  TypeId optional(TypeId of) { return type(TypeKind::optional, kNone, of); }

  ExprId add(Node n) {
    b().nodes.push_back(n);
    return static_cast<ExprId>(b().nodes.size() - 1);
  }
  ExprId op(Op op, TypeId type, ExprId a = kNone, ExprId second = kNone, uint32_t imm = 0) {
    return add({op, false, type, a, second, kNone, imm, 0, 0, kNone});
  }
  ExprId list(Op op, TypeId type, const std::vector<ExprId>& children, uint32_t imm = 0) {
    const auto first = static_cast<uint32_t>(b().lists.size());
    b().lists.insert(b().lists.end(), children.begin(), children.end());
    return add({op, false, type, kNone, kNone, kNone, imm, first,
                static_cast<uint32_t>(children.size()), kNone});
  }
  uint32_t text(const std::string& words) {
    b().texts.add(words);
    return static_cast<uint32_t>(b().texts.size() - 1);
  }
  ExprId named(ExprId expr, const std::string& words) {
    b().nodes[expr].text = text(words);
    return expr;
  }

  uint32_t constantOf(const Value& value, TypeId type) {
    b().constants.push_back(value);
    b().constant_types.push_back(type);
    return static_cast<uint32_t>(b().constants.size() - 1);
  }
  ExprId constant(const Value& value, TypeId type) {
    return op(Op::constant, type, kNone, kNone, constantOf(value, type));
  }
  ExprId boolean(bool is) { return constant(Value::ofBool(is), bools()); }
  ExprId integer(int64_t n) { return constant(Value::of(Kind::integer, n), ints()); }
  ExprId instant(Micros t) { return constant(Value::of(Kind::time, t), times()); }
  ExprId duration(Micros d) { return constant(Value::of(Kind::duration, d), durations()); }
  ExprId months(int64_t n) { return constant(Value::of(Kind::period, n), periods()); }

  TypeId bools() { return type(TypeKind::boolean); }
  TypeId ints() { return type(TypeKind::integer); }
  TypeId times() { return type(TypeKind::time); }
  TypeId durations() { return type(TypeKind::duration); }
  TypeId periods() { return type(TypeKind::period); }
  TypeId strings() { return type(TypeKind::string); }
  TypeId entities(Entity e) { return type(TypeKind::entity, e); }

  ExprId now() { return op(Op::now, times()); }
  ExprId self(Entity e) { return op(Op::self, entities(e)); }
  ExprId podField(PodField field) {
    const core::FieldDef& def = b().entities[kPod].fields[field];
    return named(op(Op::field, def.type, self(kPod), kNone, field), "p." + def.name);
  }
  ExprId compare(Op comparison, ExprId a, ExprId second) {
    return op(comparison, bools(), a, second);
  }
  ExprId all(const std::vector<ExprId>& operands) {
    return list(Op::logical_and, bools(), operands);
  }
  ExprId any(const std::vector<ExprId>& operands) {
    return list(Op::logical_or, bools(), operands);
  }
  ExprId negation(ExprId a) { return op(Op::logical_not, bools(), a); }
  ExprId call(functions::Id id, TypeId type, const std::vector<ExprId>& arguments) {
    return list(Op::call, type, arguments, static_cast<uint32_t>(id));
  }

  // Clauses in text order; each item gets the next position.
  core::Provenance place(const std::string& clause, core::ClauseKind kind) {
    core::ClauseId id = 0;
    while (id < b().clauses.size() && b().clauses[id].identity != clause) ++id;
    if (id == b().clauses.size()) b().clauses.push_back({kind, clause});
    core::Provenance from;
    from.clause = id;
    from.line = from.item = ++items_;
    return from;
  }
  core::Grant& grant(const std::string& clause, uint32_t action, ExprId guard = kNone) {
    core::Grant rule;
    rule.from = place(clause, core::ClauseKind::permission);
    rule.periods = {{}};
    rule.guard = guard;
    rule.actions = {action};
    b().grants.push_back(rule);
    return b().grants.back();
  }
  core::Prohibition& prohibition(const std::string& clause, uint32_t action, ExprId guard) {
    core::Prohibition rule;
    rule.from = place(clause, core::ClauseKind::permission);
    rule.periods = {{}};
    rule.guard = guard;
    rule.actions = {action};
    b().prohibitions.push_back(rule);
    return b().prohibitions.back();
  }
  core::Requirement& requirement(const std::string& clause, Entity entity, ExprId condition) {
    core::Requirement rule;
    rule.from = place(clause, core::ClauseKind::review);
    rule.periods = {{}};
    rule.entity_type = entity;
    rule.condition = condition;
    b().requirements.push_back(rule);
    return b().requirements.back();
  }
  // A life with one config that holds always.
  core::Life& life(const std::string& clause, Entity entity) {
    core::Life life;
    life.clause = place(clause, core::ClauseKind::lifecycle).clause;
    life.entity_type = entity;
    life.configs.emplace_back();
    life.configs[0].from = place(clause, core::ClauseKind::lifecycle);
    life.regions.push_back({{}, {}, {0}, 0});
    b().lives.push_back(life);
    return b().lives.back();
  }
  core::Expiry after(const std::string& clause, ExprId amount, ExprId base) {
    core::Expiry expiry;
    expiry.from = place(clause, core::ClauseKind::lifecycle);
    expiry.amount = amount;
    expiry.base = base;
    return expiry;
  }

  // Sets the flags and the digest: call last.
  std::shared_ptr<const core::Bundle> finish() {
    noteTimed();
    b().digest = core::digest(b());
    return bundle;
  }
  void noteTimed() {
    const std::vector<bool> timed = core::timedNodes(b());
    for (size_t i = 0; i < timed.size(); ++i) b().nodes[i].timed = timed[i];
  }

 private:
  void vocabulary() {
    const uint32_t no = constantOf(Value::ofBool(false), bools());
    const uint32_t zero = constantOf(Value::of(Kind::integer, 0), ints());
    const uint32_t one = constantOf(Value::of(Kind::integer, 1), ints());
    b().entities = {{"Team", true, {kTeam}, {}, kNone, kNone},
                    {"Person", true, {kTeam}, {{"clear", bools(), no}}, kNone, kNone}};
    core::EntityType pod{"Pod", false, {}, {}, kOpenedAt, kExtensions};
    pod.fields = {{"opened_at", times(), kNone},
                  {"used_at", optional(times()), kNone},
                  {"extensions", ints(), zero},
                  {"seized", bools(), no},
                  {"hot", bools(), kNone},
                  {"weight", ints(), one},
                  {"tags", type(TypeKind::set, kNone, strings()), kNone}};
    core::EntityType sample{"Sample", false, {}, {}, kTakenAt, kNone};
    sample.fields = {{"of", optional(entities(kPod)), kNone}, {"taken_at", times(), kNone}};
    b().entities.push_back(pod);
    b().entities.push_back(sample);
    b().actions = {{"enter", {kPod}, false},
                   {"extend", {kPod}, true},
                   {"destroy", {kPod, kSample}, true},
                   {"read", {kSample}, false}};
    b().entity_constants = {{kTeam, "staff"}};
    b().context = {{"alarm", bools(), no}, {"ticket", optional(strings()), kNone}};
  }

  uint32_t items_ = 0;
};

}  // namespace polc::test
