// Types of a core that nobody vouches for: every value is of the kind that who reads it takes it for.
//
// An engine reads a value by its static type: a string where there is a number would lead anywhere. core::verify looks at kinds
// where an operator needs one; this at every type, elements included, and that each variable stands in its quantifier.
// In:  a core whose ids and lists were verified
// Out: what is wrong first; empty where sound
#pragma once
#include <string>

#include "runtime/core/core.h"

namespace polc::bundle {

std::string illTyped(const core::Bundle& bundle);

// The first node whose type its operands do not give; as many as there are nodes where there is none.
size_t illTypedNode(const core::Bundle& bundle);

// Where expressions begin: every variable is bound, arguments suit their obligations, and what a standing evaluates does not
// speak of a request.
class Variables;
bool rootsSound(const core::Bundle& bundle, const Variables& variables);

}  // namespace polc::bundle
