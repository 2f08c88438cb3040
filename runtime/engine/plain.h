// The outcome of an access on which grants and prohibitions alone bear: rows are found and run, and nothing is kept of them.
//
// Plain cells: an action on a type whose entities have no birth, life, hold, mask, requirement or limit, without a grant that
//              sets aside. Subject and resource must be sound. All else goes the way of decide()
// Ownership:   PlainTables point into the Tables that they were made of
#pragma once
#include "runtime/engine/engine.h"
#include "runtime/engine/session.h"

namespace polc::engine {

// What a row's evaluation reads, side by side.
struct PlainRow {
  Code guard = nullptr;  // null: true
  const uint64_t* words = nullptr;
  uint32_t subject = kNone, resource = kNone;  // of the bucket's patterns
  uint32_t periods = 0;                        // of Tables::periods
  uint32_t arguments = 0;                      // how many
};

struct PlainBucket {
  bool grants = false;
  bool risky = false;     // may be in error though subject, resource and context are sound
  bool timeless = true;   // neither code nor periods depend on now
  bool straight = false;  // each probe of the only index is a field or entity and has one word
  core::Pattern::Kind subject_pattern = core::Pattern::Kind::any;
  core::Pattern::Kind resource_pattern = core::Pattern::Kind::any;
  uint32_t subject_type = kNone;
  Code common = nullptr;
  const uint64_t* common_words = nullptr;
  const Bucket* source = nullptr;
  const Index::Slot* slots = nullptr;  // null: no index
  uint64_t mask = 0;
  Span rows;  // of Tables::row_ids
};

struct PlainTables {
  static constexpr uint32_t kNotPlain = UINT32_MAX;
  std::vector<uint8_t> types;  // entity type: nothing but grants and prohibitions bears on it
  std::vector<Span>
      cells;  // of buckets, grants first; as Tables::by_action; first kNotPlain: not plain
  std::vector<PlainBucket> buckets;
  std::vector<PlainRow> rows;  // as Tables::rows
  std::vector<Value> context;  // where a query gives none
};
PlainTables plainTables(const core::Bundle& bundle, const Tables& tables);

// False where the query needs the whole evaluation. The session's context is as of a decision.
bool plainOutcome(Session& session, const PlainTables& plain, const request::Query& query,
                  Verdict& out, Micros* until);

}  // namespace polc::engine
