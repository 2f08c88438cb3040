// Sums of what the entities of a directory take of each limit, by key; made once for each directory, or from those of the
// directory that it was made of.
//
// Cost: of a directory made of another, what its changes take where a limit reads of an entity its own fields alone; else, and
//       of a directory that was loaded, a look at each entity of the limit's types
#pragma once
#include <unordered_map>
#include <vector>

#include "runtime/engine/limit_sums.h"
#include "runtime/engine/tables.h"

namespace polc::engine {

struct Session;

struct LimitIndex {
  struct Failure {
    uint32_t entity;
    Cause cause;
  };
  LimitSums sums;
  std::vector<Failure> failures;  // by entity
  bool reads_unknown =
      false;  // a request that describes what the directory only names may change it
};

struct LimitIndices {
  uint64_t engine = 0, directory = 0;           // their serial numbers
  std::unordered_map<uint64_t, LimitIndex> of;  // by limitKey
};

uint64_t limitKey(const Tables& tables, const Row& row, uint32_t type);

// What one entity, the context's self, takes of a limit: negative counts 0. False where it is an error.
bool amountOf(Session& session, Expr amount, int64_t& out);

// Do scope, key and amount of a limit read nothing but fields of the entity that is counted?
bool readsItselfAlone(const core::Bundle& bundle, const core::Prohibition& rule);

// What the entities of a type take of one limit. The session's context is left as it was.
LimitIndex indexOf(Session& session, const Row& row, uint32_t type);
// The same of session's directory, from that of another, which differs from it in the entities `changed`.
LimitIndex indexFrom(Session& session, const Row& row, uint32_t type, const LimitIndex& earlier,
                     const directory::Directory& from, const std::vector<uint32_t>& changed);

}  // namespace polc::engine
