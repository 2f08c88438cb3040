// The core: what every contract is lowered to, and what both engines evaluate.
//
// A Bundle answers for past, present and future: effective periods and `existing` are data on its rules.
// It is immutable after it is built; it knows neither ast nor sema. What it means: runtime/core/README.md.
// Ownership: strings and constants live in the bundle's arena and vectors. Ids are indices of the bundle's vectors.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "runtime/core/texts.h"
#include "runtime/time/zone.h"
#include "runtime/value/value.h"

namespace polc::core {

using time::Micros;
using TypeId = uint32_t;
using ExprId = uint32_t;
using ClauseId = uint32_t;
using ActionId = uint32_t;
inline constexpr uint32_t kNone = UINT32_MAX;
inline constexpr uint32_t kFormat = 1;  // of the core, and of print()'s text

// Half-open, µs UTC; kAlways and kNever where it is open.
struct Period {
  Micros from = value::kAlways;
  Micros until = value::kNever;
  bool contains(Micros t) const { return from <= t && t < until; }
  bool operator==(const Period&) const = default;
};

// ---- vocabulary ------------------------------------------------------------------------------------------------

enum class TypeKind : uint8_t {
  boolean,
  integer,
  decimal,
  string,
  time,
  date,
  duration,
  period,
  ip,
  version,
  enumeration,
  record,
  entity,
  any_entity,
  action,
  set,
  map,
  optional,
};
struct Type {
  TypeKind kind;
  uint32_t index = kNone;  // of enums, records or entities
  TypeId element = kNone;  // of set, map, optional
  bool operator==(const Type&) const = default;
};
struct EnumType {
  std::string name;
  std::vector<std::string> members;  // ordinal = position
  bool ordered = false;
};
struct FieldDef {
  std::string name;
  TypeId type = kNone;                                 // optional<T> for `T?`
  uint32_t fallback = kNone;                           // constant: the default
  bool required() const { return fallback == kNone; }  // unless the type is optional
};
struct RecordType {
  std::string name;
  std::vector<FieldDef> fields;
};
struct EntityType {
  std::string name;
  bool registered = false;
  std::vector<uint32_t> parents;  // entity types that may hold it
  std::vector<FieldDef> fields;
  uint32_t birth = kNone;       // field
  uint32_t extensions = kNone;  // field
};
struct ActionDef {
  std::string name;
  std::vector<uint32_t> on;  // entity types, ascending
  bool remedy = false;       // destroy, remediate, extend
};
struct ObligationDef {
  std::string name;
  std::vector<FieldDef> parameters;
};
struct EntityConstant {  // an entity that the text names; its row in every World is its index
  uint32_t type;
  std::string id;
};

// ---- expressions -----------------------------------------------------------------------------------------------

enum class Op : uint8_t {
  constant,  // imm = constant
  now,
  subject,
  resource,
  self,
  action,
  variable,  // imm = slot of the enclosing quantifier
  context,   // imm = field of the context
  param,     // imm = param: its value at now
  field,     // a . imm   (a: entity or record)
  has,       // a has imm
  map_get,   // a[b]
  coalesce,  // a ?? b
  logical_and,
  logical_or,   // list
  logical_not,  // a
  conditional,  // if a then b else c
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,  // a, b
  in_set,         // a in b
  in_entity,      // a in b: membership, x in x holds
  in_network,     // a in b
  in_schedule,    // a in imm = schedule
  is_type,        // a is imm = entity type
  like,           // a like imm = pattern of `patterns`
  matches,        // a matches imm = automaton
  subset,
  disjoint,  // a, b
  some,
  every,      // variable imm in a satisfies b
  count,      // count(variable imm in a where b)
  set_of,     // list: a set of its members, none of which moves with now
  in_period,  // imm = period list: now lies in one of them
  call,       // imm = row of functions.def, list = arguments
};

struct Node {
  Op op;
  bool timed = false;  // its value may change as time passes
  TypeId type = kNone;
  ExprId a = kNone, b = kNone, c = kNone;
  uint32_t imm = 0;
  uint32_t first = 0, count = 0;  // children in Bundle::lists
  uint32_t text = kNone;          // its source text in Bundle::texts, the path of its own errors
};

struct ParamStep {
  Period when;
  uint32_t constant;
};
struct Param {
  std::string name;
  std::vector<ParamStep>
      steps;  // ascending, disjoint; before the first the first's value, in gaps the previous one's
};
// A total automaton over bytes: next = table[state * 256 + byte]; accepts the whole string.
struct Automaton {
  std::string source;
  uint32_t start = 0;
  std::vector<uint32_t> table;
  std::vector<bool> accepting;
};
// `like`: literal parts between stars. "a*b" = {"a","b"}; no star: one part.
struct LikePattern {
  std::vector<std::string> parts;
};

// ---- rules -----------------------------------------------------------------------------------------------------

enum class ClauseKind : uint8_t { permission, ownership, lifecycle, data, review };
struct Clause {
  ClauseKind kind;
  std::string identity;  // "permission.vendor_access"
};  // Bundle::clauses is in text order
struct Provenance {
  ClauseId clause = kNone;
  uint32_t amendment = 0;  // the amendment that put it there; 0 = the contract's own text
  uint32_t file = 0;       // Bundle::files: relative to the contract's folder
  uint32_t line = 0;       // the item's
  uint32_t column = 0;
  uint32_t title = kNone;  // Bundle::texts
  uint32_t item = 0;       // position within the clause: orders items
  uint32_t text = kNone;   // the item's condition in Bundle::texts, for explanations
};
struct Pattern {
  enum class Kind : uint8_t { any, type, member, exact } kind = Kind::any;
  uint32_t type = kNone;    // entity type
  uint32_t entity = kNone;  // EntityConstant: the group, or the entity itself
};
struct ObligationCall {
  uint32_t obligation = kNone;
  std::vector<ExprId> arguments;  // one for each parameter of the definition, defaults filled in
};
// What every rule has. `guard` kNone = true. `self` is the resource in grants, prohibitions and masks.
struct Head {
  Provenance from;
  std::vector<Period> periods;  // in force; ascending, disjoint
  ExprId guard = kNone;
};
struct Grant : Head {
  Pattern subject, resource;
  std::vector<ActionId> actions;  // ascending
  std::vector<ObligationCall> obligations;
  std::vector<ClauseId> sets_aside;
};
struct Limit {
  ExprId most = kNone;    // Int, or Decimal with a Decimal amount
  ExprId amount = kNone;  // of self; kNone = 1
  ExprId key = kNone;     // of self
};  // scope = the rule's guard, over self
struct Prohibition : Head {
  Pattern subject, resource;
  std::vector<ActionId> actions;
  bool is_limit = false;
  Limit limit;
};
struct Requirement : Head {  // guard = header: `self` is the entity, resource or subject
  uint32_t entity_type = kNone;
  ExprId condition = kNone;
  uint8_t severity = 1;        // low 0, medium 1, high 2, critical 3
  bool blocking = true;        // require; else advise
  bool reads_request = false;  // speaks of subject, action or context: does not run in standing
  uint32_t message = kNone;    // texts
  uint32_t cites = kNone;      // texts
};
struct Mask : Head {  // guard = header and not unless
  uint32_t entity_type = kNone;
  ObligationCall obligation;
};
struct Hold : Head {  // guard = header and condition
  uint32_t entity_type = kNone;
};

// ---- lives -----------------------------------------------------------------------------------------------------

struct Expiry {
  enum class Form : uint8_t { after, at, when, with } form = Form::after;
  Provenance from;
  ExprId amount = kNone;     // after: Duration or Period
  ExprId base = kNone;       // after, at: Time; with: entity (may be absent)
  ExprId condition = kNone;  // when: the condition; else `where`, kNone = true
};
struct Extend {
  bool present = false;
  Provenance from;
  ExprId amount = kNone;     // Duration or Period, by each extension
  ExprId times = kNone;      // Int
  Pattern who;               // by WHO
  ExprId by_owners = kNone;  // by owners: `subject owns self`; kNone where by WHO
};
struct LifeItem {
  Provenance from;
  ExprId value = kNone;
};
// One reading of a clause's life: a version of its text with the parameters, definitions and schedules that it reads.
struct LifeConfig {
  ExprId header = kNone;  // `where` of the clause; kNone = true
  std::vector<Expiry> expiries;
  std::vector<LifeItem> warnings;  // Duration or Period before the deadline
  LifeItem grace;                  // value kNone = no grace
  Extend extend;
  std::vector<LifeItem> holds;
  std::vector<ObligationCall> on_expiry;
  Provenance from;  // the clause's version (line of its header)
};
// Under which configs an entity is whose birth lies in `birth`, while now lies in `now`.
struct LifeRegion {
  Period now, birth;
  std::vector<uint32_t>
      configs;               // past only where past under all of them; kNone = no life: never past
  uint32_t primary = kNone;  // warn, extend, on expiry; kNone = none
};
struct Life {
  ClauseId clause = kNone;
  uint32_t entity_type = kNone;
  std::vector<LifeConfig> configs;
  std::vector<LifeRegion> regions;  // disjoint; what they leave out has no life
  bool reads_birth = false;         // some region's birth is bounded
};

// ---- the bundle ------------------------------------------------------------------------------------------------

struct Bundle {
  std::string contract;
  uint32_t amended_through = 0;
  Period term;
  std::string digest;  // "sha256:…" of the canonical print without places, tzdata version included

