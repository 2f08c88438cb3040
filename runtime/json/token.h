// Judges single JSON tokens and bytes, to say what is wrong and where.
#pragma once
#include <cstddef>
#include <string_view>

namespace polc::json {

std::string_view trimmed(std::string_view token);
bool isNumber(std::string_view token);           // as JSON writes numbers
size_t firstBadUtf8(std::string_view text);      // npos where all is well
size_t firstBareControl(std::string_view text);  // a control character within a string

}  // namespace polc::json
