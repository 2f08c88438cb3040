// Whole source files: contracts, amendments, libraries; vocabulary and operations.
#pragma once
#include "compiler/ast/clause.h"

namespace polc::ast {

struct DateText {
  std::string text;  // 2026-03-01
  Span span;
};
// until DATE (excludes the day) | through DATE (includes it)
struct End {
  DateText date;
  bool through = false;
  Span span;
};

struct Field {
  Name name;
  TypeExpr type;
  ExprPtr fallback;  // the default; null where none
  bool birth = false;
  std::string documentation;
  Span span;
};
struct EnumDecl {
  Name name;
  std::vector<Name> members;
  bool ordered = false;  // '<' between members
};
struct RecordDecl {
  Name name;
  std::vector<Field> fields;
};
struct EntityDecl {
  bool registered = false;
  Name name;
  std::vector<Name> parents;
  std::vector<Field> fields;
};
struct ActionDecl {
  std::vector<Name> names;
  std::vector<Name> types;
};
struct GroupDecl {
  Name name;
  std::vector<Name> actions;
};
struct ContextDecl {
  std::vector<Field> fields;
};
struct ObligationDecl {
  Name name;
  std::vector<Field> parameters;
};
struct ParamDecl {
  Name name;
  TypeExpr type;
  ExprPtr value;
  std::optional<DateText> review_by;
};
struct ClockRange {
  std::string from;  // 08:00
  std::string until;
  Span span;
};
struct DayRange {
  Name first;  // Mon
  Name last;   // the same as first for one day
  std::vector<ClockRange> ranges;
};
struct ScheduleDecl {
  Name name;
  std::vector<DayRange> days;
  std::optional<std::string> zone;
  Span zone_span;
};
struct Parameter {
  Name name;
  TypeExpr type;
};
struct DefineDecl {
  Name name;
  std::vector<Parameter> parameters;
  TypeExpr type;
  ExprPtr body;
};

using DeclBody = std::variant<EnumDecl, RecordDecl, EntityDecl, ActionDecl, GroupDecl, ContextDecl,
                              ObligationDecl, ParamDecl, ScheduleDecl, DefineDecl>;
struct Decl {
  DeclBody body;
  std::string documentation;
  Span span;
};

struct Use {
  std::string library;  // std.environments
  Span span;
};
using Element = std::variant<Use, Decl, Clause>;

// The word after replace|repeal|suspend: a clause's kind, or param, schedule, define, group, obligation.
struct Target {
  Name kind;
  Name name;
  Span span;
};

// over, existing, from, until … then: each once, in any order.
struct Modifiers {
  std::vector<uint32_t> over;
  Span over_span;
  enum class Existing : uint8_t { none, keep, grace, now } existing = Existing::none;
  ExprPtr grace;
  Span existing_span;
  std::optional<DateText> from;
  std::optional<End> until;
  enum class Then : uint8_t { none, revive, lapse } then = Then::none;
};

struct AddOp {
  std::variant<Clause, Decl> what;
};
struct ReplaceOp {
  std::variant<Clause, Decl> what;
};
struct RepealOp {
  Target target;
};
struct SuspendOp {
  Target target;
};
struct VaryOp {
  Name param;
  ExprPtr value;
};
// extend entity|enum|record X { … }, extend context { … }: only the new fields or members.
struct ExtendTypeOp {
  Decl what;
  bool leading_less = false;  // `{ < secret }`: appended above the last member
};
struct ExtendContractOp {
  End until;
};
struct EndContractOp {
  DateText at;
};
struct WithdrawOp {
  uint32_t number = 0;
  Span number_span;
};
struct RestateOp {
  std::vector<Element> elements;
};

using OperationBody = std::variant<AddOp, ReplaceOp, RepealOp, SuspendOp, VaryOp, ExtendTypeOp,
                                   ExtendContractOp, EndContractOp, WithdrawOp, RestateOp>;
struct Operation {
  OperationBody body;
  Modifiers modifiers;
  Span span;
  Span head;  // the operation's word and what it names
};

struct Party {
  Name role;
  std::string name;
};

struct ContractFile {
  Name name;  // dotted: acme.sandboxes
  std::vector<Party> parties;
  std::optional<DateText> effective;
  std::optional<End> until;
  std::optional<std::string> zone;
  Span zone_span;
  std::vector<Element> elements;
};
struct AmendmentFile {
  uint32_t number = 0;
  Span number_span;
  Name contract;
  std::optional<DateText> signed_on;
  std::optional<DateText> effective;
  std::optional<End> until;
  Modifiers::Then then = Modifiers::Then::none;
  std::optional<std::string> because;
  bool retroactive = false;
  std::optional<std::string> upon;  // 64 hexadecimal digits
  Span upon_span;
  std::vector<Operation> operations;
};
struct LibraryFile {
  Name name;
  std::vector<Element> elements;
};

struct Comment {
  Span span;
  std::string text;       // with its slashes
  bool own_line = false;  // nothing but blanks before it on its line
};

// A line of the header: its word and its place; for the printer.
struct HeaderLine {
  std::string word;
  Span span;
};

struct File {
  std::variant<ContractFile, AmendmentFile, LibraryFile> body;
  Span head;                       // the first line: `contract acme.sandboxes`
  std::vector<HeaderLine> header;  // in text order
  std::vector<Comment> comments;   // in text order, for the printer
  source::FileId id = source::kNoFile;
};

}  // namespace polc::ast
