// Reads Decimals from JSON: four places, nothing rounds.
//
// Errors: nothing where malformed, out of ±922337203685477.5807, or with more than four places
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace polc::directory {

std::optional<int64_t> parseDecimal(
    std::string_view text);  // as the language writes it, with a sign: -1.50
std::optional<int64_t> decimalOfNumber(
    std::string_view text);  // a JSON number; an exponent must be exact

}  // namespace polc::directory
