// How an entity is written in the JSON of a snapshot.
#pragma once
#include <string_view>

namespace polc::sqlite {

inline constexpr std::string_view kUid = R"({"uid":)";
inline constexpr std::string_view kAttributes = R"(,"attrs":)";
inline constexpr std::string_view kParents = R"(,"parents":[)";

}  // namespace polc::sqlite
