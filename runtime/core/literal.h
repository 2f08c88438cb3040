// Prints types and values as the language writes them.
//
// Out: total; an entity that is no constant of the bundle is asked of `name`
#pragma once
#include <functional>
#include <string>

#include "runtime/core/core.h"

namespace polc::core {

using EntityName = std::function<std::string(uint32_t row)>;

std::string typeName(const Bundle& bundle, TypeId type);
std::string quoted(std::string_view text);
std::string entityConstant(const Bundle& bundle, uint32_t constant);  // Team::"platform"
// `absent`, `missing` and `invalid` stand for values that are not there.
std::string literal(const Bundle& bundle, const value::Value& value, TypeId type,
                    const EntityName& name);
std::string literal(const Bundle& bundle, const value::Value& value, TypeId type);

}  // namespace polc::core
