// Constants as bytes: their kind, then what they hold; sets by their members.
//
// Errors: false where the bytes are no constant, or sets lie in each other beyond kSetDepth
#pragma once
#include "runtime/bundle/reader.h"

namespace polc::bundle {

inline constexpr uint64_t kConstantsSchema = 1;  // grows with each change of how they are written
inline constexpr uint32_t kSetDepth = 64;

void putConstant(Writer& writer, const value::Value& value);
bool getConstants(Reader& reader, value::Arena& arena, std::vector<value::Value>& constants);

}  // namespace polc::bundle
