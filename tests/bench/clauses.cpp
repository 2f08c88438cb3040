// Prints the contract of n clauses: `polc_clauses 10000 > contract.pol`, then `polc check
// contract.pol`.
#include <cstdio>
#include <cstdlib>

#include "tests/bench/corpus.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: polc_clauses NUMBER\n", stderr);
    return 2;
  }
  std::fputs(polc::bench::contractText(std::atoi(argv[1])).c_str(), stdout);
}
