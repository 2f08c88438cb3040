// Sums of what the entities of a directory take of each limit, by key; made once for each directory.
#pragma once
#include <unordered_map>
#include <vector>

#include "runtime/engine/tables.h"

namespace polc::engine {

struct Session;
__extension__ typedef __int128 Wide;

struct LimitIndex {
  struct Entry {
    Value key;
    Wide sum = 0;
  };
  struct Failure {
    uint32_t entity;
    Cause cause;
  };
  std::vector<Entry> entries;  // by key
  std::vector<Failure> failures;
  bool reads_unknown =
      false;  // a request that describes what the directory only names may change it

  Wide sumOf(const Value& key) const;
};

struct LimitIndices {
  uint64_t engine = 0, directory = 0;           // their serial numbers
  std::unordered_map<uint64_t, LimitIndex> of;  // by limitKey
};

uint64_t limitKey(const Tables& tables, const Row& row, uint32_t type);

// What the entities of a type take of one limit. The session's context is left as it was.
LimitIndex indexOf(Session& session, const Row& row, uint32_t type);

}  // namespace polc::engine
