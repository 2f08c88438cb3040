// Counts what the generated decisions reached, and says whether that is enough.
#pragma once
#include <map>
#include <string>

#include "runtime/decision/decision.h"
#include "tests/differential/generator.h"

namespace polc::differential {

class Reach {
 public:
  void world(const World& world);
  // An operation's period has a decision at its bound and a microsecond before it.
  void ends(const Written& operation, bool first, bool last);
  void decision(const decision::Decision& decision);
  void query() { ++queries_; }  // asked by rows
  void stability(bool proven) { proven ? ++proven_ : ++horizon_; }
  // Prints the table; true where every share and every row is reached.
  bool report() const;

 private:
  int total_ = 0, allow_ = 0, deny_reason_ = 0, expire_ = 0, errors_ = 0, proven_ = 0, horizon_ = 0,
      queries_ = 0;
  std::map<std::string, int> kinds_, operations_, phases_, effects_;
};

}  // namespace polc::differential
