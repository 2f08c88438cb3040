// The portable core as bytes, and back.
//
// In:     any bundle whose constants are no records or maps (the language has no such literals)
// Out:    decodeCore: a bundle whose texts come from `load` when first read; checkCore says whether it may be evaluated
// Errors: null where the bytes are no core
#pragma once
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "runtime/core/core.h"

namespace polc::bundle {

std::string encodeCore(const core::Bundle& bundle);
std::string encodeTexts(const core::Texts& texts);
uint64_t coreSchema();
uint64_t textsSchema();

std::shared_ptr<core::Bundle> decodeCore(std::span<const uint8_t> bytes, core::Texts::Load load);
// What is wrong first; empty where an engine may evaluate it.
std::string checkCore(const core::Bundle& bundle);
// Nothing where the bytes are no such list.
std::optional<std::vector<std::string>> decodeTexts(std::span<const uint8_t> bytes);

}  // namespace polc::bundle
