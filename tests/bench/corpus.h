// A contract of n permission clauses that differ only in constants, and requests that hit one of them each.
#pragma once
#include <string>

namespace polc::bench {

std::string contractText(int clauses);
std::string directoryText(int clauses);
std::string requestText(int clause);

}  // namespace polc::bench
