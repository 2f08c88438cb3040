// The members of what a bundle stores: one line for each struct. Reading, writing and the schema follow from it.
//
// A struct all of whose members are numbers is an image: its arrays are read in one copy.
// A new member is added to its line; one that is forgotten does not compile (`complete`).
#pragma once
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

#include "runtime/core/core.h"
#include "runtime/engine/tables.h"

namespace polc::bundle {

// Called with every member, in order; `names` is what the schema knows them by.
template <class T>
struct Members {
  static constexpr bool known = false;
};

template <class X, class B>
using Base = std::conditional_t<std::is_const_v<X>, const B, B>;

#define POLC_MEMBERS(Type, ...) POLC_MEMBERS_BUT(0, Type, __VA_ARGS__)
// `others`: how many members are stored in another way.
#define POLC_MEMBERS_BUT(others, Type, ...)                 \
  template <>                                               \
  struct Members<Type> {                                    \
    static constexpr bool known = true;                     \
    static constexpr size_t left_out = others;              \
    static constexpr std::string_view names = #__VA_ARGS__; \
    template <class X, class F>                             \
    static constexpr decltype(auto) visit(X& x, F&& use) {  \
      return use(__VA_ARGS__);                              \
    }                                                       \
  };

// The last value of an enumeration: bytes beyond it are refused.
template <class E>
inline constexpr int kLast = -1;
#define POLC_LAST(Type, value) \
  template <>                  \
  inline constexpr int kLast<Type> = static_cast<int>(Type::value);

POLC_LAST(core::TypeKind, optional)
POLC_LAST(core::Op, call)
POLC_LAST(core::ClauseKind, review)
POLC_LAST(core::Pattern::Kind, exact)
POLC_LAST(core::Expiry::Form, with)
POLC_LAST(value::Kind, action)
POLC_LAST(engine::RuleKind, hold)
POLC_LAST(engine::Probe::Source, expression)
POLC_LAST(engine::Probe::Mode, infixes)

// ---- time --------------------------------------------------------------------------------------------------------
POLC_MEMBERS(time::Transition, x.at, x.offset_s)
POLC_MEMBERS(time::Zone, x.name, x.transitions)
POLC_MEMBERS(time::WeekRange, x.from_min, x.until_min)
POLC_MEMBERS(time::Schedule, x.name, x.zone, x.ranges)

// ---- the core ----------------------------------------------------------------------------------------------------
POLC_MEMBERS(core::Period, x.from, x.until)
POLC_MEMBERS(core::Type, x.kind, x.index, x.element)
POLC_MEMBERS(core::EnumType, x.name, x.members, x.ordered)
POLC_MEMBERS(core::FieldDef, x.name, x.type, x.fallback)
POLC_MEMBERS(core::RecordType, x.name, x.fields)
POLC_MEMBERS(core::EntityType, x.name, x.registered, x.parents, x.fields, x.birth, x.extensions)
POLC_MEMBERS(core::ActionDef, x.name, x.on, x.remedy)
POLC_MEMBERS(core::ObligationDef, x.name, x.parameters)
POLC_MEMBERS(core::EntityConstant, x.type, x.id)
POLC_MEMBERS(core::Node, x.op, x.timed, x.type, x.a, x.b, x.c, x.imm, x.first, x.count, x.text)
POLC_MEMBERS(core::ParamStep, x.when, x.constant)
POLC_MEMBERS(core::Param, x.name, x.steps)
POLC_MEMBERS(core::Automaton, x.source, x.start, x.table, x.accepting)
POLC_MEMBERS(core::LikePattern, x.parts)
POLC_MEMBERS(core::Clause, x.kind, x.identity)
POLC_MEMBERS(core::Provenance, x.clause, x.amendment, x.file, x.line, x.column, x.title, x.item,
             x.text)
POLC_MEMBERS(core::Pattern, x.kind, x.type, x.entity)
POLC_MEMBERS(core::ObligationCall, x.obligation, x.arguments)
POLC_MEMBERS(core::Head, x.from, x.periods, x.guard)
POLC_MEMBERS(core::Grant, static_cast<Base<X, core::Head>&>(x), x.subject, x.resource, x.actions,
             x.obligations, x.sets_aside)
POLC_MEMBERS(core::Limit, x.most, x.amount, x.key)
POLC_MEMBERS(core::Prohibition, static_cast<Base<X, core::Head>&>(x), x.subject, x.resource,
             x.actions, x.is_limit, x.limit)
POLC_MEMBERS(core::Requirement, static_cast<Base<X, core::Head>&>(x), x.entity_type, x.condition,
             x.severity, x.blocking, x.reads_request, x.message, x.cites)
POLC_MEMBERS(core::Mask, static_cast<Base<X, core::Head>&>(x), x.entity_type, x.obligation)
POLC_MEMBERS(core::Hold, static_cast<Base<X, core::Head>&>(x), x.entity_type)
POLC_MEMBERS(core::Expiry, x.form, x.from, x.amount, x.base, x.condition)
POLC_MEMBERS(core::Extend, x.present, x.from, x.amount, x.times, x.who, x.by_owners)
POLC_MEMBERS(core::LifeItem, x.from, x.value)
POLC_MEMBERS(core::LifeConfig, x.header, x.expiries, x.warnings, x.grace, x.extend, x.holds,
             x.on_expiry, x.from)
POLC_MEMBERS(core::LifeRegion, x.now, x.birth, x.configs, x.primary)
POLC_MEMBERS(core::Life, x.clause, x.entity_type, x.configs, x.regions, x.reads_birth)
// But for `arena`, `constants` (written one by one) and `texts` (a section of its own).
POLC_MEMBERS_BUT(3, core::Bundle, x.contract, x.amended_through, x.term, x.digest, x.types, x.enums,
                 x.records, x.entities, x.actions, x.obligations, x.context, x.entity_constants,
                 x.constant_types, x.files, x.zones, x.schedules, x.automata, x.patterns, x.params,
                 x.period_lists, x.nodes, x.lists, x.slots, x.clauses, x.grants, x.prohibitions,
                 x.requirements, x.masks, x.holds, x.lives)

// ---- the plan's tables -------------------------------------------------------------------------------------------
POLC_MEMBERS(engine::Expr, x.shape, x.words)
POLC_MEMBERS(engine::Span, x.first, x.count)
POLC_MEMBERS(engine::Row, x.rule, x.guard, x.subject, x.resource, x.periods, x.arguments, x.key,
             x.amount, x.most)
POLC_MEMBERS(engine::Probe, x.source, x.mode, x.type, x.field, x.value, x.numbers)
POLC_MEMBERS(engine::Index::Slot, x.hash, x.found)
POLC_MEMBERS(engine::Index, x.probes, x.slots, x.repeats)
POLC_MEMBERS(engine::Bucket, x.kind, x.subject_pattern, x.resource_pattern, x.reads_request,
             x.subject_type, x.common, x.rows, x.instants, x.index, x.more, x.bounds)
POLC_MEMBERS(engine::ConfigTable::Expiry, x.condition, x.base, x.amount)
POLC_MEMBERS(engine::ConfigTable, x.header, x.expiries, x.warnings, x.holds, x.grace, x.extension,
             x.times, x.by_owners, x.on_expiry)
POLC_MEMBERS(engine::LifeTable, x.everywhere, x.configs)
POLC_MEMBERS(engine::ConstantWord, x.word, x.constant)
// But for `code`, `fixed` and `destroy_action`: they are found when the bundle is opened.
POLC_MEMBERS_BUT(3, engine::Tables, x.timed, x.risky, x.words, x.constant_words, x.expressions,
                 x.rows, x.row_ids, x.instants, x.numbers, x.periods, x.buckets, x.by_action,
                 x.by_type, x.bucket_ids, x.cells, x.loops, x.functions, x.lives, x.lives_of,
                 x.context_paths, x.extend_action)

}  // namespace polc::bundle
