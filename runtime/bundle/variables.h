// Which variables stand free in each node, and whether it speaks of the request.
#pragma once
#include <bitset>

#include "runtime/bundle/sound.h"
#include "runtime/bundle/types.h"

namespace polc::bundle {

// The variables that stand free in a node: slot and type. The whole context is one (slot kNone) that only `has` may ask.
struct Free {
  uint32_t slot;
  core::TypeId type;
};

class Variables {
 public:
  explicit Variables(const core::Bundle& bundle)
      : bundle_(bundle),
        free_(bundle.nodes.size()),
        bound_(bundle.nodes.size()),
        asks_(bundle.nodes.size()) {}

  // False where a variable is not of its quantifier's set, or one slot is two things: engines keep one value a slot, so that
  // no quantifier binds it within the body of another.
  bool run();
  // Does it speak of who asks, for what, in which context? A standing has none of these.
  bool asks(core::ExprId id) const { return id != core::kNone && asks_[id]; }
  // Some ids nobody looked at: those of what a rule does not have.
  bool closed(core::ExprId id) const {
    return id == core::kNone || (id < free_.size() && free_[id].empty());
  }

 private:
  bool gather(core::ExprId id);
  bool bind(core::ExprId id);
  bool add(core::ExprId id, const Free& free);

  const core::Bundle& bundle_;
  std::vector<std::vector<Free>> free_;
  std::vector<std::bitset<kSlotsMax>> bound_;  // the slots that quantifiers bind, here and below
  std::vector<bool> asks_;
};

}  // namespace polc::bundle
