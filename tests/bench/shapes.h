// Contracts of n rules whose guards are of one form each, from equality to what defeats most indices.
//
// Seeded: the same form and n give the same texts
#pragma once
#include <string>
#include <vector>

#include "tests/bench/hospital.h"

namespace polc::bench {

// "equal", "set", "range", "threshold", "two ranges", "prefix", "suffix", "network", "either", "deny range", "deny prefix"
const std::vector<std::string>& shapeNames();
Hospital shapes(const std::string& form, int rules, int requests);  // of Staff on Record

}  // namespace polc::bench
