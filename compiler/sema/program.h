// The typed program: what names, types and checks make of the trees of one contract.
//
// Everything that amendments can change is a Source (a clause, parameter, schedule, definition, group, obligation) with its
// Versions, one for each text that was ever written for it. Typed expressions refer to sources, never to versions:
// which version is in force when is the question of consolidate. Types, fields, enum members and actions are known from the start.
// Ownership: the Program owns the trees it was made of; ids are indices of its vectors.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "compiler/ast/file.h"
#include "compiler/diag/diag.h"
#include "compiler/sema/types.h"
#include "runtime/time/zone.h"

namespace polc::sema {

using source::Span;
using time::Micros;
using ExprId = uint32_t;
using SourceId = uint32_t;
using VersionId = uint32_t;
inline constexpr uint32_t kNone = UINT32_MAX;

// ---- vocabulary ----------------------------------------------------------------------------------------------------

struct Field {
  std::string name;
  Type type;
  ExprId fallback = kNone;  // a constant expression
  bool birth = false;
  std::string documentation;
  Span span;
  uint32_t amendment = 0;
};
struct EnumType {
  std::string name;
  std::vector<std::string> members;
  bool ordered = false;
  Span span;
};
struct RecordType {
  std::string name;
  std::vector<Field> fields;
  Span span;
};
struct EntityType {
  std::string name;
  bool registered = false;
  std::vector<uint32_t> parents;
  std::vector<Field> fields;
  uint32_t birth = kNone;       // field
  uint32_t extensions = kNone;  // field named `extensions` of type Int
  Span span;
};
struct Action {
  std::string name;
  std::vector<uint32_t> on;  // entity types, ascending
  Span span;
};
struct Vocabulary {
  std::vector<EnumType> enums;  // [0] is the built-in Weekday
  std::vector<RecordType> records;
  std::vector<EntityType> entities;
  std::vector<Action> actions;
  std::vector<Field> context;
};

// ---- expressions ---------------------------------------------------------------------------------------------------

enum class Op : uint8_t {
  bad,
  constant,  // value
  now,
  subject,
  resource,
  action,    // as bound by the pattern or the request
  self,      // the entity of `for e`
  variable,  // slot: a quantifier's variable or a definition's parameter
  context,   // ref = field of the context
  param,     // ref = source
  field,     // children[0] . ref
  has,       // children[0] has ref; children[0] may be the whole context (ref kNone)
  map_get,
  coalesce,
  logical_and,
  logical_or,
  logical_not,  // and, or: two or more children
  conditional,
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  in_set,
  in_entity,
  in_network,
  in_schedule,  // children[0] in ref = source (a schedule)
  in_group,     // `action in change`: ref = source (a group)
  is_type,      // children[0] is ref = entity type
  like,
  matches,  // children[0], the pattern in value.text
  owns,     // children[0] owns children[1]
  subset,
  disjoint,
  some,
  every,
  no,  // slot, children[0] = set, children[1] = body
  count,
  set_of,
  call,         // ref = row of runtime/functions/functions.def
  define_call,  // ref = source (a definition), children = arguments
};

// An enum member's bits are its position in the declaration; a Time's and Date's µs, a Decimal's ×10⁴.
struct Constant {
  int64_t bits = 0;
  std::string
      text;  // String, Ip, Version as written; an entity's id; the pattern of like and matches
  uint32_t entity = kNone;  // an entity literal's type
};

struct Expr {
  Op op = Op::bad;
  Type type;
  Span span;
  std::vector<ExprId> children;
  uint32_t ref = kNone;
  uint32_t slot = 0;
  Constant value;
  // An `age(x)` is call(time_between, now, x); x of an entity type is its birth field. `x not in s` is not (x in s).
  // A narrowed optional has its element's type; a Date where a Time is wanted keeps its type; an Int beside a Decimal is call(int_to_decimal).
};

// ---- clauses -------------------------------------------------------------------------------------------------------

struct Pattern {
  enum class Kind : uint8_t { any, type, member, exact } kind = Kind::any;
  uint32_t type = kNone;
  std::string id;               // of the group or of the entity itself
  uint32_t group_type = kNone;  // member: the group's entity type
};
struct Actions {
  bool any = false;
  std::vector<uint32_t> actions;  // named directly
  std::vector<SourceId> groups;   // `remedy` is resolved to its actions
};
struct ObligationCall {
  SourceId obligation = kNone;
  std::vector<std::pair<std::string, ExprId>> arguments;  // by parameter name
  Span span;
};

struct RuleItem {
  bool allow = true;
  Pattern who, what;
  Actions actions;
  ExprId where = kNone, unless = kNone;
  std::vector<ObligationCall> obligations;
  std::vector<SourceId> sets_aside;
  std::vector<Span> sets_aside_spans;
};
struct OwnerItem {
  std::vector<ExprId> owners;  // each an entity or an optional one
};
struct OwnersMayItem {
  Actions actions;
  ExprId where = kNone, unless = kNone;
  std::vector<ObligationCall> obligations;
};
struct LimitItem {
  ExprId most = kNone, amount = kNone, key = kNone;
  Actions actions;
};
struct ExpireItem {
  ast::ExpireItem::Form form{};
  ExprId amount = kNone, base = kNone, condition = kNone;
};
struct LengthItem {  // warn, grace
  ExprId amount = kNone;
};
struct ExtendItem {
  ExprId amount = kNone, times = kNone;
  bool by_owners = false;
  Pattern who;
};
struct HoldItem {
  ExprId condition = kNone;
};
struct OnExpiryItem {
  std::vector<ObligationCall> obligations;
};
struct DenyItem {
  Actions actions;
  ExprId where = kNone, unless = kNone;
};
struct MaskItem {
  std::vector<std::string> labels;
  ExprId unless = kNone;
};
struct RequireItem {
  bool blocking = true;
  ExprId condition = kNone;
  uint8_t severity = 1;        // low medium high critical
  std::string cites;           // empty where none
  std::string message;         // the condition's text where none was written
  bool reads_request = false;  // subject, action or context, through definitions too
};
struct WarnItem : LengthItem {};
struct GraceItem : LengthItem {};
using ItemBody =
    std::variant<RuleItem, OwnerItem, OwnersMayItem, LimitItem, ExpireItem, WarnItem, GraceItem,
                 ExtendItem, HoldItem, OnExpiryItem, DenyItem, MaskItem, RequireItem>;
struct Item {
  ItemBody body;
  Span span;
  uint32_t index = 0;  // position in the clause
};
struct Clause {
  uint32_t entity_type = kNone;  // of `for`; kNone in a permission
  ExprId header = kNone;         // its `where`
  std::vector<Item> items;
};

// ---- sources and versions ------------------------------------------------------------------------------------------

enum class SourceKind : uint8_t { clause, param, schedule, define, group, obligation };
struct Source {
  SourceKind kind{};
  ast::ClauseKind clause_kind{};
  std::string name;  // previews; identity() = lifecycle.previews
  Type type;         // of a param's value, a definition's result
  std::vector<VersionId> versions;
  Span span;                     // where it was first declared
  std::string identity() const;  // lifecycle.previews, param preview_life
};
struct Parameter {
  std::string name;
  Type type;
  ExprId fallback = kNone;  // obligations
};
struct Version {
  SourceId source = kNone;
  uint32_t amendment = 0;  // 0: the contract's own text or a library's
  Span span, head;
  bool from_library = false;
  const ast::Clause* clause_ast = nullptr;  // whichever it is; null for `vary`
  const ast::Decl* decl_ast = nullptr;
  std::optional<std::string> title;
  // One of:
  Clause clause;
  ExprId value = kNone;                    // param: a constant expression
  std::optional<ast::DateText> review_by;  // param
  time::Schedule schedule;                 // zone: index of Program::zones
  std::vector<Parameter> parameters;       // define: slots 0…n-1; obligation
  ExprId body = kNone;                     // define
  std::vector<uint32_t> group;             // actions
  // What it reads: sources that its expressions refer to, transitively through definitions, ascending.
  std::vector<SourceId> reads;  // anywhere
  std::vector<SourceId>
      life_reads;  // clause: in header, expire, warn, grace, extend, hold, on expiry
  bool has_expiry = false, has_hold = false;
};

// ---- amendments ----------------------------------------------------------------------------------------------------

enum class OperationKind : uint8_t {
  add,
  replace,
  repeal,
  suspend,
  vary,
  extend_vocabulary,
  extend_contract,
  end_contract,
  withdraw,
  restate,
};
enum class Existing : uint8_t { none, keep, grace, now };
// Does what already lives stay as it was, for good or for a while?
inline bool waits(Existing existing) {
  return existing == Existing::keep || existing == Existing::grace;
}
enum class Then : uint8_t { none, revive, lapse };
struct Operation {
  OperationKind kind{};
  uint32_t amendment = 0;
  SourceId target =
      kNone;  // add … vary; kNone for vocabulary that is not a source, and where the name is unknown (reported)
  VersionId version = kNone;  // add, replace, vary
  Micros from = 0,
         until = time::kNever;  // resolved in the contract's zone, header's period filled in
  bool own_from = false, own_until = false;  // written at the operation itself
  Then then{};
  Existing existing{};
  ExprId grace_length = kNone;  // of `existing grace`: a constant Duration or Period
  std::vector<uint32_t> over;
  uint32_t withdrawn = 0;  // withdraw: the number
  Micros instant = 0;      // extend_contract, end_contract: the new end of the term
  std::vector<VersionId>
      restated;  // restate: a version for each clause and declaration of the new base, in order
  Span span, head, over_span, existing_span, from_span, until_span;
};
struct Amendment {
  uint32_t number = 0;
  Micros signed_on = 0, effective = 0, until = time::kNever;
  Micros after_signature = 0;  // the midnight that ends the day of signature
  Then then{};
  bool retroactive = false;
  std::string because;
  std::string upon;  // hexadecimal digits; empty where none
  std::vector<Operation> operations;
  Span number_span, signed_span, effective_span, until_span, retroactive_span, upon_span, head;
  source::FileId file = source::kNoFile;
};

struct Program {
  std::string contract;
  std::vector<ast::Party> parties;
  std::vector<time::Zone> zones;                           // [0] is the contract's
  Micros effective = time::kAlways, until = time::kNever;  // the term as first agreed
  Span effective_span, until_span, head;
  source::FileId file = source::kNoFile;  // contract.pol
  std::string folder;                     // paths of files are shown relative to it

  Vocabulary vocabulary;
  std::vector<Source> sources;
  std::vector<Version> versions;
  std::vector<SourceId> base;  // sources of the contract's text and its libraries, in text order
  std::vector<Amendment> amendments;  // by number
  std::vector<Expr> exprs;
  std::vector<std::unique_ptr<ast::File>> files;
  uint32_t slots = 0;
  std::unordered_map<std::string, SourceId> index;  // by identity

  const Expr& expr(ExprId id) const { return exprs[id]; }
  // kNone where there is none; the name of a clause is its identity (lifecycle.previews).
  SourceId find(SourceKind kind, std::string_view name) const;
};

}  // namespace polc::sema