  std::vector<Type> types;
  std::vector<EnumType> enums;
  std::vector<RecordType> records;
  std::vector<EntityType> entities;
  std::vector<ActionDef> actions;
  std::vector<ObligationDef> obligations;
  std::vector<FieldDef> context;
  std::vector<EntityConstant> entity_constants;

  std::shared_ptr<value::Arena> arena;
  std::vector<value::Value> constants;
  std::vector<TypeId> constant_types;
  Texts texts;
  std::vector<std::string> files;
  std::vector<time::Zone> zones;  // [0] is the contract's
  std::vector<time::Schedule> schedules;
  std::vector<Automaton> automata;
  std::vector<LikePattern> patterns;
  std::vector<Param> params;
  std::vector<std::vector<Period>> period_lists;

  std::vector<Node> nodes;
  std::vector<ExprId> lists;
  uint32_t slots = 0;  // quantifier variables at most in scope at once; slot numbers lie below it

  std::vector<Clause> clauses;
  std::vector<Grant> grants;  // every vector of rules in text order: by clause, then item
  std::vector<Prohibition> prohibitions;
  std::vector<Requirement> requirements;
  std::vector<Mask> masks;
  std::vector<Hold> holds;
  std::vector<Life> lives;  // by clause

  const Type& type(TypeId id) const { return types[id]; }
  uint32_t findEntityType(
      std::string_view name) const;  // kNone where there is none, here and below
  uint32_t findAction(std::string_view name) const;
  bool actionOn(ActionId action, uint32_t entity_type) const;
};

// The canonical text of a bundle (`polc lower`); with `places`, each rule with its file and line.
std::string print(const Bundle& bundle, bool places);
std::string print(const Bundle& bundle, ExprId expr);
std::string digest(const Bundle& bundle);  // as Bundle::digest
// Structural faults (ids out of range, unordered regions, types that do not fit); empty where sound.
std::vector<std::string> verify(const Bundle& bundle);

}  // namespace polc::core
