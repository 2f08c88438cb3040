// The verifier, part by part: private to the core.
#pragma once
#include <fmt/format.h>

#include <string>
#include <vector>

#include "runtime/core/core.h"

namespace polc::core {

// Collects faults; each says where it is.
class Faults {
 public:
  // Notes the fault unless `holds`; returns it.
  bool check(bool holds, std::string_view where, std::string_view what) {
    if (!holds) found_.push_back(fmt::format("{}: {}", where, what));
    return holds;
  }
  // Is the id below the limit?
  bool id(uint64_t id, uint64_t limit, std::string_view where, std::string_view what) {
    return check(id < limit, where, fmt::format("{} {} is out of range", what, id));
  }
  bool idOrNone(uint32_t id, uint64_t limit, std::string_view where, std::string_view what) {
    return id == kNone || this->id(id, limit, where, what);
  }
  bool none() const { return found_.empty(); }
  std::vector<std::string> take() { return std::move(found_); }

 private:
  std::vector<std::string> found_;
};

void verifyVocabulary(const Bundle& bundle, Faults& faults);
void verifyTables(const Bundle& bundle, Faults& faults);
// Ids and lists of nodes, and that no node contains itself.
void verifyNodes(const Bundle& bundle, Faults& faults);
// What each op wants of its operands; only where the nodes are sound.
void verifyNodeTypes(const Bundle& bundle, Faults& faults);
void verifyRules(const Bundle& bundle, Faults& faults);
void verifyLives(const Bundle& bundle, Faults& faults);

bool ordered(const std::vector<Period>& periods);
std::vector<ExprId> childrenOf(const Bundle& bundle, const Node& node);
// The kind of an expression's type; an optional counts as what it holds.
TypeKind kindOf(const Bundle& bundle, ExprId expr);
bool isKind(const Bundle& bundle, ExprId expr, TypeKind kind);
void verifyProvenance(const Bundle& bundle, const Provenance& from, Faults& faults,
                      std::string_view where);
void verifyCall(const Bundle& bundle, const ObligationCall& call, Faults& faults,
                std::string_view where);
void verifyPattern(const Bundle& bundle, const Pattern& pattern, Faults& faults,
                   std::string_view where);
// kNone or a Bool.
void verifyCondition(const Bundle& bundle, ExprId expr, Faults& faults, std::string_view where);

}  // namespace polc::core
