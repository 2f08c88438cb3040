// Fills a bundle's tables: every type, constant, text, node and list of periods stands there once.
//
// Ownership: the builder writes into a bundle that outlives it; strings of constants go to its arena
// Cost:      a hash look-up for each entry
#pragma once
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "compiler/sema/program.h"
#include "runtime/core/core.h"

namespace polc::lower {

class Builder {
 public:
  explicit Builder(core::Bundle& bundle);
  Builder(const Builder&) = delete;
  Builder& operator=(const Builder&) = delete;

  core::TypeId type(const core::Type& type);
  core::TypeId type(const sema::Type& type);
  core::TypeId setOf(core::TypeId element) {
    return type({core::TypeKind::set, core::kNone, element});
  }
  core::TypeId boolean() const { return boolean_; }

  uint32_t constant(const value::Value& value, core::TypeId type);
  uint32_t text(std::string_view text);
  uint32_t entity(uint32_t type, std::string_view id);
  uint32_t periods(const std::vector<core::Period>& periods);

  // The node as given, or the equal one that is there already; `list` holds its children.
  core::ExprId node(const core::Node& node, const std::vector<core::ExprId>& list = {});
  core::ExprId constantNode(const value::Value& value, core::TypeId type);
  core::ExprId logical(core::Op op,
                       const std::vector<core::ExprId>& operands);  // flat; one operand: itself
  core::ExprId negation(core::ExprId operand);
  // The same node with a source text, where it has none of its own.
  core::ExprId withText(core::ExprId node, uint32_t text);
  core::ExprId withType(core::ExprId node, core::TypeId type);

  const core::Node& at(core::ExprId id) const { return bundle_.nodes[id]; }
  value::Arena& arena() { return *bundle_.arena; }
  core::Bundle& bundle() { return bundle_; }

 private:
  struct NodeHash {
    const core::Bundle* bundle;
    size_t operator()(core::ExprId id) const;
  };
  struct NodeEqual {
    const core::Bundle* bundle;
    bool operator()(core::ExprId a, core::ExprId b) const;
  };
  bool timed(const core::Node& node) const;
  core::ExprId changed(const core::Node& node);  // one that has its children in the bundle already

  core::Bundle& bundle_;
  core::TypeId boolean_;
  std::unordered_map<uint64_t, core::TypeId> types_;
  std::unordered_map<std::string, uint32_t> constants_;
  std::unordered_map<std::string, uint32_t> texts_;
  std::unordered_map<std::string, uint32_t> entities_;
  std::unordered_set<core::ExprId, NodeHash, NodeEqual> nodes_;
};

// A content key of a value: equal where the values are.
void appendKey(std::string& key, const value::Value& value);

// Source text on one line: runs of blanks and comments become one blank, texts in quotes stay.
std::string plainText(std::string_view text);

}  // namespace polc::lower
