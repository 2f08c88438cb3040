// What the shape of an expression says about its evaluation, whatever its constants.
#pragma once
#include <vector>

#include "runtime/core/core.h"
#include "runtime/core/static_type.h"

namespace polc::plan {

struct Traits {
  bool timed = false;  // its constancy may be less than always
  bool moves = false;  // its rate may be other than 0
  bool fails = false;  // it may be an error
  bool risky =
      false;  // it may be one though subject, resource and context hold all that they should
  bool constants = false;  // it, or a part of it, is a word of a table
};

// One for each node of the bundle; children lie before or after their parents.
std::vector<Traits> traitsOf(const core::Bundle& bundle);

using core::plainType;
using core::readsBirth;
// Entities of which it is not known that they have one type.
bool comparesTypes(const core::Bundle& bundle, const core::Node& node);
// How many words of a row the node takes: its constant, index or text.
uint32_t wordsOf(const core::Bundle& bundle, const core::Node& node);

template <class Visit>
void forChildren(const core::Bundle& bundle, const core::Node& node, Visit visit) {
  for (core::ExprId child : {node.a, node.b, node.c}) {
    if (child != core::kNone) visit(child);
  }
  for (uint32_t i = 0; i < node.count; ++i) visit(bundle.lists[node.first + i]);
}

}  // namespace polc::plan
