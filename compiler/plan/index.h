// Gives a bucket its indices: rows by the words that they need, instants by the entities that they name.
#pragma once
#include "compiler/plan/shaper.h"

namespace polc::plan {

void indexBucket(const core::Bundle& bundle, Shaper& shaper, Plan& plan,
                 const std::vector<uint32_t>& rows, engine::Bucket& bucket);

}  // namespace polc::plan
