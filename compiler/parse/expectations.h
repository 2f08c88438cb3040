// Says in words what the grammar would take at a place: "an expression", "an item", "`to`".
#pragma once
#include <string>
#include <vector>

#include "compiler/parse/words.h"

namespace polc::parse {

std::string expectation(size_t rule, const std::vector<TokenType>& expected);
std::string operandAfter(TokenType type);  // what follows an operator, a comma, `in`, …

}  // namespace polc::parse
