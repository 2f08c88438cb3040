// The plan's tables: which rules can match a request, how their rows are found, where their constants lie.
//
// In:     built by compiler/plan; `code` is filled with the addresses of compiled shapes
// Shapes: expressions that differ only in constants; the constants of each are words of `words`
// Plain data, immutable once linked; it knows neither LLVM nor the compiler.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "runtime/engine/context.h"
#include "runtime/engine/words.h"

namespace polc::engine {

inline constexpr uint32_t kNone = core::kNone;

struct Expr {
  uint32_t shape = kNone;  // kNone: there is none
  uint32_t words = 0;      // its first constant
  bool present() const { return shape != kNone; }
};

struct Span {
  uint32_t first = 0, count = 0;
};

enum class RuleKind : uint8_t { grant, prohibition, limit, requirement, mask, hold };

// One rule. What does not hold for its kind stays empty.
struct Row {
  uint32_t rule = 0;                           // index of the bundle's vector of its kind
  Expr guard;                                  // requirements: guard and not condition
  uint32_t subject = kNone, resource = kNone;  // of `member` and `exact` patterns: entities
  uint32_t periods = 0;                        // of Tables::periods
  Span arguments;          // of Tables::expressions: of obligations, one after the other
  Expr key, amount, most;  // of limits
};

// Of a text in which a part has more places the index says nothing.
inline constexpr size_t kInfixesMost = 64;

// A word that a row is found by.
struct Probe {
  enum class Source : uint8_t {
    subject,
    resource,
    subject_field,
    resource_field,
    self_field,
    context_field,
    expression
  } source = Source::subject;
  enum class Mode : uint8_t {
    exact,
    member,    // an entity: itself and what it is a member of
    members,   // a set: each of its members
    networks,  // an address: the networks of each length
    prefixes,  // a text: its beginnings, of each length
    suffixes,
    range,    // the nodes above its piece of a tree over the pieces between bounds
    infixes,  // a text: what stands in it, of one length
  } mode = Mode::exact;
  uint32_t type = kNone;   // of fields of entities: no other type's
  uint32_t field = kNone;  // of fields
  Expr value;              // of Source::expression: without constants of its own
  Span numbers;            // of Tables::numbers, ascending: lengths, or where pieces begin
};

// Hash of the probes' words → rows of the bucket. Open addressing; an empty slot has count 0.
struct Index {
  struct Slot {
    uint64_t hash = 0;
    Span found;  // rows: of Tables::row_ids; instants: of Tables::instants
  };
  std::vector<Probe> probes;
  std::vector<Slot> slots;  // a power of two; empty: no index
  bool repeats = false;     // a row may be found more than once
};

// Rows of one kind, one shape and one form of patterns, for one action (or entity type).
struct Bucket {
  RuleKind kind = RuleKind::grant;
  core::Pattern::Kind subject_pattern = core::Pattern::Kind::any;
  core::Pattern::Kind resource_pattern = core::Pattern::Kind::any;
  bool reads_request = false;
  uint32_t subject_type = kNone;  // kNone: any; the resource's type is the dispatch's
  Expr common;                    // false: no row of the bucket is true or in error
  Span rows;                      // of Tables::row_ids
  Span instants;                  // where periods start or end, if the patterns name no entity
  Index index;                    // of rows
  std::vector<Index> more;        // rows stand under any of these, too: ways of a disjunction
  Index bounds;                   // of instants, if the patterns name entities
};

// A word that is a pointer: to the bytes of a constant.
struct ConstantWord {
  uint32_t word = 0;      // of Tables::words
  uint32_t constant = 0;  // of the bundle
};

struct ConfigTable {
  struct Expiry {
    Expr condition, base, amount;
  };
  Expr header;
  std::vector<Expiry> expiries;
  std::vector<Expr> warnings, holds;
  Expr grace, extension, times, by_owners;
  std::vector<Expr> on_expiry;  // arguments, one after the other
};
struct LifeTable {
  bool everywhere = false;  // one region holds whatever now and birth
  std::vector<ConfigTable> configs;
};

// Lengths (µs) and numbers of a config that are the same whatever is asked, none negative; nothing where they may change.
struct FixedConfig {
  using Fixed = std::optional<int64_t>;
  std::vector<Fixed> lengths;  // of the expiries' amounts
  Fixed extension, times;
};

struct Tables {
  std::vector<Code> code;      // by shape, then of compiled cells and loops
  std::vector<uint8_t> timed;  // by shape
  std::vector<uint8_t>
      risky;  // by shape: may be in error though subject, resource and context are sound
  std::vector<uint64_t> words;
  std::vector<ConstantWord> constant_words;
  std::vector<Expr> expressions;
  std::vector<Row> rows;
  std::vector<uint32_t> row_ids;
  std::vector<Micros> instants;
  std::vector<int64_t> numbers;
  std::vector<std::vector<core::Period>> periods;  // [0]: for ever

  std::vector<Bucket> buckets;
  std::vector<Span> by_action;  // action * entity types + resource type → bucket_ids
  std::vector<Span> by_type;    // entity type → bucket_ids: requirements, masks, holds
  std::vector<uint32_t> bucket_ids;
  std::vector<uint32_t>
      cells;  // as by_action: the compiled function of a plain cell (runtime/engine/plain.h), kNone: none
  std::vector<uint32_t> loops;  // as buckets: the function that walks rows of it; kNone: none
  uint32_t functions = 0;       // how many `code` has

  std::vector<std::vector<FixedConfig>> fixed;             // by life and config; filled by make()
  std::vector<LifeTable> lives;                            // as the bundle's
  std::vector<std::vector<uint32_t>> lives_of;             // entity type → lives
  std::vector<std::string> context_paths;                  // "context.NAME"
  uint32_t extend_action = kNone, destroy_action = kNone;  // filled by make()
};

}  // namespace polc::engine
