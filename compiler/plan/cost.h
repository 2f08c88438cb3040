// What finding and reading the rules of one access or standing costs at most, at one instant.
//
// Units:  keys: looked up in a table. rows: rules looked at. steps: a key is one; a row is one and what its guard costs (a node
//         is one, a builtin what functions.def says; what runs over a set, as often as it has members)
// Sound:  subject, resource and context give what the rules read. Where something is missing, all rows of a bucket that reads it may
//         be looked at: `lacking`
// Leaves: lives, limits' sums and the walk to stable_until are not counted
#pragma once
#include "compiler/plan/plan.h"

namespace polc::plan {

// What the directory and requests hold at most.
struct Extent {
  uint64_t memberships = 16;  // groups that an entity is in, directly or not
  uint64_t members = 16;      // of a set, values of a set
};
Extent extentOf(const directory::Directory& directory);

struct Cost {
  uint64_t keys = 0, rows = 0, steps = 0;
  uint64_t rows_lacking = 0, steps_lacking = 0;
  void add(const Cost& other);
};
Cost costOf(const core::Bundle& bundle, const Plan& plan, const engine::Bucket& bucket,
            const Extent& extent);

// All buckets that an access may look at; `action`, types: of the bundle.
Cost accessCost(const core::Bundle& bundle, const Plan& plan, uint32_t action, uint32_t subject,
                uint32_t resource, const Extent& extent);

}  // namespace polc::plan
