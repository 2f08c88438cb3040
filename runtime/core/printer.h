// The canonical text, part by part: private to the core.
#pragma once
#include <string>

#include "runtime/core/core.h"

namespace polc::core {

// Appends lines to one text.
class Text {
 public:
  void line(int indent, std::string_view words) {
    out_.append(static_cast<size_t>(indent) * 2, ' ').append(words) += '\n';
  }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

std::string printPeriod(const Period& period);  // "from … until …", "always"
std::string printPeriods(const std::vector<Period>& periods);
void printVocabulary(const Bundle& bundle, Text& to);
void printRules(const Bundle& bundle, bool places, Text& to);
void printLives(const Bundle& bundle, bool places, Text& to);

// "permission.vendor_access #2 by amendment 1 (contract.pol:5:3)"
std::string printHead(const Bundle& bundle, const Provenance& from, bool places);
std::string printPattern(const Bundle& bundle, const Pattern& pattern);
std::string printCall(const Bundle& bundle, const ObligationCall& call);
std::string printOr(const Bundle& bundle, ExprId expr, std::string_view instead);

}  // namespace polc::core
