// What the lives of a resource say to its action `extend`: who may, and when nobody may any more.
//
// Source: runtime/core/README.md §3, "Extend"
#pragma once
#include "runtime/interp/life.h"

namespace polc::interp {

struct ExtendState {
  const core::Provenance* from = nullptr;
  Result granted;     // its error: the grant's alone, or both's
  Result prohibited;  // never set aside
};
// Of each life whose primary config has an extend, at t; the contract is in force.
std::vector<ExtendState> readExtends(const Session& session, const EntityLives& resource, Micros t,
                                     Horizon& horizon);

}  // namespace polc::interp
